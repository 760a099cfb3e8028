using System.Globalization;
using Kolot.Core.Facts;
using Kolot.Core.Understand.Measures;

namespace Kolot.Understand.Scores;

/// <summary>Which measure, of whose voices, over which days, told apart by what. It stands in the address, so that a view can be sent and gone back to.</summary>
public sealed record ScoreQuery
{
    /// <summary>How an attribute of customers is named in an address: <c>is.plan=gold</c>.</summary>
    public const string Attribute = "is.";

    private const int LongestText = 300;
    private const int MostAttributes = 8;

    /// <summary>The names of what narrows, save the attributes.</summary>
    public static readonly string[] Narrowing = ["channel", "stage", "touchpoint", "unit", "kind", "language"];

    /// <summary>The lengths of time that are one touch away, in days.</summary>
    public static readonly int[] Lengths = [30, 90, 365];

    /// <summary>The measure's code; null for the first that is offered.</summary>
    public string? Measure { get; init; }

    /// <summary>How many days back from today; null where the first and last day are given, or all time is meant.</summary>
    public int? Days { get; init; }

    /// <summary>The first day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Whether it is compared with the same days of the year before.</summary>
    public bool YearBefore { get; init; }

    /// <summary>The first of the days that it is compared with; null for as many days right before.</summary>
    public DateOnly? AgainstFrom { get; init; }

    /// <summary>The last of them.</summary>
    public DateOnly? AgainstTo { get; init; }

    /// <summary>Into what pieces the period is cut; null for whatever fits it.</summary>
    public Grain? Per { get; init; }

    /// <summary>By what groups are told apart: one of <see cref="Narrowing"/> or an attribute.</summary>
    public string? By { get; init; }

    /// <summary>The group that is compared with.</summary>
    public string? A { get; init; }

    /// <summary>The group that is compared.</summary>
    public string? B { get; init; }

    /// <summary>What is chosen of each of <see cref="Narrowing"/>: codes.</summary>
    public IReadOnlyDictionary<string, string> Chosen { get; init; } = new Dictionary<string, string>();

    /// <summary>What customers' attributes are to be.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether anything is narrowed.</summary>
    public bool Narrowed => Chosen.Count + Attributes.Count > 0;

    /// <summary>Whether the first day lies after the last.</summary>
    public bool Backwards => From > To;

    /// <summary>Reads an address. What it cannot read it leaves out.</summary>
    public static ScoreQuery FromAddress(IQueryCollection query)
    {
        var days = int.TryParse(Text(query, "days"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 3_660 ? number : (int?)null;
        var (from, to) = (Day(query, "from"), Day(query, "to"));
        return new()
        {
            Measure = Text(query, "measure"),
            Days = (from ?? to) is null ? days ?? Lengths[^1] : null,
            From = from,
            To = to,
            YearBefore = Text(query, "against") == "year",
            AgainstFrom = Day(query, "afrom"),
            AgainstTo = Day(query, "ato"),
            Per = Enum.TryParse<Grain>(Text(query, "per"), ignoreCase: true, out var grain) && Enum.IsDefined(grain) ? grain : null,
            By = Text(query, "by") is { } by && (Narrowing.Contains(by) || by.StartsWith(Attribute, StringComparison.Ordinal)) ? by : null,
            A = Text(query, "a"),
            B = Text(query, "b"),
            Chosen = Narrowing.Where(name => Text(query, name) is not null).ToDictionary(name => name, name => Text(query, name) ?? ""),
            Attributes = query.Keys.Where(name => name.StartsWith(Attribute, StringComparison.Ordinal) && name.Length > Attribute.Length && Text(query, name) is not null)
                .Take(MostAttributes).ToDictionary(name => name[Attribute.Length..], name => Text(query, name) ?? ""),
        };
    }

    /// <summary>What in an address cannot be read. A program is told; a person's link shows more instead.</summary>
    /// <param name="query">The address.</param>
    /// <param name="known">The measures that there are.</param>
    public static IReadOnlyList<Core.Fault> Faults(IQueryCollection query, KnownMeasures known)
    {
        var read = FromAddress(query);
        (string Name, bool Read)[] given =
        [
            ("measure", known.Find(read.Measure) is not null), ("days", read.Days?.ToString(CultureInfo.InvariantCulture) == Text(query, "days")), ("from", read.From is not null),
            ("to", read.To is not null), ("per", read.Per is not null), ("by", read.By is not null),
        ];
        return [.. given.Where(one => !one.Read && query[one.Name].ToString().Length > 0).Select(one => new Core.Fault(one.Name, "unknown")), .. read.Backwards ? [new Core.Fault("to", "out_of_range")] : Array.Empty<Core.Fault>()];
    }

    /// <summary>The days that are looked at.</summary>
    /// <param name="today">The organisation's day today.</param>
    public DaySpan Period(DateOnly today) => (Days, From, To) switch
    {
        ({ } days, _, _) => new(today.AddDays(1 - days), today),
        (_, var from, var to) => new(from ?? (to ?? today).AddDays(1 - Lengths[^1]), to ?? today),
    };

    /// <summary>The days that a period is compared with. They never reach into it.</summary>
    public DaySpan Against(DaySpan period)
    {
        var before = new DaySpan(period.From.AddDays(-period.Length), period.From.AddDays(-1));
        if (AgainstFrom is { } from && AgainstTo is { } to && from <= to && to < period.From) return new(from, to);
        // By weeks, so that as many Fridays are in it.
        return YearBefore && period.Length <= 364 ? new(period.From.AddDays(-364), period.To.AddDays(-364)) : before;
    }

    private static string? Text(IQueryCollection query, string name) =>
        query[name].ToString() is { Length: > 0 and <= LongestText } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static DateOnly? Day(IQueryCollection query, string name) =>
        DateOnly.TryParseExact(Text(query, name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day is { Year: >= 1990 and < 2100 } ? day : null;
}
