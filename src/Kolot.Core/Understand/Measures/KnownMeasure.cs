using Kolot.Core.Facts;

namespace Kolot.Core.Understand.Measures;

/// <summary>A measure with all versions of its rule, in the order in which they were decided.</summary>
/// <param name="Code">By what it is known.</param>
/// <param name="Versions">At least one.</param>
public sealed record KnownMeasure(string Code, IReadOnlyList<Measure> Versions)
{
    /// <summary>Whether it is not offered any more.</summary>
    public bool Retired { get; init; }

    /// <summary>How often it was changed: what a form is begun from.</summary>
    public int Changed { get; init; }

    /// <summary>The version that was decided last, whether it holds yet or not.</summary>
    public Measure Latest => Versions[^1];

    /// <summary>To what it belongs.</summary>
    public MeasureFamily Family => Latest.Family;

    /// <summary>The version that holds on a day: of those that have begun, the one that was decided last; null before the first begins.</summary>
    public Measure? On(DateOnly day) => Versions.LastOrDefault(version => version.From is not { } from || from <= day);

    /// <summary>A period cut where another version begins to hold, in order of time; days before the first version are left out.</summary>
    public IReadOnlyList<(DaySpan Span, Measure Measure)> Cut(DaySpan period)
    {
        DateOnly[] borders = [period.From, .. Versions.Select(version => version.From).OfType<DateOnly>().Where(from => from > period.From && from <= period.To).Distinct().Order()];
        var pieces = new List<(DaySpan Span, Measure Measure)>();
        foreach (var (at, from) in borders.Index())
        {
            if (On(from) is not { } measure) continue;
            var to = at + 1 < borders.Length ? borders[at + 1].AddDays(-1) : period.To;
            if (pieces.Count > 0 && pieces[^1].Measure.Version == measure.Version) pieces[^1] = (pieces[^1].Span with { To = to }, measure);
            else pieces.Add((new(from, to), measure));
        }

        return pieces;
    }
}

/// <summary>The measures of an organisation: those that are there from the first day, as it may have changed them, and its own.</summary>
/// <param name="All">In order: the ready-made ones, then its own.</param>
public sealed record KnownMeasures(IReadOnlyList<KnownMeasure> All)
{
    /// <summary>Those that are offered.</summary>
    public IEnumerable<KnownMeasure> Offered => All.Where(measure => !measure.Retired);

    /// <summary>One by its code; null where there is none.</summary>
    public KnownMeasure? Find(string? code) => All.FirstOrDefault(measure => measure.Code == code);

    /// <summary>Puts them together.</summary>
    /// <param name="kept">What the organisation keeps of measures.</param>
    /// <param name="rules">The versions that it decided.</param>
    public static KnownMeasures Of(IReadOnlyList<KeptMeasure> kept, IReadOnlyList<MeasureRule> rules)
    {
        var versions = rules.OrderBy(rule => rule.Number).ToLookup(rule => rule.Code);
        var rows = kept.ToDictionary(row => row.Code);
        return new(
        [
            .. Measure.Ready.Select(ready => rows.GetValueOrDefault(ready.Code) is { } row ? Put(row, [ready with { Name = row.Name, NameEn = row.NameEn }], ready.Family) : new(ready.Code, [ready])),
            .. kept.Where(row => Measure.Ready.All(ready => ready.Code != row.Code) && versions.Contains(row.Code)).OrderBy(row => row.Name, StringComparer.Ordinal)
                .Select(row => Put(row, [], MeasureFamily.Own)),
        ]);

        KnownMeasure Put(KeptMeasure row, Measure[] first, MeasureFamily family) =>
            new(row.Code, [.. first, .. versions[row.Code].Select(rule => rule.Measure(row, family))]) { Retired = row.Retired, Changed = row.Version };
    }
}
