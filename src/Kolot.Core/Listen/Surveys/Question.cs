namespace Kolot.Core.Listen.Surveys;

/// <summary>What a question of a survey is answered with.</summary>
public enum QuestionKind
{
    /// <summary>How likely one is to recommend, from 0 to 10.</summary>
    Nps,

    /// <summary>How satisfied one is, from 1 to 5.</summary>
    Csat,

    /// <summary>How easy it was, from 1 to 7.</summary>
    Ces,

    /// <summary>One to five stars.</summary>
    Stars,

    /// <summary>How far one agrees with each of several statements, from 1 to 5.</summary>
    Statements,

    /// <summary>One of several choices.</summary>
    One,

    /// <summary>Any of several choices.</summary>
    Several,

    /// <summary>Several choices put in order.</summary>
    Ranking,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A line of text.</summary>
    Line,

    /// <summary>Text of any length.</summary>
    Text,

    /// <summary>Name, mail and telephone.</summary>
    Contact,

    /// <summary>A yes that is given by a tick.</summary>
    Consent,

    /// <summary>A file.</summary>
    File,

    /// <summary>Nothing is asked: words alone.</summary>
    Words,
}

/// <summary>Whether a question must be answered.</summary>
public enum Needed
{
    /// <summary>It may be passed over.</summary>
    No,

    /// <summary>Who passes it over is asked once more, and may go on.</summary>
    Softly,

    /// <summary>Without it one does not go on.</summary>
    Yes,
}

/// <summary>One question of a survey.</summary>
public sealed record Question
{
    /// <summary>By what its answers are known in files, conditions and measures; stays the same in every language and version.</summary>
    public required string Key { get; init; }

    /// <summary>What it is answered with.</summary>
    public QuestionKind Kind { get; init; }

    /// <summary>What is asked.</summary>
    public Wording Text { get; init; } = Wording.None;

    /// <summary>A line below it that helps.</summary>
    public Wording Hint { get; init; } = Wording.None;

    /// <summary>Whether it must be answered.</summary>
    public Needed Needed { get; init; }

    /// <summary>Of whom it is asked; null for everybody who sees its screen.</summary>
    public Condition? ShowIf { get; init; }

    /// <summary>The choices, or, of <see cref="QuestionKind.Statements"/>, the statements.</summary>
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Whether choices come in an order of their own for each who answers; the last stays last where it says "none of these".</summary>
    public bool Shuffled { get; init; }

    /// <summary>Whether something else may be written in.</summary>
    public bool Other { get; init; }

    /// <summary>The least number, choices or characters.</summary>
    public double? Least { get; init; }

    /// <summary>The most.</summary>
    public double? Most { get; init; }

    /// <summary>What the lowest answer of a scale means, in words.</summary>
    public Wording LowEnd { get; init; } = Wording.None;

    /// <summary>What the highest means.</summary>
    public Wording HighEnd { get; init; } = Wording.None;

    /// <summary>Whether its answer is the headline score of the voice.</summary>
    public bool Headline { get; init; }

    /// <summary>Whether its answer is the words of the voice; else it is one more answer.</summary>
    public bool IsComment { get; init; }

    /// <summary>The question that asks what was expected, where this one asks what was found.</summary>
    public string? Expected { get; init; }

    /// <summary>Whether anything is asked at all.</summary>
    public bool Asks => Kind != QuestionKind.Words;

    /// <summary>The lowest and the highest answer of its scale; null where it has none.</summary>
    public (int Low, int High)? Scale => Kind switch
    {
        QuestionKind.Nps => (0, 10),
        QuestionKind.Csat or QuestionKind.Stars or QuestionKind.Statements => (1, 5),
        QuestionKind.Ces => (1, 7),
        _ => null,
    };

    /// <summary>Whether one score is its answer.</summary>
    public bool IsScore => Scale is not null && Kind != QuestionKind.Statements;

    /// <summary>Whether it is answered from its choices.</summary>
    public bool HasChoices => Kind is QuestionKind.One or QuestionKind.Several or QuestionKind.Ranking or QuestionKind.Statements;

    /// <summary>The fields that it is answered in: its key, or one for each statement or part.</summary>
    public IEnumerable<string> Fields => Kind switch
    {
        QuestionKind.Statements => Choices.Select(statement => $"{Key}.{statement.Key}"),
        QuestionKind.Contact => ContactParts.Select(part => $"{Key}.{part}"),
        QuestionKind.Words => [],
        _ when Other => [Key, $"{Key}.other"],
        _ => [Key],
    };

    /// <summary>By what its answers are known in a voice: of statements each by its own key. No two of a survey may share one.</summary>
    public IEnumerable<string> Names => Kind == QuestionKind.Statements ? Choices.Select(statement => statement.Key).Append(Key).Distinct() : [Key];

    /// <summary>What "something else" is known by, where it may be written in.</summary>
    public const string OtherKey = "other";

    /// <summary>The parts of <see cref="QuestionKind.Contact"/>.</summary>
    public static IReadOnlyList<string> ContactParts { get; } = ["name", "mail", "phone"];
}

/// <summary>Something that can be chosen, or a statement.</summary>
/// <param name="Key">By what it is known in files, conditions and measures.</param>
/// <param name="Text">What it says.</param>
public sealed record Choice(string Key, Wording Text)
{
    /// <summary>Whether it excludes the others and stays last: "none of these".</summary>
    public bool Alone { get; init; }
}
