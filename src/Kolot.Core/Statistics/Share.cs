using MathNet.Numerics.Distributions;

namespace Kolot.Core.Statistics;

/// <summary>How many of those who answered did: a top box, a solved case, a reply in time; 0 to 1.</summary>
public sealed class Share
{
    private Share(long count, long n) => (Count, N) = (count, n);

    /// <summary>How many did.</summary>
    public long Count { get; }

    /// <summary>Of how many.</summary>
    public long N { get; }

    /// <summary>The share itself.</summary>
    public double Value => (double)Count / N;

    /// <summary>The interval that is shown: Wilson's score interval (Wilson 1927, JASA 22, 209-212).</summary>
    public Interval Interval => Wilson(Count, N);

    /// <summary>Wilson's interval with a correction for continuity (Newcombe 1998a, Statistics in Medicine 17, 857-872, method 4), bounded as R's <c>prop.test</c> does.</summary>
    public Interval WithContinuity
    {
        get
        {
            // No correction moves the estimate past one half, the value R tests against.
            var shift = Math.Min(0.5, Math.Abs(Count - (N * 0.5))) / N;
            return new(Value - shift <= 0 ? 0 : Bound(Value - shift, -1), Value + shift >= 1 ? 1 : Bound(Value + shift, 1));

            double Bound(double p, int side)
            {
                var half = Tails.Z * Tails.Z / (2 * N);
                return (p + half + (side * Tails.Z * Math.Sqrt((p * (1 - p) / N) + (half / (2 * N))))) / (1 + (2 * half));
            }
        }
    }

    /// <summary>The interval that never covers less than 95 %, and mostly more (Clopper and Pearson 1934, Biometrika 26, 404-413).</summary>
    public Interval ClopperPearson => new(
        Count == 0 ? 0 : Beta.InvCDF(Count, N - Count + 1, 0.025),
        Count == N ? 1 : Beta.InvCDF(Count + 1, N - Count, 0.975));

    /// <summary>Wald's interval around Wilson's middle (Agresti and Coull 1998, American Statistician 52, 119-126); it may reach beyond 0 and 1.</summary>
    public Interval AgrestiCoull
    {
        get
        {
            var n = N + (Tails.Z * Tails.Z);
            var middle = (Count + (Tails.Z * Tails.Z / 2)) / n;
            var half = Tails.Z * Math.Sqrt(middle * (1 - middle) / n);
            return new(middle - half, middle + half);
        }
    }

    /// <summary>A share of a group; of nobody it cannot be said.</summary>
    public static Said<Share> Of(long count, long n) =>
        n < 0 || count < 0 || count > n ? CannotSay.OutOfRange : n == 0 ? CannotSay.NoAnswers : new Share(count, n);

    /// <summary>The share who answered <paramref name="top"/> or more.</summary>
    public static Said<Share> TopBox(IReadOnlyList<double> answers, double top) =>
        Tails.Fault(answers) is { } fault ? fault : Of(answers.Count(answer => answer >= top), answers.Count);

    /// <summary>Between what bounds a share lies when the outcome of some is unknown: as if none of them did, and as if all did.</summary>
    /// <remarks>These are no interval of chance: they hold whatever became of the unknown (Manski 1989, Journal of Human Resources 24, 343-360).</remarks>
    public static Said<(Share None, Share All)> Bounds(long count, long unknown, long n) =>
        unknown < 0 || count + unknown > n ? CannotSay.OutOfRange
        : Of(count, n) is { Why: { } why } ? why
        : (new Share(count, n), new Share(count + unknown, n));

    /// <summary>Wilson's interval; the count need not be whole, so that an effective number of answers can be given.</summary>
    internal static Interval Wilson(double count, double n)
    {
        var square = Tails.Z * Tails.Z;
        var half = Tails.Z * Math.Sqrt((count * (n - count) / n) + (square / 4));
        return new(count <= 0 ? 0 : (count + (square / 2) - half) / (n + square), count >= n ? 1 : (count + (square / 2) + half) / (n + square));
    }
}
