using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Kolot.Core.Statistics;

/// <summary>Means, spreads and correlations of columns and an outcome, which comes last: all that a linear fit needs.</summary>
internal sealed class Moments
{
    // Below this the smallest direction of the correlations, or the spread beside that of all rows, is a matter of rounding.
    private const double Flat = 1e-9;

    // The columns about their means, in their standard deviations, row after row.
    private readonly double[] rows;

    private Moments(double[] rows, double[] means, double[] sums, (Matrix<double> All, Evd<double> Columns) correlations) =>
        (this.rows, Means, Sums, Correlations, Turned) = (rows, means, sums, correlations.All, correlations.Columns);

    /// <summary>How many rows.</summary>
    public int N => rows.Length / Means.Length;

    /// <summary>Each column's mean.</summary>
    public double[] Means { get; }

    /// <summary>Each column's sum of squares about its mean.</summary>
    public double[] Sums { get; }

    /// <summary>Pearson's correlation of each two columns.</summary>
    public Matrix<double> Correlations { get; }

    /// <summary>The directions that the columns' correlations have, without the outcome, and how much of them lies along each.</summary>
    public Evd<double> Turned { get; }

    /// <summary>A column's standard deviation, with division by n.</summary>
    public double Scale(int column) => Math.Sqrt(Sums[column] / N);

    /// <summary>A row about the means, in standard deviations.</summary>
    public ReadOnlySpan<double> Row(int row) => rows.AsSpan(row * Means.Length, Means.Length);

    /// <summary>Of columns and an outcome.</summary>
    /// <returns>Cannot be said without columns or rows, of columns of several lengths, of what is no number, of fewer rows than columns and two more, of a column that is the same
    /// all over, of numbers whose squares are beyond reckoning, or where columns follow from one another.</returns>
    public static Said<Moments> Of(IReadOnlyList<double> outcome, IReadOnlyList<IReadOnlyList<double>> given)
    {
        if (given.Count == 0 || outcome.Count == 0) return CannotSay.NoAnswers;
        if (given.Any(column => column.Count != outcome.Count)) return CannotSay.DifferentLengths;
        double[][] columns = [.. given.Append(outcome).Select(column => column.ToArray())];
        if (columns.Any(column => Tails.Fault(column) is not null)) return CannotSay.NotANumber;
        if (outcome.Count < columns.Length + 1) return CannotSay.TooFew;
        if (columns.Any(column => !column.AsSpan().ContainsAnyExcept(column[0]))) return CannotSay.AllTheSame;
        double[] means = [.. columns.Select(column => column.Average())];
        double[] sums = [.. columns.Select((column, at) => column.Sum(value => (value - means[at]) * (value - means[at])))];
        if (!sums.All(double.IsNormal)) return CannotSay.OutOfRange;
        var rows = new double[outcome.Count * columns.Length];
        for (var at = 0; at < rows.Length; at++)
        {
            var (row, column) = Math.DivRem(at, columns.Length);
            rows[at] = (columns[column][row] - means[column]) / Math.Sqrt(sums[column] / outcome.Count);
        }

        var whole = new MomentSums(columns.Length);
        for (var row = 0; row < outcome.Count; row++) whole.Add(rows.AsSpan(row * columns.Length, columns.Length));
        return Of(rows, means, sums, whole);
    }

    /// <summary>The moments of other rows than all of them, which have these sums. Means and sums of squares stay those of all rows.</summary>
    public Said<Moments> Drawn(MomentSums drawn) => Of(rows, Means, Sums, drawn);

    private static Said<Moments> Of(double[] rows, double[] means, double[] sums, MomentSums of)
    {
        var wide = means.Length;
        if (Enumerable.Range(0, wide).Any(at => of.About(at, at) < Flat * of.N)) return CannotSay.AllTheSame;
        var correlations = Matrix<double>.Build.Dense(wide, wide, (one, other) => of.About(one, other) / Math.Sqrt(of.About(one, one) * of.About(other, other)));
        var turned = correlations.SubMatrix(0, wide - 1, 0, wide - 1).Evd(Symmetricity.Symmetric);
        return turned.EigenValues.Min(value => value.Real) < Flat ? CannotSay.Collinear : new Moments(rows, means, sums, (correlations, turned));
    }
}
