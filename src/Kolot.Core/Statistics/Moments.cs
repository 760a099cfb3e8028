using MathNet.Numerics.LinearAlgebra;

namespace Kolot.Core.Statistics;

/// <summary>Means, spreads and correlations of columns: all that a linear fit needs, in one walk over the rows.</summary>
internal sealed class Moments
{
    // Below this the smallest direction is a matter of rounding.
    private const double Flat = 1e-9;

    private Moments(int n, double[] means, double[] sums, Matrix<double> correlations) => (N, Means, Sums, Correlations) = (n, means, sums, correlations);

    /// <summary>How many rows.</summary>
    public int N { get; }

    /// <summary>Each column's mean.</summary>
    public double[] Means { get; }

    /// <summary>Each column's sum of squares about its mean.</summary>
    public double[] Sums { get; }

    /// <summary>Pearson's correlation of each two columns.</summary>
    public Matrix<double> Correlations { get; }

    /// <summary>Of the columns, in which a row counts as often as its times say: once, if these are left out.</summary>
    /// <returns>Cannot be said where a column is the same all over, or the last of them excepted, follows from the others.</returns>
    public static Said<Moments> Of(double[][] columns, int[]? times = null)
    {
        var (rows, size, wide) = (columns[0].Length, times?.Sum() ?? columns[0].Length, columns.Length);
        double[] means = [.. columns.Select(column => Enumerable.Range(0, rows).Sum(row => column[row] * (times?[row] ?? 1)) / size)];
        var products = new double[wide, wide];
        var off = new double[wide];
        for (var row = 0; row < rows; row++)
        {
            var weight = times?[row] ?? 1;
            if (weight == 0) continue;
            for (var one = 0; one < wide; one++) off[one] = columns[one][row] - means[one];
            for (var one = 0; one < wide; one++)
                for (var other = 0; other <= one; other++) products[one, other] += weight * off[one] * off[other];
        }

        double[] sums = [.. Enumerable.Range(0, wide).Select(at => products[at, at])];
        if (Enumerable.Range(0, wide).Any(at => sums[at] <= 1e-24 * size * Math.Max(1, means[at] * means[at]))) return CannotSay.AllTheSame;
        var correlations = Matrix<double>.Build.Dense(wide, wide, (one, other) => products[Math.Max(one, other), Math.Min(one, other)] / Math.Sqrt(sums[one] * sums[other]));
        var given = correlations.SubMatrix(0, wide - 1, 0, wide - 1);
        return given.Evd(Symmetricity.Symmetric).EigenValues.Min(value => value.Real) < Flat ? CannotSay.Collinear : new Moments(size, means, sums, correlations);
    }

    /// <summary>The same as <see cref="Of"/>, of what is given from outside: refuses what is no number, columns of several lengths, and fewer rows than columns and two more.</summary>
    public static Said<double[][]> Columns(IReadOnlyList<double> outcome, IReadOnlyList<IReadOnlyList<double>> given)
    {
        if (given.Count == 0 || outcome.Count == 0) return CannotSay.NoAnswers;
        if (given.Any(column => column.Count != outcome.Count)) return CannotSay.DifferentLengths;
        if (given.Append(outcome).Any(column => Tails.Fault(column) is not null)) return CannotSay.NotANumber;
        if (outcome.Count < given.Count + 2) return CannotSay.TooFew;
        return (double[][])[.. given.Append(outcome).Select(column => column.ToArray())];
    }
}
