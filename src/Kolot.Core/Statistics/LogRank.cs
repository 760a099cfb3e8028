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
        if (!SurvivalCurve.Of(times, ended).Try(out var all)) return SurvivalCurve.Of(times, ended).Why ?? CannotSay.NoAnswers;
        string[] names = [.. groups.Distinct().Order(StringComparer.Ordinal)];
        if (names.Length < 2) return CannotSay.AllTheSame;
        if (all.Events == 0) return CannotSay.NotReached;
        var of = names.Index().ToDictionary(name => name.Item, name => name.Index);
        double[] observed = new double[names.Length], expected = new double[names.Length], weighed = new double[names.Length];
        var spread = Matrix<double>.Build.Dense(names.Length, names.Length);
        // In order of time, the group of each and whether its end was seen.
        double[] sorted = [.. times];
        (int Group, bool Ended)[] own = [.. groups.Select((group, at) => (of[group], ended[at]))];
        Array.Sort(sorted, own);
        int[] sizes = [.. names.Select(name => groups.Count(group => group == name))];
        var watched = sizes.Select(size => (double)size).ToArray();
        var (next, survival) = (0, 1.0);
        foreach (var step in all.Steps)
        {
            for (; sorted[next] < step.Time; next++) watched[own[next].Group]--;
            double n = step.AtRisk, d = step.Events, weight = early ? survival : 1;
            for (var at = next; at < sorted.Length && sorted[at] == step.Time; at++)
                if (own[at].Ended) (observed[own[at].Group], weighed[own[at].Group]) = (observed[own[at].Group] + 1, weighed[own[at].Group] + weight);
            for (var one = 0; one < names.Length; one++)
            {
                expected[one] += d * watched[one] / n;
                weighed[one] -= weight * d * watched[one] / n;
                for (var other = 0; other < names.Length && n > 1; other++)
                    spread[one, other] += weight * weight * d * (n - d) / (n - 1) * watched[one] / n * ((one == other ? 1 : 0) - (watched[other] / n));
            }

            survival = step.Survival;
        }

        // The last follows from the others.
        var off = Vector<double>.Build.DenseOfEnumerable(weighed.Take(names.Length - 1));
        var chiSquared = off * spread.SubMatrix(0, names.Length - 1, 0, names.Length - 1).Solve(off);
        return double.IsFinite(chiSquared) ? new LogRank(names, sizes, observed, expected, chiSquared, Tails.OfChiSquare(chiSquared, names.Length - 1)) : CannotSay.TooFew;
    }
}
