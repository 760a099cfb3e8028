using Kolot.Core.Listen.Surveys;
using Kolot.Shell.Parts;

namespace Kolot.Listen.Answering;

/// <summary>One screen of a survey, as somebody sees it.</summary>
/// <param name="Survey">The survey, in the version that they answer.</param>
/// <param name="Token">What the form carries, sealed.</param>
/// <param name="Screen">Which screen, from 0.</param>
/// <param name="Asked">What is asked, in their own order.</param>
public sealed record AnswerView(Survey Survey, string Token, int Screen, IReadOnlyList<Question> Asked)
{
    /// <summary>By which choices come in their own order.</summary>
    public ulong Order { get; init; }

    /// <summary>What was answered so far.</summary>
    public Given Given { get; init; } = Given.Nothing;

    /// <summary>What was typed and could not be taken.</summary>
    public Func<string, IReadOnlyList<string>>? Typed { get; init; }

    /// <summary>What is wrong with it.</summary>
    public Faults Faults { get; init; } = Faults.None;

    /// <summary>Whether it was passed over what one would rather have answered: asked once more.</summary>
    public bool AskedOnceMore { get; init; }

    /// <summary>Whether an answer brought in a question that was not there before.</summary>
    public bool Brought { get; init; }

    /// <summary>The response that must be proven to be worth some work; null in ordinary times.</summary>
    public Guid? Proves { get; init; }

    /// <summary>Whether a file is asked for.</summary>
    public bool TakesFiles => Asked.Any(question => question.Kind == QuestionKind.File);

    /// <summary>Whether a screen came before.</summary>
    public bool HasBefore { get; init; }

    /// <summary>Whether it is the last, as far as is known.</summary>
    public bool IsLast { get; init; }

    /// <summary>How far one is, from 0 to 1.</summary>
    public double Progress { get; init; }

    /// <summary>Whether it is only tried out.</summary>
    public bool Trial { get; init; }

    /// <summary>Why nothing could be taken now, if nothing could: a code.</summary>
    public string? Trouble { get; init; }

    /// <summary>The version of the privacy notice that stands beside it, such as <c>he-3</c>; null where none was published.</summary>
    public string? Notice { get; init; }

    /// <summary>Where the form is sent.</summary>
    public string Action { get; init; } = "";

    /// <summary>The values that a field shows.</summary>
    public IReadOnlyList<string> Values(string field) => Typed?.Invoke(field) ?? Given[field];

    /// <summary>A text in the reader's language, with what was answered put in.</summary>
    public IEnumerable<Piping.Piece> Say(Wording wording) =>
        Piping.Fill(wording.For(Shell.Language.Here, Survey.Languages), field => Piping.Said(Survey, Given, field, Shell.Language.Here));
}
