namespace Kolot.Core.Facts;

/// <summary>By what voices are told apart or chosen.</summary>
public enum FactAxisKind
{
    /// <summary>The channel, by id.</summary>
    Channel,

    /// <summary>The touchpoint, by id.</summary>
    Touchpoint,

    /// <summary>The unit, by id.</summary>
    Unit,

    /// <summary>The kind, by name.</summary>
    Kind,

    /// <summary>The language of the words.</summary>
    Language,

    /// <summary>An attribute of the customer.</summary>
    Attribute,

    /// <summary>The answer to a question.</summary>
    Answer,
}

/// <summary>One thing by which voices are told apart or chosen, and how its values are taken.</summary>
/// <param name="Kind">What.</param>
/// <param name="Key">The attribute, or the question; nothing for the others.</param>
/// <param name="As">
/// What a value counts as: a group's name, or null for what is left out. A value is an id, a name, or an answer as written; empty where there is none.
/// </param>
public sealed record FactAxis(FactAxisKind Kind, string Key, Func<string, string?> As)
{
    /// <summary>Each value as it is, without those who have none.</summary>
    public static FactAxis Each(FactAxisKind kind, string key = "") => new(kind, key, value => value.Length == 0 ? null : value);

    /// <summary>Only some values.</summary>
    public static FactAxis Only(FactAxisKind kind, IReadOnlySet<string> values, string key = "") => new(kind, key, value => values.Contains(value) ? "" : null);
}

/// <summary>What of the voices somebody may count.</summary>
/// <param name="Units">Those of these units; null for all, and those without a unit too.</param>
/// <param name="Self">And those that this member entered.</param>
public sealed record FactReach(IReadOnlySet<Guid>? Units, Guid Self)
{
    /// <summary>Everything.</summary>
    public static FactReach All { get; } = new(null, Guid.Empty);
}

/// <summary>A span of days.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The last.</param>
public readonly record struct DaySpan(DateOnly From, DateOnly To)
{
    /// <summary>How many days it has.</summary>
    public int Length => To.DayNumber - From.DayNumber + 1;
}

/// <summary>A question about numbers: which answers, of whose voices, told apart by what.</summary>
/// <param name="Asked">The question whose answers are counted; the one without a name is the headline score. Null counts voices, whatever they answered.</param>
/// <param name="Worth">What an answer counts as; null leaves it out.</param>
/// <param name="Spans">The spans of days that are told apart, in order of time and without overlap.</param>
public sealed record FactQuestion(string? Asked, Func<Answer, double?> Worth, IReadOnlyList<DaySpan> Spans)
{
    /// <summary>How many cells a table may have: more than anybody reads, and no more than a machine carries.</summary>
    public const int MostCells = 1 << 18;

    /// <summary>How many axes a question may have, groups and filters together.</summary>
    public const int MostAxes = 32;

    /// <summary>By what they are told apart besides.</summary>
    public IReadOnlyList<FactAxis> Groups { get; init; } = [];

    /// <summary>What narrows them: each leaves out some.</summary>
    public IReadOnlyList<FactAxis> Filters { get; init; } = [];

    /// <summary>What whoever asks may count.</summary>
    public FactReach Reach { get; init; } = FactReach.All;

    /// <summary>Whether cells are to be compared: then it is also noted who answered in several of them.</summary>
    public bool Compared { get; init; }

    /// <summary>Whether only how many there are is wanted: then nobody looks for who answered more than once, and tallies take each answer for somebody else's.</summary>
    public bool CountsOnly { get; init; }

    /// <summary>How many processors may work on it.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>Leaves every answer as the number that it is, and words out.</summary>
    public static double? AsGiven(Answer answer) => double.IsFinite(answer.Number) ? answer.Number : null;
}
