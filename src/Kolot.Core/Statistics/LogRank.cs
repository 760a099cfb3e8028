using MathNet.Numerics.LinearAlgebra;

namespace Kolot.Core.Statistics;

/// <summary>Whether groups wait differently long, where not everybody was watched to the end.</summary>
/// <param name="Groups">The groups, in order of their names.</param>
/// <param name="N">How many each has.</param>
/// <param name="Observed">Of how many of each the end was seen.</param>
/// <param name="Expected">Of how many it would have been, if all waited alike.</param>
/// <param name="ChiSquared">The statistic.</param>
/// <param name="P">How likely one at least as large is by chance.</param>
public sealed record LogRank(IReadOnlyList<string> Groups, IReadOnlyList<int> N, IReadOnlyList<double> Observed, IReadOnlyList<double> Expected, double ChiSquared, double P)
{
    /// <summary>Degrees of freedom.</summary>
    public int Freedom => Groups.Count - 1;

    /// <summary>The test of groups (Mantel 1966, Cancer Chemotherapy Reports 50, 163-170).</summary>
    /// <param name="times">How long each was watched.</param>
    /// <param name="ended">Whether the end was seen then.</param>
    /// <param name="groups">Whose group each is in.</param>
    /// <param name="early">Whether early ends weigh more: Peto and Peto's (1972, JRSS A 135, 185-206), by the curve of all just before (Harrington and Fleming 1982, Biometrika 69, 553-566, rho 1).</param>
    /// <returns>Cannot be said of one group, or where no end was seen.</returns>
    public static Said<LogRank> Of(IReadOnlyList<double> times, IReadOnlyList<bool> ended, IReadOnlyList<string> groups, bool early = false)
    {
        if (times.Count != groups.Count) return CannotSay.DifferentLengths;
        if (SurvivalCurve.Fault(times, ended) is { } fault) return fault;
        string[] names = [.. groups.Distinct().Order(StringComparer.Ordinal)];
        if (names.Length < 2) return CannotSay.AllTheSame;
        if (!ended.Contains(true)) return CannotSay.NotReached;
        var (sums, survival) = (new Sums(names.Length), 1.0);
        double[] sorted = [.. times];
        // Whose each is, twice; one more where its end was seen.
        var of = names.Index().ToDictionary(name => name.Item, name => name.Index);
        int[] own = [.. groups.Select((group, at) => (2 * of[group]) + (ended[at] ? 1 : 0))], sizes = new int[names.Length];
        foreach (var one in own) sizes[one / 2]++;
        double[] watched = [.. sizes], ends = new double[names.Length];
        Array.Sort(sorted, own);
        for (var (from, before) = (0, 0); from < sorted.Length; from = before)
        {
            Array.Clear(ends);
            for (; before < sorted.Length && sorted[before] == sorted[from]; before++) ends[own[before] / 2] += own[before] % 2;
            double n = sorted.Length - from, d = ends.Sum();
            if (d > 0) sums.Add(watched, ends, n, d, early ? survival : 1);
            survival *= 1 - (d / n);
            for (var at = from; at < before; at++) watched[own[at] / 2]--;
        }

        return Told(names, sizes, sums);
    }

    /// <summary>The test of two groups whose curves are known already; the first is called 1, the other 2.</summary>
    public static Said<LogRank> Of(SurvivalCurve first, SurvivalCurve second)
    {
        if (first.Steps.Count + second.Steps.Count == 0) return CannotSay.NotReached;
        var (sums, one, other) = (new Sums(2), first.Walk(), second.Walk());
        while (Math.Min(one.Next, other.Next) is var time && double.IsFinite(time))
        {
            double[] ends = [one.Ends(time), other.Ends(time)], watched = [one.Watched(time), other.Watched(time)];
            sums.Add(watched, ends, watched.Sum(), ends.Sum(), weight: 1);
        }

        return Told(["1", "2"], [first.N, second.N], sums);
    }

    private static Said<LogRank> Told(string[] names, int[] sizes, Sums sums) => sums.ChiSquared is var chiSquared && double.IsFinite(chiSquared)
        ? new LogRank(names, sizes, sums.Observed, sums.Expected, chiSquared, Tails.OfChiSquare(chiSquared, names.Length - 1))
        : CannotSay.TooFew;

    /// <summary>What was seen and what was to be expected, summed over the times of ends.</summary>
    private sealed class Sums(int groups)
    {
        private readonly double[] off = new double[groups], spread = new double[groups * groups];

        public double[] Observed { get; } = new double[groups];

        public double[] Expected { get; } = new double[groups];

        // The last follows from the others.
        public double ChiSquared
        {
            get
            {
                var apart = Vector<double>.Build.DenseOfEnumerable(off.Take(groups - 1));
                return apart * Matrix<double>.Build.Dense(groups - 1, groups - 1, (one, other) => spread[(one * groups) + other]).Solve(apart);
            }
        }

        public void Add(double[] watched, double[] ends, double n, double d, double weight)
        {
            for (var one = 0; one < groups; one++)
            {
                Observed[one] += ends[one];
                Expected[one] += d * watched[one] / n;
                off[one] += weight * (ends[one] - (d * watched[one] / n));
                for (var other = 0; other < groups && n > 1; other++)
                    spread[(one * groups) + other] += weight * weight * d * (n - d) / (n - 1) * watched[one] / n * ((one == other ? 1 : 0) - (watched[other] / n));
            }
        }
    }
}
