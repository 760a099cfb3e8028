using MathNet.Numerics.LinearAlgebra;

namespace Kolot.Core.Statistics;

/// <summary>How the hazard of an end goes with several columns at once, where not everybody was watched to the end (Cox 1972, JRSS B 34, 187-220), ends at one time by Efron (1977, JASA 72, 557-565).</summary>
/// <remarks>
/// A hazard ratio is taken to be the same at all times. Where those of an end are always the highest of all who were being watched, the likelihood is monotone and has no summit (Bryson
/// and Johnson 1981, Technometrics 23, 381-383): that is refused as <see cref="CannotSay.QuasiSeparation"/>. Intervals are Wald's.
/// </remarks>
public sealed class CoxFit
{
    private CoxFit(int n, int events, Summit top)
    {
        (N, Events) = (n, events);
        LogLikelihood = (top.Start.Height, top.Top.Height);
        Score = top.Start.Ahead is var (step, _) ? step * top.Start.Rise : double.NaN;
        Wald = top.At * top.Top.Bend * top.At;
    }

    /// <summary>How many were watched.</summary>
    public int N { get; }

    /// <summary>Of how many the end was seen.</summary>
    public int Events { get; }

    /// <summary>What each column is worth; its ratio is the hazard ratio.</summary>
    public IReadOnlyList<Coefficient> Coefficients { get; private init; } = [];

    /// <summary>The logarithm of the partial likelihood without any column, and with all.</summary>
    public (double Null, double Fitted) LogLikelihood { get; }

    /// <summary>Twice their difference: the likelihood ratio, chi-square if the columns carry nothing.</summary>
    public double LikelihoodRatio => 2 * (LogLikelihood.Fitted - LogLikelihood.Null);

    /// <summary>The score test of all columns (Rao 1948).</summary>
    public double Score { get; }

    /// <summary>Wald's test of all columns (1943).</summary>
    public double Wald { get; }

    /// <summary>Degrees of freedom of the three.</summary>
    public int Freedom => Coefficients.Count;

    /// <summary>How likely a likelihood ratio at least as large is by chance.</summary>
    public double P => Tails.OfChiSquare(LikelihoodRatio, Freedom);

    /// <summary>Of two of whom it is known whose end came first, how often that one's hazard is the higher, ties as half (Harrell, Lee and Mark 1996, Statistics in Medicine 15, 361-387).</summary>
    public double Concordance { get; private init; }

    /// <summary>The fit of waiting times on columns.</summary>
    /// <param name="times">How long each was watched, 0 or more.</param>
    /// <param name="ended">Whether the end was seen then; otherwise watching stopped.</param>
    /// <param name="columns">What is known of each.</param>
    /// <returns>Cannot be said where no end was seen, where the likelihood is monotone, of fewer rows than columns and two more, of a column that is the same all over, or where columns follow from one another.</returns>
    public static Said<CoxFit> Of(IReadOnlyList<double> times, IReadOnlyList<bool> ended, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        if (columns.Count == 0) return CannotSay.NoAnswers;
        if (times.Count != ended.Count || columns[0].Count != times.Count) return CannotSay.DifferentLengths;
        if (Tails.Fault(times) is { } fault) return fault;
        if (times.Any(time => time < 0)) return CannotSay.OutOfRange;
        // Times are no outcome that varies about a mean: the first column stands where an outcome would, and is looked at twice.
        if (!Moments.Of(columns[0], columns).Try(out var design)) return Moments.Of(columns[0], columns).Why ?? CannotSay.NoAnswers;
        var events = ended.Count(one => one);
        if (events == 0) return CannotSay.NotReached;
        var watched = new Watched(design, times, ended);
        var summit = Summit.Of(Vector<double>.Build.Dense(columns.Count), watched.Look, direction => watched.Highest(direction) ? CannotSay.QuasiSeparation : null);
        if (!summit.Try(out var top)) return summit.Why ?? CannotSay.NotConverged;
        return new CoxFit(design.N, events, top)
        {
            Coefficients = [.. top.At.Select((value, at) => new Coefficient(value / design.Scale(at), Math.Sqrt(top.Inverse[at, at]) / design.Scale(at)))],
            Concordance = watched.Concordance(top.At),
        };
    }
}
