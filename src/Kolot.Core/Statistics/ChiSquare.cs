namespace Kolot.Core.Statistics;

/// <summary>Whether rows of counts are divided alike over columns (Pearson 1900), and how strongly they are not (Cramér 1946).</summary>
/// <param name="Statistic">Pearson's chi-square, without a correction.</param>
/// <param name="Freedom">Degrees of freedom: (rows − 1)(columns − 1), of those that hold anything.</param>
/// <param name="P">How likely a table at least as uneven is by chance.</param>
/// <param name="CramersV">The strength, 0 to 1.</param>
public sealed record ChiSquare(double Statistic, int Freedom, double P, double CramersV)
{
    /// <summary>The smallest count that is expected where both have nothing to do with one another; below five the P is rough (Cochran 1954, Biometrics 10, 417-451).</summary>
    public double LeastExpected { get; private init; }

    /// <summary>Tests a table of counts; rows and columns without any count are left out, and fewer than two of either cannot be compared.</summary>
    public static Said<ChiSquare> Of(IReadOnlyList<IReadOnlyList<long>> table)
    {
        if (table.Count == 0) return CannotSay.NoAnswers;
        if (table.Any(row => row.Count != table[0].Count)) return CannotSay.DifferentLengths;
        if (table.Any(row => row.Any(count => count < 0))) return CannotSay.OutOfRange;
        var rows = table.Select(row => (double)row.Sum()).ToArray();
        var columns = Enumerable.Range(0, table[0].Count).Select(at => (double)table.Sum(row => row[at])).ToArray();
        var n = rows.Sum();
        if (n == 0) return CannotSay.NoAnswers;
        var (height, width) = (rows.Count(sum => sum > 0), columns.Count(sum => sum > 0));
        if (height < 2 || width < 2) return CannotSay.AllTheSame;
        var statistic = 0.0;
        for (var r = 0; r < rows.Length; r++)
            for (var c = 0; c < columns.Length; c++)
                if (rows[r] * columns[c] / n is > 0 and var expected) statistic += (table[r][c] - expected) * (table[r][c] - expected) / expected;
        var freedom = (height - 1) * (width - 1);
        return new ChiSquare(statistic, freedom, Tails.OfChiSquare(statistic, freedom), Math.Sqrt(statistic / n / (Math.Min(height, width) - 1)))
        {
            LeastExpected = rows.Where(sum => sum > 0).Min() * columns.Where(sum => sum > 0).Min() / n,
        };
    }
}
