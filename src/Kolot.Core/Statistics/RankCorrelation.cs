namespace Kolot.Core.Statistics;

/// <summary>How two orders go together: whoever is higher in the one, is she higher in the other?</summary>
/// <remarks>
/// Pairs are counted in n log n, by sorting after the first and counting the exchanges that sorting after the second takes (Knight 1966, JASA 61, 436-439).
/// </remarks>
public sealed class RankCorrelation
{
    private readonly IReadOnlyList<double> x, y;
    private readonly Ties ofX, ofY;
    private readonly long tiedInBoth;

    private RankCorrelation(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        (this.x, this.y, ofX, ofY) = (x, y, Ties.Of(x), Ties.Of(y));
        var order = Enumerable.Range(0, N).OrderBy(at => x[at]).ThenBy(at => y[at]).ToArray();
        tiedInBoth = Together(order);
        double[] second = [.. order.Select(at => y[at])];
        Discordant = Exchanges(second, new double[N], 0, N);
        Concordant = Pairs - ofX.Pairs - ofY.Pairs + tiedInBoth - Discordant;
    }

    /// <summary>How many pairs of numbers were given.</summary>
    public int N => x.Count;

    /// <summary>How many pairs of pairs go the same way.</summary>
    public long Concordant { get; }

    /// <summary>How many go opposite ways.</summary>
    public long Discordant { get; }

    /// <summary>Spearman's rho: Pearson's correlation of the ranks, equal ones sharing theirs (Spearman 1904, American Journal of Psychology 15, 72-101).</summary>
    public double Spearman => Correlation.Product(Ranks.Of(x), Ranks.Of(y));

    /// <summary>How likely a rho at least as far from zero is by chance, by Student's t with n − 2 degrees of freedom; of two it cannot be said.</summary>
    public Said<double> SpearmanP => Correlation.P(Spearman, N);

    /// <summary>Kendall's tau-b, which takes ties into account on both sides (Kendall 1945, Biometrika 33, 239-251).</summary>
    public double TauB => Surplus / Math.Sqrt((double)(Pairs - ofX.Pairs) * (Pairs - ofY.Pairs));

    /// <summary>Its normal statistic with the variance under ties (Kendall 1970, Rank Correlation Methods, 4th ed., 4.3), and how likely one at least as far from zero is; from three on.</summary>
    public Said<(double Z, double P)> TauTest
    {
        get
        {
            if (N < 3) return CannotSay.TooFew;
            double n = N;
            var variance = (((n * (n - 1) * ((2 * n) + 5)) - ofX.Fifths - ofY.Fifths) / 18)
                + (2.0 * ofX.Pairs * (2.0 * ofY.Pairs) / (2 * n * (n - 1)))
                + (ofX.Triples * ofY.Triples / (9 * n * (n - 1) * (n - 2)));
            var z = Surplus / Math.Sqrt(variance);
            return (z, Tails.OfNormal(z));
        }
    }

    /// <summary>How likely pairs at least as much in order are, exactly, on the side that they lean to and on either: what the normal test only comes near to with few pairs or many ties. Beyond what can be gone through it cannot be said.</summary>
    public Said<(double OneSided, double TwoSided)> Exact => ExactRanks.Of(Sizes(x), Sizes(y), Concordant - Discordant);

    /// <summary>Goodman and Kruskal's gamma: of the pairs that differ in both, by how much those of one way outweigh the others (1954, JASA 49, 732-764); without such pairs it cannot be said.</summary>
    public Said<double> Gamma => Concordant + Discordant == 0 ? CannotSay.AllTheSame : Surplus / (Concordant + Discordant);

    /// <summary>Stuart's tau-c, for tables that are not square (1953, Biometrika 40, 105-110).</summary>
    public double TauC
    {
        get
        {
            var classes = (double)Math.Min(ofX.Classes, ofY.Classes);
            return 2 * classes * Surplus / ((double)N * N * (classes - 1));
        }
    }

    /// <summary>Somers' d of the second given the first: ties in the first are left out (1962, American Sociological Review 27, 799-811).</summary>
    public double SomersD => Surplus / (Pairs - ofX.Pairs);

    private long Pairs => (long)N * (N - 1) / 2;

    private double Surplus => Concordant - Discordant;

