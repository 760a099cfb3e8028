namespace Kolot.Core.Statistics;

/// <summary>How the means of two groups of different people differ: the first less the second, in their own unit.</summary>
/// <remarks>Welch 1947, Biometrika 34, 28-35: the variances need not be equal.</remarks>
public sealed class MeanDifference
{
    private readonly double varianceOfFirst;
    private readonly double varianceOfSecond;

    private MeanDifference(Sample first, Sample second)
    {
        (First, Second) = (first, second);
        varianceOfFirst = first.SumOfSquares / (first.N - 1) / first.N;
        varianceOfSecond = second.SumOfSquares / (second.N - 1) / second.N;
    }

    /// <summary>The first group.</summary>
    public Sample First { get; }

    /// <summary>The second group.</summary>
    public Sample Second { get; }

    /// <summary>The difference.</summary>
    public double Difference => First.Mean - Second.Mean;

    /// <summary>Its standard error.</summary>
    public double StandardError => Math.Sqrt(varianceOfFirst + varianceOfSecond);

    /// <summary>Welch's degrees of freedom, by Satterthwaite's approximation.</summary>
    public double Freedom => (varianceOfFirst + varianceOfSecond) * (varianceOfFirst + varianceOfSecond)
        / ((varianceOfFirst * varianceOfFirst / (First.N - 1)) + (varianceOfSecond * varianceOfSecond / (Second.N - 1)));

    /// <summary>Welch's t.</summary>
    public double T => Difference / StandardError;

    /// <summary>How likely a difference at least as large is by chance.</summary>
    public double P => Tails.OfStudent(T, Freedom);

    /// <summary>The interval of the difference.</summary>
    public Interval Interval => new(Difference - (Tails.StudentPoint(Freedom) * StandardError), Difference + (Tails.StudentPoint(Freedom) * StandardError));

    /// <summary>The difference in units of the pooled standard deviation (Cohen 1988).</summary>
    public double CohensD => Difference / Math.Sqrt((First.SumOfSquares + Second.SumOfSquares) / (First.N + Second.N - 2));

    /// <summary>In how many pairs the first exceeds the second, ties as half (Mann and Whitney 1947, Annals of Mathematical Statistics 18, 50-60).</summary>
    public double MannWhitney
    {
        get
        {
            var ranks = Ranks.Of([.. First.Sorted, .. Second.Sorted]);
            return ranks.Take(First.N).Sum() - (First.N * (First.N + 1.0) / 2);
        }
    }

    /// <summary>How likely pairs at least as uneven are by chance: normal, corrected for ties and continuity.</summary>
    public double MannWhitneyP
    {
        get
        {
            var (n, product) = ((double)First.N + Second.N, (double)First.N * Second.N);
            var ties = First.Sorted.Concat(Second.Sorted).GroupBy(value => value).Sum(same => Math.Pow(same.Count(), 3) - same.Count());
            var off = MannWhitney - (product / 2);
            return Tails.OfNormal((off - (Math.Sign(off) * 0.5)) / Math.Sqrt(product / 12 * (n + 1 - (ties / (n * (n - 1))))));
        }
    }

    /// <summary>How likely one of the first exceeds one of the second, ties as half.</summary>
    public double Superiority => MannWhitney / ((double)First.N * Second.N);

    /// <summary>Compares two groups; each needs two answers, and one of them must vary.</summary>
    public static Said<MeanDifference> Between(Sample first, Sample second) =>
        first.N < 2 || second.N < 2 ? CannotSay.OneAnswer
        : first.IsConstant && second.IsConstant ? CannotSay.AllTheSame
        : new MeanDifference(first, second);
}
