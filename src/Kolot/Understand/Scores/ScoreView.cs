using Kolot.Core.Facts;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;

namespace Kolot.Understand.Scores;

/// <summary>What the scores page shows, and what the file and the API hand out.</summary>
public sealed record ScoreView
{
    /// <summary>What was asked.</summary>
    public required ScoreQuery Query { get; init; }

    /// <summary>All measures of the organisation.</summary>
    public required KnownMeasures Known { get; init; }

    /// <summary>The one that is looked at, with all its versions.</summary>
    public required KnownMeasure Versions { get; init; }

    /// <summary>The version of it by which the number is counted: the one that holds at the end of the period.</summary>
    public required Measure Measure { get; init; }

    /// <summary>The names of places.</summary>
    public required StreamNames Names { get; init; }

    /// <summary>The days that are looked at.</summary>
    public required DaySpan Period { get; init; }

    /// <summary>The days of the period in which that version holds: those that the number, its spread and its groups are of.</summary>
    public required DaySpan Counted { get; init; }

    /// <summary>The days that it is compared with, and by which version they are counted; null where nothing was counted then.</summary>
    public (DaySpan Span, Measure Measure)? Earlier { get; init; }

    /// <summary>Whether another rule held in the days that it is compared with.</summary>
    public bool RuleChanged => Earlier is { } earlier && earlier.Measure.Version != Measure.Version;

    /// <summary>The organisation's day today.</summary>
    public DateOnly Today { get; init; }

    /// <summary>For whoever may not read the voices, the pieces of time of which whole ones are counted (<see cref="WholePieces"/>), by version; null for all others.</summary>
    public IReadOnlyDictionary<int, IReadOnlyList<DaySpan>>? Pieces { get; init; }

    /// <summary>Whether of these pieces none lies within the days that would be counted.</summary>
    public bool NothingWhole { get; init; }

    /// <summary>Which share of the numbers is in memory; below 1 there is nothing else to show yet.</summary>
    public double Loaded { get; init; } = 1;

    /// <summary>How many answers; not told where they are so few, or so nearly all, that a person could be recognised.</summary>
    public long? N { get; init; }

    /// <summary>The measure over the whole period.</summary>
    public Said<Figure> Whole { get; init; } = CannotSay.NoAnswers;

    /// <summary>The change from the days that it is compared with.</summary>
    public Said<Change> SinceBefore { get; init; } = CannotSay.NoAnswers;

    /// <summary>How often each answer was given, lowest first; empty where it is not told.</summary>
    public IReadOnlyList<(double Answer, long Count)> Distribution { get; init; } = [];

    /// <summary>The measure piece by piece.</summary>
    public Course Course { get; init; } = new([], null);

    /// <summary>What the reader noted of pieces that an alert told of: the first day of each, and the note.</summary>
    public IReadOnlyList<(DateOnly Day, string Note)> Notes { get; init; } = [];

    /// <summary>The groups, those that differ most first.</summary>
    public IReadOnlyList<GroupLine> Groups { get; init; } = [];

    /// <summary>What the one group is called that all answers are of, where there is no other; null where there are several.</summary>
    public string? OnlyGroup { get; init; }

    /// <summary>Whether the unit that is chosen lies beyond what the reader may see: that nothing is told is no news of it.</summary>
    public bool Beyond { get; init; }

    /// <summary>How many groups have too few answers to be shown.</summary>
    public int SmallOnes { get; init; }

    /// <summary>The change from one chosen group to another; null where none are chosen.</summary>
    public Said<Change>? Compared { get; init; }

    /// <summary>What is known of customers that groups can be told apart by.</summary>
    public IReadOnlyList<(string Key, IReadOnlyList<string> Values)> Attributes { get; init; } = [];

    /// <summary>Days in which a version holds, cut as they are looked at.</summary>
    public IReadOnlyList<DaySpan> SpansOf(DaySpan days, Measure measure) => Pieces is null
        ? Grains.Cut(days, Query.Per ?? Grains.For(Period))
        : WholePieces.Cut(Pieces.GetValueOrDefault(measure.Version) ?? [], days, Query.Per ?? Grains.For(Period));
}

/// <summary>One group beside all others.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Label">What it is called.</param>
/// <param name="Figure">Its measure.</param>
/// <param name="AgainstRest">By how much it differs from all others.</param>
/// <param name="Sure">Whether that keeps clear of chance though many groups are looked at (Benjamini and Hochberg, 5 %).</param>
public sealed record GroupLine(string Code, string Label, Figure Figure, Change AgainstRest, bool Sure)
{
    /// <summary>The days that are counted of it, where they are its own.</summary>
    public DaySpan? Days { get; init; }
}
