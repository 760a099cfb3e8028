using MathNet.Numerics;

namespace Kolot.Core.Statistics;

/// <summary>How the shares of two groups of different people differ: the first less the second, -1 to 1.</summary>
public sealed class ShareDifference
{
    private const long MostTables = 1_000_000;

    private ShareDifference(Share first, Share second) => (First, Second) = (first, second);

    /// <summary>The first group.</summary>
    public Share First { get; }

    /// <summary>The second group.</summary>
    public Share Second { get; }

    /// <summary>The difference.</summary>
    public double Difference => First.Value - Second.Value;

    /// <summary>The interval that is shown: Newcombe's hybrid of two Wilson intervals (Newcombe 1998b, Statistics in Medicine 17, 873-890, method 10).</summary>
    public Interval Interval
    {
        get
        {
            var (one, two) = (First.Interval, Second.Interval);
            return new(
                Difference - double.Hypot(First.Value - one.Low, two.High - Second.Value),
                Difference + double.Hypot(one.High - First.Value, Second.Value - two.Low));
        }
    }

    /// <summary>The normal (Wald) interval, for comparison only.</summary>
    public Interval Wald
    {
        get
        {
            var half = Tails.Z * Math.Sqrt((First.Value * (1 - First.Value) / First.N) + (Second.Value * (1 - Second.Value) / Second.N));
            return new(Math.Max(-1, Difference - half), Math.Min(1, Difference + half));
        }
    }

    /// <summary>Pearson's test of the 2 × 2 table; where all or none did in both it cannot be said.</summary>
    public Said<(double ChiSquare, double Z, double P)> Test => Tested(0) is { } value
        ? (value, Math.Sign(Difference) * Math.Sqrt(value), Tails.OfChiSquare(value, 1))
        : CannotSay.AllTheSame;

    /// <summary>The same with Yates' correction (Yates 1934), never larger than the deviation itself.</summary>
    public Said<(double ChiSquare, double P)> Yates =>
        Tested(Math.Min(0.5, Math.Abs(Difference) / ((1.0 / First.N) + (1.0 / Second.N)))) is { } value ? (value, Tails.OfChiSquare(value, 1)) : CannotSay.AllTheSame;

    /// <summary>The odds of the first to those of the second as the table has them; without any failure or success to divide by it cannot be said.</summary>
    public Said<double> OddsRatio => (double)(First.N - First.Count) * Second.Count is > 0 and var below
        ? First.Count * (double)(Second.N - Second.Count) / below
        : CannotSay.Separation;

    /// <summary>Fisher's exact test, two-sided: all tables no likelier than this one (Fisher 1935, JRSS 98, 39-82). Of more than a million tables it is not reckoned; the others are as good then.</summary>
    public Said<double> FisherP
    {
        get
        {
            if (Tables > MostTables) return CannotSay.OutOfRange;
            var logs = Logs();
            var most = logs.Max();
            var here = logs[First.Count - Lowest];
            // As R does, what rounding alone makes likelier counts as equally likely.
            var limit = here + Math.Log(1 + 1e-7);
            return Math.Min(1, logs.Where(log => log <= limit).Sum(log => Math.Exp(log - most)) / logs.Sum(log => Math.Exp(log - most)));
        }
    }

    /// <summary>The odds ratio that makes this table likeliest with its margins given (Fisher 1935); it has none where the table is at the upper end of what it can be.</summary>
    public Said<double> ConditionalOddsRatio
    {
        get
        {
            if (Tables > MostTables) return CannotSay.OutOfRange;
            var logs = Logs();
            var at = First.Count - Lowest;
            if (logs.Length == 1) return CannotSay.AllTheSame;
            if (at == 0) return 0.0;
            if (at == logs.Length - 1) return CannotSay.Separation;
            var (low, high) = (-60.0, 60.0);
            for (var step = 0; step < 80; step++)
            {
                var middle = (low + high) / 2;
                if (Expected(logs, middle) < at) low = middle;
                else high = middle;
            }

            return Math.Exp((low + high) / 2);
        }
    }

    private long Tables => Math.Min(First.Count + Second.Count, First.N) - Lowest + 1;

    private long Lowest => Math.Max(0, First.Count + Second.Count - Second.N);

    /// <summary>Compares two shares.</summary>
    public static ShareDifference Between(Share first, Share second) => new(first, second);

    private static double Expected(double[] logs, double logOdds)
    {
        var most = logs.Select((log, at) => log + (at * logOdds)).Max();
        var (sum, weighted) = (0.0, 0.0);
        for (var at = 0; at < logs.Length; at++)
        {
            var likely = Math.Exp(logs[at] + (at * logOdds) - most);
            sum += likely;
            weighted += at * likely;
        }

        return weighted / sum;
    }

    // The logarithm of how likely each table with these margins is, from the fewest successes in the first group up.
    private double[] Logs()
    {
        var (total, lowest) = (First.Count + Second.Count, Lowest);
        return [.. Enumerable.Range(0, (int)Tables).Select(at => Choices(First.N, lowest + at) + Choices(Second.N, total - lowest - at))];
    }

    private static double Choices(long n, long k) =>
        SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(k + 1.0) - SpecialFunctions.GammaLn(n - k + 1.0);

    private double? Tested(double correction)
    {
        var pooled = (double)(First.Count + Second.Count) / (First.N + Second.N);
        if (pooled is 0 or 1) return null;
        var off = Math.Abs(First.Count - (First.N * pooled)) - correction;
        return off * off / (pooled * (1 - pooled)) * ((1.0 / First.N) + (1.0 / Second.N));
    }
}
