using Kolot.Core.Statistics;
using MathNet.Numerics.Distributions;

namespace Kolot.Core.Benchmarks;

/// <summary>How large a difference must be for two groups to be told apart four times in five.</summary>
/// <param name="First">How many probes one of them has.</param>
/// <param name="Second">How many the other.</param>
/// <param name="Share">The difference of the shares answered, 0 to 1, one of them as far above a half as the other below: there differences are hardest to see.</param>
/// <param name="Times">How many times as long the median reply takes, above 1.</param>
public sealed record Seen(int First, int Second, Said<double> Share, Said<double> Times);

/// <summary>What differences a design can see, at a power of 80 % and 5 % of false alarms on both sides; said before anybody is approached.</summary>
/// <param name="AgainstRest">Of one company from all others.</param>
/// <param name="TwoCompanies">Of one company from another.</param>
/// <param name="TwoWaves">Of one wave from the next, all companies together.</param>
public sealed record StudyPower(Seen AgainstRest, Seen TwoCompanies, Seen TwoWaves)
{
    // Beyond a difference of so many times a formula for large samples promises nothing.
    private const double MostTimes = 20;
    private const double Alpha = 0.05, Power = 0.8;

    // Beyond so many the exact test and the normal one are as good, and the exact one takes long.
    private const int MostExact = 60, MostBeside = 600;

    private static readonly double Deviates = Normal.InvCDF(0, 1, 1 - (Alpha / 2)) + Normal.InvCDF(0, 1, Power);

    /// <summary>The power of a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="companies">How many companies it compares.</param>
    /// <param name="answered">Which share of probes is expected to be answered, as far as anybody knows: medians rest on these alone.</param>
    public static StudyPower Of(StudyDesign design, int companies, double answered = 0.5)
    {
        var (each, all) = (design.ProbesEach, (int)Math.Min((long)design.ProbesEach * companies, int.MaxValue));
        return new(Of(each, all - each, answered), companies < 2 ? Of(0, 0, answered) : Of(each, each, answered), Of(all, all, answered));
    }

    /// <summary>The same of two groups of so many probes. Of one probe nothing can be said.</summary>
    public static Seen Of(int first, int second, double answered = 0.5) =>
        first < 1 || second < 1 ? new(first, second, CannotSay.NoAnswers, CannotSay.NoAnswers)
        : first == 1 || second == 1 ? new(first, second, CannotSay.OneAnswer, CannotSay.OneAnswer)
        : new(first, second, OfShares(first, second), OfTimes(first, second, answered));

    // The effect h of two proportions (Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, 2nd ed., 6), put evenly around a half; exactly, by Fisher's test, where a group is small.
    private static Said<double> OfShares(int first, int second)
    {
        var (few, many) = (Math.Min(first, second), Math.Max(first, second));
        if (few <= MostExact) return ExactPower.Smallest(few, Math.Min(many, MostBeside), Alpha, Power);
        return Math.Sin(Deviates * Math.Sqrt((1.0 / few) + (1.0 / many)) / 2);
    }

    // Of the log-rank test by the number of answers that it rests on (Schoenfeld 1981, Biometrika 68, 316-319; 1983, Biometrics 39, 499-503): a ratio of hazards, which of times that are exponential is that of their medians.
    private static Said<double> OfTimes(int first, int second, double answered)
    {
        if (!(answered is > 0 and <= 1)) return CannotSay.OutOfRange;
        var ratio = Math.Exp(Deviates * Math.Sqrt(((1.0 / first) + (1.0 / second)) / answered));
        return ratio <= MostTimes ? ratio : CannotSay.TooFew;
    }
}

/// <summary>How often Fisher's exact test sees a difference of two shares, reckoned over all that can come out.</summary>
internal static class ExactPower
{
    /// <summary>The smallest difference around a half that is seen often enough; too few where even all against none is not.</summary>
    public static Said<double> Smallest(int few, int many, double alpha, double power)
    {
        var seen = Seen(few, many, alpha);
        if (Of(seen, few, many, 1) < power) return CannotSay.TooFew;
        var (low, high) = (0.0, 1.0);
        for (var step = 0; step < 24; step++)
        {
            var middle = (low + high) / 2;
            if (Of(seen, few, many, middle) < power) low = middle;
            else high = middle;
        }

        return high;
    }

    private static double Of(bool[,] seen, int few, int many, double difference)
    {
        // Either of them may be the better one; which is easier to see counts less than which is harder.
        return Math.Min(One(0.5 + (difference / 2), 0.5 - (difference / 2)), One(0.5 - (difference / 2), 0.5 + (difference / 2)));

        double One(double first, double second)
        {
            double[] of = Chances(few, first), other = Chances(many, second);
            var sum = 0.0;
            for (var one = 0; one <= few; one++)
                for (var two = 0; two <= many; two++)
                    if (seen[one, two]) sum += of[one] * other[two];
            return sum;
        }
    }

    private static double[] Chances(int n, double p) =>
        [.. Enumerable.Range(0, n + 1).Select(k => p is 0 or 1 ? (k == (int)(n * p) ? 1 : 0) : Math.Exp(Choices(n, k) + (k * Math.Log(p)) + ((n - k) * Math.Log(1 - p))))];

    // Which tables the test calls different (Fisher 1935, JRSS 98, 39-82), margin by margin.
    private static bool[,] Seen(int few, int many, double alpha)
    {
        var seen = new bool[few + 1, many + 1];
        for (var total = 0; total <= few + many; total++)
        {
            var (from, to) = (Math.Max(0, total - many), Math.Min(few, total));
            double[] likely = [.. Enumerable.Range(from, to - from + 1).Select(one => Math.Exp(Choices(few, one) + Choices(many, total - one) - Choices(few + many, total)))];
            for (var at = 0; at < likely.Length; at++) seen[from + at, total - from - at] = likely.Where(other => other <= likely[at] * (1 + 1e-7)).Sum() <= alpha;
        }

        return seen;
    }

    private static double Choices(int n, int k) => MathNet.Numerics.SpecialFunctions.FactorialLn(n) - MathNet.Numerics.SpecialFunctions.FactorialLn(k) - MathNet.Numerics.SpecialFunctions.FactorialLn(n - k);
}
