namespace Kolot.Core.Statistics;

/// <summary>Whether a series rises or falls throughout, whatever the shape (Mann 1945, Econometrica 13, 245-259; Kendall 1975), without a correction for what neighbours share.</summary>
/// <param name="S">Rising pairs less falling ones.</param>
/// <param name="Variance">Of S by chance, with ties.</param>
/// <param name="Slope">The median of all slopes, per step (Sen 1968, JASA 63, 1379-1389).</param>
/// <param name="Intercept">The median of what is left at the first step (Theil 1950).</param>
public sealed record Trend(long S, double Variance, double Slope, double Intercept)
{
    /// <summary>How long a series may be: all its pairs are looked at.</summary>
    public const int Longest = 5_000;

    /// <summary>S in standard deviations, moved by one towards zero.</summary>
    public double Z => S == 0 ? 0 : (S - Math.Sign(S)) / Math.Sqrt(Variance);

    /// <summary>How likely a trend at least as clear is by chance; 1 where all values are the same.</summary>
    public double P => Tails.OfNormal(Z);

    /// <summary>The trend of a series in the order of time, one step apart; a single value has none, and one of more than <see cref="Longest"/>, or of numbers beyond reckoning, is refused.</summary>
    public static Said<Trend> Of(IReadOnlyList<double> series)
    {
        if (Tails.Fault(series) is { } fault) return fault;
        var n = series.Count;
        if (n == 1) return CannotSay.OneAnswer;
        if (n > Longest || !double.IsFinite((series.Max() - series.Min()) * n * n)) return CannotSay.OutOfRange;
        var (s, slopes) = (0L, new List<double>(n * (n - 1) / 2));
        for (var i = 0; i < n; i++)
            for (var j = i + 1; j < n; j++)
            {
                s += Math.Sign(series[j] - series[i]);
                slopes.Add((series[j] - series[i]) / (j - i));
            }

        var ties = series.GroupBy(value => value).Sum(same => (double)same.Count() * (same.Count() - 1) * ((2 * same.Count()) + 5));
        var slope = Sample.Of(slopes).Value.Median;
        var rest = Sample.Of([.. series.Select((value, at) => value - (slope * at))]).Value.Median;
        return new Trend(s, (((double)n * (n - 1) * ((2 * n) + 5)) - ties) / 18, slope, rest);
    }
}
