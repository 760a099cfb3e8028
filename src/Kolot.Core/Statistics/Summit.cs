using MathNet.Numerics.LinearAlgebra;

namespace Kolot.Core.Statistics;

/// <summary>A likelihood at one place: how high it is, where it rises, and how it bends.</summary>
/// <param name="Height">Its logarithm.</param>
/// <param name="Rise">The first derivatives.</param>
/// <param name="Bend">The second derivatives with their sign turned: the information.</param>
internal sealed record Slope(double Height, Vector<double> Rise, Matrix<double> Bend)
{
    // Below this, beside where it bends most, is a matter of rounding.
    private const double Flat = 1e-15;

    /// <summary>The step to where the summit would be if it bent alike everywhere, and the inverse of the bend; null where in some direction it does not bend at all.</summary>
    public (Vector<double> Step, Matrix<double> Inverse)? Ahead
    {
        get
        {
            if (!double.IsFinite(Height) || !Bend.Enumerate().All(double.IsFinite)) return null;
            var turned = Bend.Evd(Symmetricity.Symmetric);
            if (turned.EigenValues.Min(value => value.Real) <= Flat * turned.EigenValues.Max(value => value.Real)) return null;
            var inverse = turned.EigenVectors * Matrix<double>.Build.DenseOfDiagonalVector(turned.EigenValues.Map(value => 1 / value.Real)) * turned.EigenVectors.Transpose();
            return (inverse * Rise, inverse);
        }
    }
}

/// <summary>Where a concave likelihood is highest, found step by step (Newton and Raphson, each step halved until it leads upwards).</summary>
/// <param name="At">The place.</param>
/// <param name="Start">The likelihood where it was begun.</param>
/// <param name="Top">The likelihood there.</param>
/// <param name="Inverse">The inverse of the information there: variances and covariances.</param>
internal sealed record Summit(Vector<double> At, Slope Start, Slope Top, Matrix<double> Inverse)
{
    private const int MostSteps = 100;

    // The columns are in their standard deviations, so that steps mean the same everywhere.
    private const double Still = 1e-9, Endless = 0.01, NoGain = 1e-7;

    /// <summary>Climbs.</summary>
    /// <param name="start">From where.</param>
    /// <param name="look">The likelihood at a place.</param>
    /// <param name="endless">Whether a direction, gone in for ever, never leads down: then there is no summit, and this is why.</param>
    public static Said<Summit> Of(Vector<double> start, Func<Vector<double>, Slope> look, Func<Vector<double>, CannotSay?> endless)
    {
        var (at, here) = (start, look(start));
        var first = here;
        for (var taken = 0; taken < MostSteps; taken++)
        {
            if (here.Ahead is not var (step, inverse)) return endless(at) ?? CannotSay.NotConverged;
            var far = 1 + at.AbsoluteMaximum();
            if (step.AbsoluteMaximum() < Still * far) return new Summit(at, first, here, inverse);
            // Far to go and nothing to gain: the place itself, or the way ahead, may tell why.
            if (step * here.Rise < NoGain && step.AbsoluteMaximum() > Endless && (endless(at) ?? endless(step)) is { } why) return why;
            (at, here) = Upwards(at, here, step, look);
        }

        return endless(at) ?? CannotSay.NotConverged;
    }

    private static (Vector<double>, Slope) Upwards(Vector<double> at, Slope here, Vector<double> step, Func<Vector<double>, Slope> look)
    {
        var slack = 1e-10 * (1 + Math.Abs(here.Height));
        for (var halved = 0; ; halved++, step /= 2)
        {
            var next = look(at + step);
            if (next.Height >= here.Height - slack || halved == 40) return (at + step, next);
        }
    }
}
