namespace Kolot.Core.Statistics;

/// <summary>Says of a series when a wiggle is no news: the XmR chart of single values and their moving ranges (Shewhart 1931; Wheeler 1993, Understanding Variation).</summary>
/// <remarks>
/// It takes values to come from one process, each by itself: neighbours that go together make the limits too narrow, seasons are news to it. Of a process at rest about one value in 370 lies
/// beyond the limits, and one in 128 begins a run of eight on its side.
/// </remarks>
public sealed class ControlChart
{
    /// <summary>3/d₂ for pairs, d₂ = 2/√π, unrounded.</summary>
    public static readonly double Exact = 1.5 * Math.Sqrt(Math.PI);

    /// <summary>D₄ for pairs, 1 + 3d₃/d₂ with d₃ = √(2 − 4/π), unrounded.</summary>
    public static readonly double ExactRange = 1 + (1.5 * Math.Sqrt(Math.PI) * Math.Sqrt(2 - (4 / Math.PI)));

    private readonly IReadOnlyList<double> series;

    private ControlChart(IReadOnlyList<double> series)
    {
        this.series = series;
        MeanRange = Enumerable.Range(1, series.Count - 1).Average(at => Math.Abs(series[at] - series[at - 1]));
        // The mean of what is all the same may be off by a last digit, and nothing would lie within limits without a width.
        Center = MeanRange == 0 ? series[0] : series.Average();
    }

    /// <summary>The mean of the series.</summary>
    public double Center { get; }

    /// <summary>The mean of the ranges between neighbours.</summary>
    public double MeanRange { get; }

    /// <summary>The limits of single values with the customary 2.66.</summary>
    public Interval Limits => new(Center - (2.66 * MeanRange), Center + (2.66 * MeanRange));

    /// <summary>The limits with the constant unrounded.</summary>
    public Interval ExactLimits => new(Center - (Exact * MeanRange), Center + (Exact * MeanRange));

    /// <summary>The upper limit of the ranges with the customary 3.268.</summary>
    public double RangeLimit => 3.268 * MeanRange;

    /// <summary>The upper limit of the ranges with the constant unrounded.</summary>
    public double ExactRangeLimit => ExactRange * MeanRange;

    /// <summary>Which values lie beyond the limits, from 0.</summary>
    public IReadOnlyList<int> Outside => [.. Enumerable.Range(0, series.Count).Where(at => !Limits.Holds(series[at]))];

    /// <summary>Runs of eight or more on one side of the centre, first and last, from 0; a value on the centre ends a run.</summary>
    public IReadOnlyList<(int First, int Last)> Runs
    {
        get
        {
            var runs = new List<(int, int)>();
            for (var start = 0; start < series.Count;)
            {
                var side = Math.Sign(series[start] - Center);
                var end = start + 1;
                while (end < series.Count && Math.Sign(series[end] - Center) == side) end++;
                if (side != 0 && end - start >= 8) runs.Add((start, end - 1));
                start = end;
            }

            return runs;
        }
    }

    /// <summary>The chart of a series in the order of time; a single value has no limits.</summary>
    public static Said<ControlChart> Of(IReadOnlyList<double> series) =>
        Tails.Fault(series) is { } fault ? fault
        : series.Count == 1 ? CannotSay.OneAnswer
        : new ControlChart(series) is var chart && double.IsFinite(chart.Limits.Low) && double.IsFinite(chart.Limits.High) ? chart
        : CannotSay.OutOfRange;

    /// <summary>The chart of shares of groups of different size (p chart; Shewhart 1931; Montgomery 2013, 7.2): the common share, and each group's limits within 0 and 1.</summary>
    public static Said<(double Center, IReadOnlyList<Point> Points)> OfShares(IReadOnlyList<long> counts, IReadOnlyList<long> sizes)
    {
        if (counts.Count != sizes.Count) return CannotSay.DifferentLengths;
        if (counts.Count == 0) return CannotSay.NoAnswers;
        if (counts.Where((count, at) => count < 0 || sizes[at] < 1 || count > sizes[at]).Any()) return CannotSay.OutOfRange;
        var center = (double)counts.Sum() / sizes.Sum();
        return (center, [.. counts.Select((count, at) =>
        {
            var (share, sigma) = ((double)count / sizes[at], Math.Sqrt(center * (1 - center) / sizes[at]));
            return new Point(share, sigma, new(Math.Max(0, center - (3 * sigma)), Math.Min(1, center + (3 * sigma))));
        })]);
    }

    /// <summary>One group's share, its standard deviation about the common share, and its limits of three of these.</summary>
    public sealed record Point(double Share, double Sigma, Interval Limits)
    {
        /// <summary>Whether it is news.</summary>
        public bool Outside => !Limits.Holds(Share);
    }
}
