using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Kolot.Core.Statistics;

/// <summary>What lies in the tails of the distributions that tests are held to.</summary>
internal static class Tails
{
    /// <summary>The 97.5 % point of the standard normal, for 95 % intervals.</summary>
    public static readonly double Z = Normal.InvCDF(0, 1, 0.975);

    /// <summary>How likely the standard normal is at least this far from zero, on either side.</summary>
    public static double OfNormal(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Constants.Sqrt2);

    /// <summary>How likely Student's t is at least this far from zero, on either side.</summary>
    public static double OfStudent(double t, double freedom) =>
        double.IsInfinity(t) ? 0 : SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + (t * t)));

    /// <summary>How likely chi-square is at least this large.</summary>
    public static double OfChiSquare(double value, double freedom) =>
        value <= 0 ? 1 : SpecialFunctions.GammaUpperRegularized(freedom / 2, value / 2);

    /// <summary>The 97.5 % point of Student's t.</summary>
    public static double StudentPoint(double freedom) => StudentT.InvCDF(0, 1, freedom, 0.975);

    /// <summary>Which share of the answers counts where how they spread is known from fewer customers: the square of Student's point of n − 1 over that of G − 1 degrees of freedom (Korn and Graubard 1998, Survey Methodology 24, 193-201).</summary>
    public static double Known(double n, double customers) => customers >= n ? 1 : Math.Pow(QuickPoint(n - 1) / QuickPoint(customers - 1), 2);

    // Asked for each cell of a table. From five degrees on Fisher's expansion (Abramowitz and Stegun 1964, 26.7.5) is off by less than 2 in 10,000.
    private static double QuickPoint(double freedom)
    {
        if (freedom < 5) return StudentPoint(freedom);
        double z = Z, square = Z * Z;
        var first = z * (square + 1) / 4;
        var second = z * ((((5 * square) + 16) * square) + 3) / 96;
        var third = z * ((((((3 * square) + 19) * square) + 17) * square) - 15) / 384;
        return z + ((first + ((second + (third / freedom)) / freedom)) / freedom);
    }

    /// <summary>The first reason why numbers cannot be reckoned with; null if they can.</summary>
    public static CannotSay? Fault(IReadOnlyList<double> numbers) =>
        numbers.Count == 0 ? CannotSay.NoAnswers : numbers.All(double.IsFinite) ? null : CannotSay.NotANumber;
}
