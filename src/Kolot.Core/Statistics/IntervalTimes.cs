namespace Kolot.Core.Statistics;

/// <summary>Between what two times something happened, the later one included; equal where the time is known.</summary>
/// <param name="Low">Not before.</param>
/// <param name="High">Not after; infinite where nobody knows whether it ever did.</param>
public readonly record struct Within(double Low, double High)
{
    /// <summary>Nobody knows when, or whether at all.</summary>
    public static Within Unknown => new(0, double.PositiveInfinity);

    /// <summary>It never happened.</summary>
    public static Within Never => new(double.PositiveInfinity, double.PositiveInfinity);

    /// <summary>It happened, not before a time, and nobody knows when.</summary>
    public static Within Since(double low) => new(low, double.MaxValue);

    /// <summary>When it happened is known.</summary>
    public static Within At(double time) => new(time, time);
}

/// <summary>How many of those had ended by a time, where only is known between what times they did.</summary>
public static class IntervalTimes
{
    /// <summary>Between what shares it lies who had ended by a time, the time included: those of whom it is sure, and those of whom it can be.</summary>
    /// <remarks>These are no interval of chance: they hold whenever it really was (Manski 1989, Journal of Human Resources 24, 343-360), and nothing is supposed of when that is likelier.</remarks>
    public static Said<(Share Sure, Share Possible)> By(IReadOnlyList<Within> times, double time) =>
        Fault(times) is { } fault ? fault
        : !double.IsFinite(time) ? CannotSay.NotANumber
        : (Share.Of(times.Count(one => one.High <= time), times.Count).Value, Share.Of(times.Count(one => one.Low <= time), times.Count).Value);

    /// <summary>The same for whenever it was: who ended at all.</summary>
    public static Said<(Share Sure, Share Possible)> Ever(IReadOnlyList<Within> times) => By(times, double.MaxValue);

    internal static CannotSay? Fault(IReadOnlyList<Within> times) =>
        times.Count == 0 ? CannotSay.NoAnswers
        : times.Any(one => double.IsNaN(one.Low) || double.IsNaN(one.High)) ? CannotSay.NotANumber
        : times.Any(one => one.Low < 0 || one.High < one.Low) ? CannotSay.OutOfRange
        : null;
}

/// <summary>Where the likeliest curve of times that are only known between two puts its weight (Turnbull 1976, JRSS B 38, 290-295).</summary>
/// <remarks>
/// For reckoning only, never to be shown: it puts the weight of wide intervals on the few times at which others happen to be known, as if these had been likelier. Show
/// <see cref="IntervalTimes.By"/>.
/// </remarks>
public sealed class Turnbull
{
    private const int MostSteps = 100_000;
    private const double Near = 1e-10;

    private Turnbull(IReadOnlyList<(Within Where, double Weight)> pieces) => Pieces = pieces;

    /// <summary>The pieces of time that carry weight, in order: after the first of each, up to and with the second. Within one nothing is said.</summary>
    public IReadOnlyList<(Within Where, double Weight)> Pieces { get; }

    /// <summary>The weight of what comes after a time.</summary>
    public double After(double time) => Pieces.Where(piece => piece.Where.High > time || double.IsPositiveInfinity(piece.Where.High)).Sum(piece => piece.Weight);

    /// <summary>The curve of times, each known to lie after the first and up to the second, or at a time.</summary>
    /// <returns>Cannot be said where going step by step (by self-consistency) does not come to rest.</returns>
    public static Said<Turnbull> Of(IReadOnlyList<Within> times)
    {
        if (IntervalTimes.Fault(times) is { } fault) return fault;
        var pieces = Innermost(times);
        int[][] held = [.. times.Select(one => Enumerable.Range(0, pieces.Length).Where(at => Begin(one).CompareTo(Begin(pieces[at])) <= 0 && pieces[at].High <= one.High).ToArray())];
        double[] weights = [.. pieces.Select(_ => 1.0 / pieces.Length)];
        for (var step = 0; step < MostSteps; step++)
        {
            var factors = new double[pieces.Length];
            foreach (var own in held)
            {
                var sum = own.Sum(at => weights[at]);
                foreach (var at in own) factors[at] += 1 / (sum * times.Count);
            }

            // At the summit a piece that carries weight has the factor 1, and none has more (Gentleman and Geyer 1994, Biometrika 81, 618-623).
            if (factors.Zip(weights).All(piece => piece.First <= 1 + Near && (piece.Second < Near || piece.First >= 1 - Near)))
                return new Turnbull([.. pieces.Zip(weights)]);
            for (var at = 0; at < weights.Length; at++) weights[at] *= factors[at];
        }

        return CannotSay.NotConverged;
    }

    // A time that is known begins at itself, an interval just after its first.
    private static (double Time, int Place) Begin(Within one) => (one.Low, one.Low == one.High ? 0 : 2);

    // Only where a beginning is followed at once by an end can there be weight.
    private static Within[] Innermost(IReadOnlyList<Within> times)
    {
        var marks = times.SelectMany(one => (((double Time, int Place) At, bool Ends)[])[(Begin(one), false), ((one.High, 1), true)]).Distinct().OrderBy(mark => mark.At).ToArray();
        return [.. marks.Zip(marks.Skip(1)).Where(pair => !pair.First.Ends && pair.Second.Ends).Select(pair => new Within(pair.First.At.Time, pair.Second.At.Time))];
    }
}
