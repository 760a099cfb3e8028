namespace Kolot.Core.Statistics;

/// <summary>Numbers that were answered or measured: their mean, spread and quantiles, in their own unit.</summary>
public sealed class Sample
{
    private readonly double[] sorted;

    private Sample(double[] sorted)
    {
        this.sorted = sorted;
        // The mean of what is all the same may be off by a last digit.
        Mean = IsConstant ? sorted[0] : sorted.Average();
        SumOfSquares = sorted.Sum(number => (number - Mean) * (number - Mean));
    }

    /// <summary>How many.</summary>
    public int N => sorted.Length;

    /// <summary>The arithmetic mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation, with division by n − 1; of one answer it cannot be said.</summary>
    public Said<double> Deviation => N > 1 ? Math.Sqrt(SumOfSquares / (N - 1)) : CannotSay.OneAnswer;

    /// <summary>The standard error of the mean.</summary>
    public Said<double> StandardError => N > 1 ? Math.Sqrt(SumOfSquares / (N - 1) / N) : CannotSay.OneAnswer;

    /// <summary>Student's interval of the mean (Student 1908, Biometrika 6, 1-25); of one answer, or of answers all alike, it cannot be said.</summary>
    public Said<Interval> Interval
    {
        get
        {
            if (N == 1) return CannotSay.OneAnswer;
            if (IsConstant) return CannotSay.AllTheSame;
            var half = Tails.StudentPoint(N - 1) * StandardError.Value;
            return new Interval(Mean - half, Mean + half);
        }
    }

    /// <summary>The value in the middle.</summary>
    public double Median => At(0.5);

    /// <summary>The geometric mean; where a number is zero or less it cannot be said.</summary>
    public Said<double> GeometricMean => sorted[0] > 0 ? Math.Exp(sorted.Average(Math.Log)) : CannotSay.OutOfRange;

    internal double SumOfSquares { get; }

    internal bool IsConstant => sorted[0] == sorted[^1];

    internal IReadOnlyList<double> Sorted => sorted;

    /// <summary>The value below which a share of the numbers lies, between neighbours by proportion (Hyndman and Fan 1996, American Statistician 50, 361-365, type 7).</summary>
    public Said<double> Quantile(double share) => share is >= 0 and <= 1 ? At(share) : CannotSay.OutOfRange;

    /// <summary>Numbers to be described; none cannot be, and neither can what is no finite number, or whose squares are beyond reckoning.</summary>
    public static Said<Sample> Of(IReadOnlyList<double> numbers) =>
        Tails.Fault(numbers) is { } fault ? fault
        : new Sample([.. numbers.Order()]) is var sample && double.IsFinite(sample.SumOfSquares) ? sample
        : CannotSay.OutOfRange;

    private double At(double share)
    {
        var place = (N - 1) * share;
        var below = (int)Math.Floor(place);
        return below + 1 >= N ? sorted[^1] : sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below]));
    }
}