    /// <summary>The association of two columns of the same length; where one of them never varies it cannot be said.</summary>
    public static Said<RankCorrelation> Of(IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        Correlation.Fault(first, second) is { } fault ? fault : new RankCorrelation(first, second);

    private static int[] Sizes(IReadOnlyList<double> values) => [.. values.CountBy(value => value).OrderBy(same => same.Key).Select(same => same.Value)];

    private long Together(int[] order)
    {
        var (tied, run) = (0L, 1L);
        for (var at = 1; at <= N; at++)
        {
            if (at < N && x[order[at]] == x[order[at - 1]] && y[order[at]] == y[order[at - 1]]) run++;
            else (tied, run) = (tied + (run * (run - 1) / 2), 1);
        }

        return tied;
    }

    private static long Exchanges(double[] values, double[] scratch, int from, int before)
    {
        if (before - from < 2) return 0;
        var middle = (from + before) / 2;
        var count = Exchanges(values, scratch, from, middle) + Exchanges(values, scratch, middle, before);
        for (int left = from, right = middle, to = from; to < before; to++)
        {
            if (left < middle && (right == before || values[left] <= values[right])) scratch[to] = values[left++];
            else
            {
                count += middle - left;
                scratch[to] = values[right++];
            }
        }

        Array.Copy(scratch, from, values, from, before - from);
        return count;
    }

    private sealed record Ties(int Classes, long Pairs, double Triples, double Fifths)
    {
        public static Ties Of(IReadOnlyList<double> values)
        {
            long[] sizes = [.. values.GroupBy(value => value).Select(group => group.LongCount())];
            return new(
                sizes.Length,
                sizes.Sum(size => size * (size - 1) / 2),
                sizes.Sum(size => (double)size * (size - 1) * (size - 2)),
                sizes.Sum(size => (double)size * (size - 1) * ((2 * size) + 5)));
        }
    }
}

/// <summary>Pearson's correlation of two columns: how near they lie to one straight line.</summary>
/// <param name="N">How many pairs.</param>
/// <param name="R">The correlation, from -1 to 1.</param>
public sealed record Correlation(int N, double R)
{
    /// <summary>How likely one at least as far from zero is by chance, by Student's t with n − 2 degrees of freedom.</summary>
    public Said<double> PValue => P(R, N);

    /// <summary>Where it lies, by Fisher's transformation (Fisher 1915, Biometrika 10, 507-521); from four pairs on.</summary>
    public Said<Interval> Interval
    {
        get
        {
            if (N < 4) return CannotSay.TooFew;
            if (Math.Abs(R) >= 1) return CannotSay.AllTheSame;
            var (middle, half) = (Math.Atanh(R), Tails.Z / Math.Sqrt(N - 3));
            return new Interval(Math.Tanh(middle - half), Math.Tanh(middle + half));
        }
    }

    /// <summary>The correlation of two columns of the same length; where one of them never varies it cannot be said.</summary>
    public static Said<Correlation> Of(IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        Fault(first, second) is { } fault ? fault
        : Product(first, second) is var r && double.IsFinite(r) ? new Correlation(first.Count, r)
        : CannotSay.OutOfRange;

    internal static CannotSay? Fault(IReadOnlyList<double> first, IReadOnlyList<double> second) =>
        first.Count != second.Count ? CannotSay.DifferentLengths
        : (Tails.Fault(first) ?? Tails.Fault(second)) is { } fault ? fault
        : first.Count == 1 ? CannotSay.OneAnswer
        : first.All(value => value == first[0]) || second.All(value => value == second[0]) ? CannotSay.AllTheSame
        : null;

    internal static double Product(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var (x, y) = (first.Average(), second.Average());
        var (both, one, other) = (0.0, 0.0, 0.0);
        for (var at = 0; at < first.Count; at++)
        {
            both += (first[at] - x) * (second[at] - y);
            one += (first[at] - x) * (first[at] - x);
            other += (second[at] - y) * (second[at] - y);
        }

        return double.IsFinite(one + other) ? Math.Clamp(both / (Math.Sqrt(one) * Math.Sqrt(other)), -1, 1) : double.NaN;
    }

    internal static Said<double> P(double r, int n) =>
        n < 3 ? CannotSay.TooFew : Math.Abs(r) >= 1 ? 0 : Tails.OfStudent(r * Math.Sqrt((n - 2) / (1 - (r * r))), n - 2);
}
