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

    /// <summary>The first reason why numbers cannot be reckoned with; null if they can.</summary>
    public static CannotSay? Fault(IReadOnlyList<double> numbers) =>
        numbers.Count == 0 ? CannotSay.NoAnswers : numbers.All(double.IsFinite) ? null : CannotSay.NotANumber;
}
