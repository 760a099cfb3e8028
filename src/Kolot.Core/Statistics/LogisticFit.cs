using MathNet.Numerics.LinearAlgebra;

namespace Kolot.Core.Statistics;

/// <summary>How the odds of an outcome go with several columns at once (Cox 1958, JRSS B 20, 215-242; McCullagh and Nelder 1989, Generalized Linear Models, 2nd ed., 4.4).</summary>
/// <remarks>
/// Where columns tell the outcomes apart, the likelihood has no summit: coefficients would run to infinity, and what a program that stops somewhere prints is made up (Albert and
/// Anderson 1984, Biometrika 71, 1-10). That is refused as <see cref="CannotSay.Separation"/> or <see cref="CannotSay.QuasiSeparation"/>. Intervals are Wald's.
/// </remarks>
public sealed class LogisticFit
{
    private LogisticFit(Moments design, double height, int events)
    {
        (N, Events, LogLikelihood) = (design.N, events, height);
        var share = (double)events / N;
        NullDeviance = -2 * ((events * Math.Log(share)) + ((N - events) * Math.Log(1 - share)));
    }

    /// <summary>How many rows.</summary>
    public int N { get; }

    /// <summary>In how many of them the outcome came.</summary>
    public int Events { get; }

    /// <summary>The logarithm of the odds with nought in every column.</summary>
    public Coefficient Intercept { get; private init; }

    /// <summary>What each column is worth; its ratio is the odds ratio.</summary>
    public IReadOnlyList<Coefficient> Coefficients { get; private init; } = [];

    /// <summary>The logarithm of the likelihood.</summary>
    public double LogLikelihood { get; }

    /// <summary>The deviance without any column.</summary>
    public double NullDeviance { get; }

    /// <summary>The deviance that is left.</summary>
    public double Deviance => -2 * LogLikelihood;

    /// <summary>The deviance that is left, with two for each coefficient (Akaike 1974, IEEE Transactions on Automatic Control 19, 716-723).</summary>
    public double Akaike => Deviance + (2 * (Coefficients.Count + 1));

    /// <summary>How likely columns that carry nothing would take off as much deviance (likelihood ratio, chi-square).</summary>
    public double P => Tails.OfChiSquare(NullDeviance - Deviance, Coefficients.Count);

    /// <summary>The fit of an outcome on columns.</summary>
    /// <returns>Cannot be said where all or none had the outcome, where the columns tell the outcomes apart, of fewer rows than columns and two more, of a column that is the same all over, or where columns follow from one another.</returns>
    public static Said<LogisticFit> Of(IReadOnlyList<bool> outcome, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        double[] came = [.. outcome.Select(one => one ? 1.0 : 0)];
        if (!Moments.Of(came, columns).Try(out var design)) return Moments.Of(came, columns).Why ?? CannotSay.NoAnswers;
        var (k, events) = (columns.Count, outcome.Count(one => one));
        var start = Vector<double>.Build.Dense(k + 1);
        start[k] = Math.Log((double)events / (design.N - events));
        var summit = Summit.Of(start, at => Look(design, outcome, at), direction => Apart(design, outcome, direction));
        if (!summit.Try(out var top)) return summit.Why ?? CannotSay.NotConverged;
        double[] scale = [.. Enumerable.Range(0, k).Select(design.Scale)];
        // The intercept is that of nought in the columns as they were given, not of their means.
        var back = Vector<double>.Build.Dense(k + 1, at => at < k ? -design.Means[at] / scale[at] : 1);
        return new LogisticFit(design, top.Top.Height, events)
        {
            Intercept = new(top.At * back, Math.Sqrt(back * top.Inverse * back)),
            Coefficients = [.. scale.Select((unit, at) => new Coefficient(top.At[at] / unit, Math.Sqrt(top.Inverse[at, at]) / unit))],
        };
    }

    // The last place is the intercept's, where the outcome's own column stands in the design.
    private static double Predicted(ReadOnlySpan<double> row, Vector<double> at)
    {
        var sum = at[^1];
        for (var column = 0; column < row.Length - 1; column++) sum += at[column] * row[column];
        return sum;
    }

    private static Slope Look(Moments design, IReadOnlyList<bool> outcome, Vector<double> at)
    {
        var (wide, height) = (at.Count, 0.0);
        double[] rise = new double[wide], bend = new double[wide * wide], given = new double[wide];
        for (var row = 0; row < design.N; row++)
        {
            design.Row(row).CopyTo(given);
            given[^1] = 1;
            var logOdds = Predicted(given, at);
            var (likely, came) = (1 / (1 + Math.Exp(-logOdds)), outcome[row] ? 1 : 0);
            height += (came * logOdds) - Math.Max(logOdds, 0) - Math.Log(1 + Math.Exp(-Math.Abs(logOdds)));
            for (var one = 0; one < wide; one++)
            {
                rise[one] += (came - likely) * given[one];
                var weighed = likely * (1 - likely) * given[one];
                for (var other = 0; other <= one; other++) bend[(one * wide) + other] += weighed * given[other];
            }
        }

        return new(height, Vector<double>.Build.Dense(rise), Matrix<double>.Build.Dense(wide, wide, (one, other) => bend[(Math.Max(one, other) * wide) + Math.Min(one, other)]));
    }

    // Gone in for ever, a direction that puts no row on its wrong side never makes the rows less likely.
    private static CannotSay? Apart(Moments design, IReadOnlyList<bool> outcome, Vector<double> direction)
    {
        var (least, most) = (double.PositiveInfinity, 0.0);
        for (var row = 0; row < design.N; row++)
        {
            var side = (outcome[row] ? 1 : -1) * Predicted(design.Row(row), direction);
            (least, most) = (Math.Min(least, side), Math.Max(most, side));
        }

        return least > 1e-5 * most ? CannotSay.Separation : most > 0 && least >= -1e-5 * most ? CannotSay.QuasiSeparation : null;
    }
}
