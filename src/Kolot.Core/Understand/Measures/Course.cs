using Kolot.Core.Facts;
using Kolot.Core.Statistics;

namespace Kolot.Core.Understand.Measures;

/// <summary>One piece of a period.</summary>
/// <param name="Span">Its days.</param>
/// <param name="Figure">Its measure, or why there is none.</param>
/// <param name="Limits">Between what it wiggles by chance alone; null where too little is known for that.</param>
/// <param name="Signal">Whether it is news: beyond the limits, or one of a run on one side of the middle.</param>
public sealed record CoursePoint(DaySpan Span, Said<Figure> Figure, Interval? Limits, bool Signal)
{
    /// <summary>The version of the measure's rule that counted it.</summary>
    public int Version { get; init; } = 1;

    /// <summary>The middle of the limits.</summary>
    public double? Center { get; init; }
}

/// <summary>How a measure went, piece by piece.</summary>
/// <param name="Points">The pieces, in order of time.</param>
/// <param name="Trend">Whether it rises or falls over all of them (Mann and Kendall), by how much a piece (Sen); null where there are fewer than eight.</param>
public sealed record Course(IReadOnlyList<CoursePoint> Points, Trend? Trend)
{
    // With fewer, limits say more of chance than of the process.
    private const int Enough = 8;

    /// <summary>The line in the middle of the limits; of several versions that of the last.</summary>
    public double? Center { get; private init; }

    /// <summary>The pieces that are news.</summary>
    public IEnumerable<CoursePoint> Signals => Points.Where(point => point.Signal);

    /// <summary>One course out of those of each version of a rule: what chance allows is found within each, and none is measured by the limits of another.</summary>
    /// <returns>Its trend is that of the last, for of several there is none.</returns>
    public static Course Join(IReadOnlyList<Course> parts) =>
        parts switch
        {
            [] => new([], null),
            [var only] => only,
            [.., var last] => new([.. parts.SelectMany(part => part.Points)], last.Trend) { Center = last.Center },
        };

    /// <summary>The course of a measure.</summary>
    /// <param name="measure">Which; a share has a p chart, whose limits follow the size of each piece, all others an XmR chart.</param>
    /// <param name="pieces">Its pieces, in order of time.</param>
    public static Course Of(Measure measure, IReadOnlyList<(DaySpan Span, Said<Figure> Figure)> pieces)
    {
        var said = pieces.Index().Where(piece => piece.Item.Figure.Why is null).Select(piece => (piece.Index, Figure: piece.Item.Figure.Value)).ToArray();
        double[] series = [.. said.Select(piece => piece.Figure.Value)];
        if (series.Length < Enough) return new([.. pieces.Select(piece => new CoursePoint(piece.Span, piece.Figure, null, false) { Version = measure.Version })], null);
        var trend = Statistics.Trend.Of(series).Try(out var found) ? found : null;
        var (center, limits, signals) = measure.Kind == MeasureKind.TopBox ? OfShares(said.Select(piece => piece.Figure)) : OfSeries(series);
        var at = said.Index().ToDictionary(piece => piece.Item.Index, piece => piece.Index);
        return new(
            [.. pieces.Select((piece, index) => at.TryGetValue(index, out var place)
                ? new CoursePoint(piece.Span, piece.Figure, limits[place], signals.Contains(place)) { Version = measure.Version, Center = center }
                : new CoursePoint(piece.Span, piece.Figure, null, false) { Version = measure.Version, Center = center })],
            trend)
        { Center = center };
    }

    private static (double? Center, Interval?[] Limits, HashSet<int> Signals) OfSeries(double[] series)
    {
        if (!ControlChart.Of(series).Try(out var chart)) return (null, new Interval?[series.Length], []);
        var signals = chart.Outside.Concat(chart.Runs.SelectMany(run => Enumerable.Range(run.First, run.Last - run.First + 1)));
        return (chart.Center, [.. series.Select(_ => (Interval?)chart.Limits)], [.. signals]);
    }

    private static (double? Center, Interval?[] Limits, HashSet<int> Signals) OfShares(IEnumerable<Figure> figures)
    {
        Figure[] all = [.. figures];
        if (!ControlChart.OfShares([.. all.Select(one => (long)Math.Round(one.Value / 100 * one.N))], [.. all.Select(one => one.N)]).Try(out var chart))
            return (null, new Interval?[all.Length], []);
        return (chart.Center * 100, [.. chart.Points.Select(point => (Interval?)(point.Limits * 100))], [.. chart.Points.Index().Where(point => point.Item.Outside).Select(point => point.Index)]);
    }
}
