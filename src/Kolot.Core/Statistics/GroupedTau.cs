namespace Kolot.Core.Statistics;

/// <summary>How sure Kendall's tau-b is where what was measured comes in groups that are alike within: several answers of one company are no news of others.</summary>
/// <remarks>
/// The jackknife of whole groups, by what each pair of numbers adds to tau (Arvesen 1969, Annals of Mathematical Statistics 40, 2076-2100; of groups Shih and Fay 2017, Biometrics 73, 822-834).
/// What each adds is counted in n log n: along the first order, in a tree over the second (Fenwick 1994, Software: Practice and Experience 24, 327-336).
/// </remarks>
internal static class GroupedTau
{
    /// <summary>The standard error of tau-b, and of how many groups.</summary>
    public static (double StandardError, int Groups) Of<TGroup>(IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<TGroup> groups, double tau)
        where TGroup : notnull
    {
        double[] same = Apart(x, y), ofX = Apart(x, x), ofY = Apart(y, y);
        double pairsX = ofX.Sum() / 2, pairsY = ofY.Sum() / 2;
        var each = new Dictionary<TGroup, double>();
        for (var at = 0; at < x.Count; at++)
            each[groups[at]] = each.GetValueOrDefault(groups[at]) + (same[at] / Math.Sqrt(pairsX * pairsY)) - (tau / 2 * ((ofX[at] / pairsX) + (ofY[at] / pairsY)));
        return (Math.Sqrt(each.Values.Sum(one => one * one) * each.Count / (each.Count - 1.0)), each.Count);
    }

    // Of each, how many others lie on the same side of it by both, less those that lie on opposite sides.
    private static double[] Apart(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        double[] heights = [.. y.Distinct().Order()];
        int[] place = [.. y.Select(one => Array.BinarySearch(heights, one) + 1)], order = [.. Enumerable.Range(0, x.Count).OrderBy(at => x[at])];
        var found = new double[x.Count];
        Walk(order, 1);
        Walk([.. order.Reverse()], -1);
        return found;

        void Walk(int[] along, int side)
        {
            var (tree, before) = (new int[heights.Length + 1], 0);
            for (var (from, to) = (0, 0); from < along.Length; from = to)
            {
                while (to < along.Length && x[along[to]] == x[along[from]]) to++;
                for (var at = from; at < to; at++) found[along[at]] += side * (Below(tree, place[along[at]] - 1) - (before - Below(tree, place[along[at]])));
                for (; before < to; before++)
                    for (var node = place[along[before]]; node < tree.Length; node += node & -node) tree[node]++;
            }
        }
    }

    private static int Below(int[] tree, int place)
    {
        var sum = 0;
        for (; place > 0; place -= place & -place) sum += tree[place];
        return sum;
    }
}
