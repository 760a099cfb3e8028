using Kolot.Core.Listen;

namespace Kolot.Core.Respond.Cases;

/// <summary>A case that a voice may belong to.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TouchpointId">What it is about.</param>
/// <param name="LastHeardAt">When its customer last said something.</param>
public readonly record struct CaseOfCustomer(Guid Id, Guid? TouchpointId, DateTime LastHeardAt);

/// <summary>What a case is to be, that a voice opens.</summary>
/// <param name="Kind">Of which kind.</param>
/// <param name="Severity">How much it hurts.</param>
/// <param name="Impact">How far it reaches.</param>
/// <param name="Unit">Whose it is.</param>
/// <param name="Title">What it is called until somebody calls it otherwise; null where nothing was said.</param>
public sealed record OpenedCase(CaseKind Kind, int Severity, int Impact, Guid? Unit, string? Title);

/// <summary>Decides what a voice comes to: a case of its own, one that is open already, or none.</summary>
public static class CaseOpening
{
    /// <summary>The longest name of a case, in characters.</summary>
    public const int LongestTitle = 200;

    // What somebody says of the same matter within a week is the same matter.
    private static readonly TimeSpan SameMatter = TimeSpan.FromDays(7);
    private const int TitleOfVoice = 90;

    /// <summary>The open case that a voice of the same customer belongs to, the latest first; null where it is another matter.</summary>
    public static Guid? Joins(Voice voice, IEnumerable<CaseOfCustomer> open) => open
        .Where(one => one.TouchpointId == voice.TouchpointId && (voice.HeardAt - one.LastHeardAt).Duration() <= SameMatter)
        .OrderByDescending(one => one.LastHeardAt).Select(one => (Guid?)one.Id).FirstOrDefault();

    /// <summary>The case that a voice opens by a rule.</summary>
    public static OpenedCase Of(RuledVoice said, CaseRule rule) => new(
        rule.Kind ?? KindOf(said), rule.Severity ?? SeverityOf(said), rule.Impact ?? CaseRubric.Least, rule.Team ?? said.Voice.UnitId, TitleOf(said.Voice));

    /// <summary>The kind that a voice tells: feedback with a low score is somebody who was hurt.</summary>
    public static CaseKind KindOf(RuledVoice said) => said.Voice.Kind switch
    {
        VoiceKind.Complaint => CaseKind.Complaint,
        VoiceKind.Question => CaseKind.Question,
        VoiceKind.Praise => CaseKind.Praise,
        VoiceKind.Feedback when said.Voice.Band == ScoreBand.Low => CaseKind.Recovery,
        _ => CaseKind.Request,
    };

    /// <summary>How much it hurts, as far as a voice tells: a complaint and a low score each weigh, and so does who asks to be called.</summary>
    public static int SeverityOf(RuledVoice said) => Math.Clamp(
        1 + (said.Voice.Kind == VoiceKind.Complaint ? 1 : 0) + (said.Voice.Band == ScoreBand.Low ? 1 : 0) + (said.WantsCall && said.Voice.Kind != VoiceKind.Praise ? 1 : 0),
        CaseRubric.Least, CaseRubric.Most);

    /// <summary>What a case is called by its voice: its title, or how its words begin.</summary>
    public static string? TitleOf(Voice voice)
    {
        var words = (string.IsNullOrWhiteSpace(voice.Text) ? voice.Title : voice.Text)?.ReplaceLineEndings(" ").Trim();
        if (string.IsNullOrEmpty(words) || words.Length <= TitleOfVoice) return string.IsNullOrEmpty(words) ? null : words;
        var end = words.LastIndexOf(' ', TitleOfVoice);
        return string.Concat(words.AsSpan(0, end > TitleOfVoice / 2 ? end : TitleOfVoice).TrimEnd(" .,;:!?-…"), "…");
    }
}
