using Kolot.Core.Statistics;
using MathNet.Numerics.Distributions;

namespace Kolot.Core.Benchmarks;

/// <summary>What the means of companies come to when their probes are drawn anew: a distribution for each kind of company, all on the same steps.</summary>
internal sealed class Redraws
{
    /// <summary>Into how many steps the points of speed are put.</summary>
    public const int SpeedLevels = 21;

    // Means stand on a grid that the halves, thirds … of few probes hit; a sum of more steps is drawn by its normal curve.
    private const int Grid = 1260, MostSteps = 1024;

    private readonly double[][] chances;

    private Redraws(double[][] chances, int[] kinds, int steps) => (this.chances, Kinds, Steps) = (chances, kinds, steps);

    /// <summary>Of which kind each company is: those whose probes came to the same are alike.</summary>
    public int[] Kinds { get; }

    /// <summary>How many kinds there are.</summary>
    public int Many => chances.Length;

    /// <summary>How many different means there can be; more is better.</summary>
    public int Steps { get; }

    /// <summary>How likely each mean is of a kind.</summary>
    public double[] Chances(int kind) => chances[kind];

    public static Redraws Of(IReadOnlyList<LeagueRow> rows, int levels)
    {
        int[][] counts = [.. rows.Select(row => CountsOf(row.Points, levels))];
        double[] everybody = new double[levels];
        foreach (var own in counts) for (var level = 0; level < levels; level++) everybody[level] += own[level];
        var all = everybody.Sum();
        for (var level = 0; level < levels; level++) everybody[level] /= all;
        var (kinds, alike) = (new int[counts.Length], new Dictionary<string, int>());
        for (var at = 0; at < counts.Length; at++)
        {
            var key = string.Join(',', counts[at]);
            if (!alike.TryGetValue(key, out kinds[at])) alike[key] = kinds[at] = alike.Count;
        }

        var onGrid = new double[alike.Count][];
        var first = Enumerable.Range(0, counts.Length).Reverse().Aggregate(new int[alike.Count], (found, at) => { found[kinds[at]] = at; return found; });
        Parallel.For(0, onGrid.Length, kind => onGrid[kind] = OnGrid(counts[first[kind]], everybody));
        int[] used = [.. Enumerable.Range(0, Grid + 1).Where(place => onGrid.Any(one => one[place] > 0))];
        return new([.. onGrid.Select(one => used.Select(place => one[place]).ToArray())], kinds, used.Length);
    }

    /// <summary>How likely one kind comes before another, and how likely by chance they would stand in this order or further apart, on both sides.</summary>
    public (double Before, double P) Compare(int first, int second)
    {
        double[] one = chances[first], other = chances[second];
        var (below, above, alike, sofar) = (0.0, 0.0, 0.0, 0.0);
        for (var step = 0; step < one.Length; step++)
        {
            above += one[step] * sofar;
            alike += one[step] * other[step];
            sofar += other[step];
        }

        below = Math.Max(0, 1 - above - alike);
        return (above + (alike / 2), Math.Min(1, 2 * (Math.Min(above, below) + alike)));
    }

    private static int[] CountsOf(IReadOnlyList<double> points, int levels)
    {
        var counts = new int[levels];
        foreach (var point in points) counts[(int)Math.Round(point * (levels - 1))]++;
        return counts;
    }

    private static double[] OnGrid(int[] counts, double[] everybody)
    {
        var (n, top) = (counts.Sum(), counts.Length - 1);
        double[] each = [.. counts.Select((count, level) => (count + everybody[level]) / (n + 1))];
        var grid = new double[Grid + 1];
        if (n * top > MostSteps) return Normally(each, n, grid);
        double[] sums = [1];
        for (var probe = 0; probe < n; probe++)
        {
            var next = new double[sums.Length + top];
            for (var level = 0; level <= top; level++)
                if (each[level] > 0)
                    for (var sum = 0; sum < sums.Length; sum++) next[sum + level] += sums[sum] * each[level];
            sums = next;
        }

        for (var sum = 0; sum < sums.Length; sum++) grid[(int)Math.Round((double)sum / (n * top) * Grid)] += sums[sum];
        return grid;
    }

    private static double[] Normally(double[] each, int n, double[] grid)
    {
        var top = each.Length - 1;
        var mean = each.Select((chance, level) => chance * level / top).Sum();
        var spread = Math.Sqrt(each.Select((chance, level) => chance * Math.Pow(((double)level / top) - mean, 2)).Sum() / n);
        if (spread == 0)
        {
            grid[(int)Math.Round(mean * Grid)] = 1;
            return grid;
        }

        for (var place = 0; place <= Grid; place++)
            grid[place] = Below(place < Grid ? (place + 0.5) / Grid : double.PositiveInfinity) - Below(place > 0 ? (place - 0.5) / Grid : double.NegativeInfinity);
        return grid;

        double Below(double at) => Normal.CDF(mean, spread, at);
    }
}

/// <summary>How many of all pairs can be told apart.</summary>
internal static class Pairwise
{
    /// <summary>At which level.</summary>
    public const double Level = 0.05;

    // Beyond so many steps of reckoning nobody waits for it.
    private const long Most = 100_000_000;

    public static Said<(long Apart, long Of)> Of(Redraws redraws)
    {
        if ((long)redraws.Many * redraws.Many / 2 * redraws.Steps > Most) return CannotSay.OutOfRange;
        var many = redraws.Kinds.CountBy(kind => kind).ToDictionary();
        var pairs = new List<(double P, long Times)>();
        for (var one = 0; one < redraws.Many; one++)
        {
            pairs.Add((1, (long)many[one] * (many[one] - 1) / 2));
            for (var other = 0; other < one; other++) pairs.Add((redraws.Compare(one, other).P, (long)many[one] * many[other]));
        }

        var (all, sofar, apart) = (pairs.Sum(pair => pair.Times), 0L, 0L);
        foreach (var (p, times) in pairs.OrderBy(pair => pair.P))
        {
            sofar += times;
            if (p <= Level * sofar / all) apart = sofar;
        }

        return (apart, all);
    }
}
