using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>How far two people who graded the same answers, the second without seeing the first, agree: Krippendorff's alpha of their overall grades, by how far they are apart.</summary>
/// <param name="Alpha">1 is always, 0 is chance.</param>
/// <param name="Twice">How many answers two graded.</param>
/// <param name="Interval">Where it lies, by drawing answers anew with both their grades (Zapf et al. 2016, BMC Medical Research Methodology 16, 93); percentiles. Of few, or where chance leaves no spread, it cannot be said.</param>
public sealed record RaterAgreement(double Alpha, int Twice, Said<Interval> Interval)
{
    /// <summary>How many times answers are drawn anew.</summary>
    public const int Replicates = 1_000;

    // Below so many answers graded twice no interval is told.
    private const int Fewest = 5;

    /// <summary>The agreement in probes that were graded twice, of the two grades that were given blindly: one that a reviewer corrected since was given by somebody who saw both.</summary>
    public static Said<RaterAgreement> Of(IReadOnlyList<ProbeSeen> probes, ulong seed = 1) =>
        Of([.. probes.Select(probe => (First: (probe.First ?? probe.Grade)?.Overall, Again: probe.Again?.Overall)).Where(pair => pair is { First: not null, Again: not null }).Select(pair => (pair.First!.Value, pair.Again!.Value))], seed);

    /// <summary>The agreement of pairs of grades.</summary>
    /// <remarks>With two grades each and squared distances alpha is 1 less the squared difference in pairs over that in all, so that nothing needs counting in a table; a test holds it to that of the table.</remarks>
    public static Said<RaterAgreement> Of(IReadOnlyList<(double First, double Second)> grades, ulong seed = 1)
    {
        if (grades.Count == 0) return CannotSay.NoAnswers;
        if (grades.Any(pair => !double.IsFinite(pair.First + pair.Second))) return CannotSay.NotANumber;
        // Off the middle of the scale, sums of squares lose no digits.
        PairSums[] pairs = [.. grades.Select(pair => PairSums.Of(pair.First - 3, pair.Second - 3))];
        var all = pairs.Aggregate(default(PairSums), (sum, pair) => sum + pair);
        return all.Alpha(pairs.Length) is { } alpha ? new RaterAgreement(alpha, pairs.Length, Drawn(pairs, seed)) : CannotSay.AllTheSame;
    }

    private static Said<Interval> Drawn(PairSums[] pairs, ulong seed)
    {
        if (pairs.Length < Fewest) return CannotSay.TooFew;
        var drawn = new double?[Replicates];
        Parallel.For(0, Replicates, at =>
        {
            // Each replicate has draws of its own, so that it is the same on however many cores.
            var (draws, sum) = (new Draws(new Draws(seed).Next() + (ulong)at), default(PairSums));
            for (var draw = 0; draw < pairs.Length; draw++) sum += pairs[draws.Below(pairs.Length)];
            drawn[at] = sum.Alpha(pairs.Length);
        });
        double[] told = [.. drawn.OfType<double>()];
        if (told.Length < 0.95 * Replicates) return CannotSay.TooFew;
        var sample = Sample.Of(told).Value;
        return sample.IsConstant ? CannotSay.AllTheSame : new Interval(sample.Quantile(0.025).Value, sample.Quantile(0.975).Value);
    }

    private readonly record struct PairSums(double Sum, double Squares, double Apart)
    {
        public static PairSums Of(double first, double second) => new(first + second, (first * first) + (second * second), (first - second) * (first - second));

        public static PairSums operator +(PairSums one, PairSums other) => new(one.Sum + other.Sum, one.Squares + other.Squares, one.Apart + other.Apart);

        public double? Alpha(int pairs)
        {
            var n = 2.0 * pairs;
            var expected = 2 * ((n * Squares) - (Sum * Sum));
            return expected > 1e-9 * n * n ? 1 - ((n - 1) * 2 * Apart / expected) : null;
        }
    }
}
