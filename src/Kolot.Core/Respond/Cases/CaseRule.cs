using Kolot.Core.Language;
using Kolot.Core.Listen;

namespace Kolot.Core.Respond.Cases;

/// <summary>What a rule looks at in a voice.</summary>
/// <param name="Voice">The voice.</param>
/// <param name="WantsCall">Whether they ask to be called.</param>
public sealed record RuledVoice(Voice Voice, bool WantsCall)
{
    /// <summary>Whether it is no praise: neither a kind word nor a high score with nothing asked beside it.</summary>
    public bool IsNotPraise => Voice.Kind switch
    {
        VoiceKind.Praise => false,
        VoiceKind.Feedback => Voice.Band != ScoreBand.High || WantsCall,
        _ => true,
    };
}

/// <summary>A sentence by which voices open cases: of which voices, and what follows. All that is said must hold; what is not said holds always.</summary>
public sealed record CaseRule
{
    /// <summary>The most words that one rule looks for.</summary>
    public const int MostWords = 20;

    /// <summary>The rule of whoever has none: all that is not praise.</summary>
    public static CaseRule Ready { get; } = new() { NotPraise = true };

    /// <summary>Only what is not praise.</summary>
    public bool NotPraise { get; init; }

    /// <summary>Only scores up to this.</summary>
    public double? ScoreAtMost { get; init; }

    /// <summary>On the scale that ends here; null for any.</summary>
    public double? ScoreOf { get; init; }

    /// <summary>Only voices of these kinds; none for all.</summary>
    public IReadOnlyList<VoiceKind> Kinds { get; init; } = [];

    /// <summary>Only of whoever asks to be called.</summary>
    public bool WantsCall { get; init; }

    /// <summary>Only where one of these words, or words after each other, is said; none for any.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Only by these channels; none for all.</summary>
    public IReadOnlyList<Guid> Channels { get; init; } = [];

    /// <summary>Only about these touchpoints; none for all.</summary>
    public IReadOnlyList<Guid> Touchpoints { get; init; } = [];

    /// <summary>Only about these units; none for all.</summary>
    public IReadOnlyList<Guid> Units { get; init; } = [];

    /// <summary>Of which kind the case is; null for what the voice tells.</summary>
    public CaseKind? Kind { get; init; }

    /// <summary>The team whose it is; null for the unit that the voice is about.</summary>
    public Guid? Team { get; init; }

    /// <summary>How much it hurts; null for what the voice tells.</summary>
    public int? Severity { get; init; }

    /// <summary>How far it reaches; null for what the voice tells.</summary>
    public int? Impact { get; init; }

    /// <summary>Whether a voice is meant.</summary>
    public bool Matches(RuledVoice said)
    {
        var voice = said.Voice;
        return (!NotPraise || said.IsNotPraise)
            && (!WantsCall || said.WantsCall)
            && (ScoreAtMost is not { } most || (voice.Score <= most && (ScoreOf is not { } top || voice.ScoreHigh == top)))
            && (Kinds.Count == 0 || Kinds.Contains(voice.Kind))
            && (Channels.Count == 0 || Channels.Contains(voice.ChannelId))
            && (Touchpoints.Count == 0 || (voice.TouchpointId is { } touchpoint && Touchpoints.Contains(touchpoint)))
            && (Units.Count == 0 || (voice.UnitId is { } unit && Units.Contains(unit)))
            && (Words.Count == 0 || Says(voice));
    }

    /// <summary>The first of some rules by which a voice is meant.</summary>
    public static CaseRule? FirstOf(IEnumerable<CaseRule> rules, RuledVoice said) => rules.FirstOrDefault(rule => rule.Matches(said));

    // Found as a search finds them: whatever stands before a Hebrew word, and however it is spelled.
    private bool Says(Voice voice)
    {
        var said = Hearing.WordsOf(voice.Title, voice.Text, voice.Answers).Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet(StringComparer.Ordinal);
        return Words.Any(words => SearchText.Query(words) is { Count: > 0 } asked && asked.All(said.Contains));
    }
}
