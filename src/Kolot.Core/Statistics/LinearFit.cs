using MathNet.Numerics.LinearAlgebra;

namespace Kolot.Core.Statistics;

/// <summary>How an outcome goes with several columns at once: ordinary least squares (Gauss 1823; Seber and Lee 2003, Linear Regression Analysis, 2nd ed., 3.1 and 3.10).</summary>
/// <remarks>Solved on the correlations, by Cholesky's factors; what would be lost to rounding there is refused as <see cref="CannotSay.Collinear"/>.</remarks>
public sealed class LinearFit
{
    private LinearFit(Moments moments)
    {
        var (k, y) = (moments.Correlations.ColumnCount - 1, moments.Correlations.ColumnCount - 1);
        var inverse = moments.Correlations.SubMatrix(0, k, 0, k).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(k));
        var alone = moments.Correlations.Column(y).SubVector(0, k);
        var together = inverse * alone;
        (N, Alone, Standardized, Inflation) = (moments.N, [.. alone], [.. together], [.. inverse.Diagonal()]);
        RSquared = Math.Clamp(together * alone, 0, 1);
        Coefficients = [.. Enumerable.Range(0, k).Select(at => together[at] * Math.Sqrt(moments.Sums[y] / moments.Sums[at]))];
        Errors = [.. Enumerable.Range(0, k).Select(at => Math.Sqrt((1 - RSquared) * moments.Sums[y] / (N - k - 1) * inverse[at, at] / moments.Sums[at]))];
        Intercept = moments.Means[y] - Enumerable.Range(0, k).Sum(at => Coefficients[at] * moments.Means[at]);
    }

    /// <summary>How many rows.</summary>
    public int N { get; }

    /// <summary>The outcome that goes with nought in every column.</summary>
    public double Intercept { get; }

    /// <summary>By how much the outcome is higher for one more of each column, the others held as they are.</summary>
    public IReadOnlyList<double> Coefficients { get; }

    /// <summary>Their standard errors.</summary>
    public IReadOnlyList<double> Errors { get; }

    /// <summary>The coefficients in standard deviations of the outcome for one of each column.</summary>
    public IReadOnlyList<double> Standardized { get; }

    /// <summary>Each column's own correlation with the outcome.</summary>
    public IReadOnlyList<double> Alone { get; }

    /// <summary>How many times the variance of each coefficient is what it would be if the columns had nothing in common (Marquardt 1970, Technometrics 12, 591-612): the variance inflation factor.</summary>
    public IReadOnlyList<double> Inflation { get; }

    /// <summary>Which share of the outcome's variance the columns carry.</summary>
    public double RSquared { get; }

    /// <summary>The same, with what columns carry by chance taken off (Ezekiel 1930, Methods of Correlation Analysis).</summary>
    public double Adjusted => 1 - ((1 - RSquared) * (N - 1) / (N - Coefficients.Count - 1));

    /// <summary>The fit of an outcome on columns.</summary>
    /// <returns>Cannot be said of fewer rows than columns and two more, of a column or an outcome that is the same all over, or where columns follow from one another.</returns>
    public static Said<LinearFit> Of(IReadOnlyList<double> outcome, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        var moments = Moments.Of(outcome, columns);
        return moments.Try(out var known) ? Of(known) : moments.Why ?? CannotSay.NoAnswers;
    }

    /// <summary>The fit of the last column on those before it.</summary>
    internal static LinearFit Of(Moments moments) => new(moments);
}
