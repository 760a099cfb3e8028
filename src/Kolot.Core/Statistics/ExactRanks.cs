using MathNet.Numerics;

namespace Kolot.Core.Statistics;

/// <summary>How likely pairs at least as much in order are if the one column were dealt out anew in any order, each as likely: Kendall's S by going through all tables with these margins (Kendall 1970, Rank Correlation Methods, 4th ed., 4.8).</summary>
internal static class ExactRanks
{
    // So many products take well below a second.
    private const double Most = 2e8;

    /// <summary>The chances of S as far from nought on its own side, and on either.</summary>
    /// <param name="one">How often each value of the one column comes, in order.</param>
    /// <param name="other">The same of the other.</param>
    /// <param name="surplus">S: pairs in order less those out of order.</param>
    public static Said<(double OneSided, double TwoSided)> Of(int[] one, int[] other, long surplus)
    {
        var (rows, columns) = States(one) < States(other) ? (other, one) : (one, other);
        var n = rows.Sum();
        if (n > 1000) return CannotSay.OutOfRange;
        var pairs = n * (n - 1) / 2;
        if (rows.Sum(size => States(columns) * Ways(columns, size)) * 2 * pairs > Most) return CannotSay.OutOfRange;
        // After each row: for every number of each column's that are dealt out already, how likely each S is, from -pairs up.
        var chances = new Dictionary<string, (int[] Used, double[] OfS)> { [""] = (new int[columns.Length], new double[(2 * pairs) + 1]) };
        chances[""].OfS[pairs] = 1;
        foreach (var size in rows)
        {
            var next = new Dictionary<string, (int[] Used, double[] OfS)>();
            foreach (var (used, chance) in chances.Values)
                foreach (var dealt in Deals([.. columns.Zip(used, (all, gone) => all - gone)], size))
                {
                    var (more, likely) = (More(used, dealt), Likely(columns, used, dealt));
                    int[] after = [.. used.Zip(dealt, (gone, now) => gone + now)];
                    var key = string.Join(',', after);
                    if (!next.TryGetValue(key, out var found)) next[key] = found = (after, new double[chance.Length]);
                    for (var at = Math.Max(0, -more); at < Math.Min(chance.Length, chance.Length - more); at++) found.OfS[at + more] += chance[at] * likely;
                }

            chances = next;
        }

        var all = chances.Values.Single().OfS;
        var (up, down) = (all.Where((_, at) => at - pairs >= Math.Abs(surplus)).Sum(), all.Where((_, at) => at - pairs <= -Math.Abs(surplus)).Sum());
        return (Math.Min(1, surplus >= 0 ? up : down), surplus == 0 ? 1 : Math.Min(1, up + down));
    }

    private static double States(int[] sizes) => sizes.Aggregate(1.0, (product, size) => product * (size + 1));

    // No fewer than there are to deal out so many.
    private static double Ways(int[] columns, int size) =>
        Math.Min(columns.Aggregate(1.0, (product, most) => product * (Math.Min(most, size) + 1)), SpecialFunctions.Binomial(columns.Length + size - 1, size));

    // Every way to take so many of what is left.
    private static IEnumerable<int[]> Deals(int[] left, int size)
    {
        if (left.Length == 1) return size <= left[0] ? [[size]] : [];
        return Enumerable.Range(0, Math.Min(size, left[0]) + 1).SelectMany(first => Deals(left[1..], size - first).Select(rest => (int[])[first, .. rest]));
    }

    // By how much S grows: those of lower columns that were dealt out before, less those of higher ones.
    private static int More(int[] used, int[] dealt)
    {
        var more = 0;
        for (var now = 0; now < dealt.Length; now++)
            for (var before = 0; before < used.Length; before++) more += Math.Sign(now - before) * dealt[now] * used[before];
        return more;
    }

    private static double Likely(int[] columns, int[] used, int[] dealt)
    {
        var ways = 1.0;
        for (var at = 0; at < columns.Length; at++) ways *= SpecialFunctions.Binomial(columns[at] - used[at], dealt[at]);
        return ways / SpecialFunctions.Binomial(columns.Sum() - used.Sum(), dealt.Sum());
    }
}
