using Kolot.Core.Facts;
using Kolot.Core.Statistics;

namespace Kolot.Core.Understand.Measures;

/// <summary>By how much a measure differs between two groups of answers, and whether that may be chance.</summary>
/// <param name="From">The figure that it is compared with.</param>
/// <param name="To">The figure that is compared.</param>
/// <param name="Difference">The second less the first.</param>
/// <param name="Interval">Where the difference lies, with 95 % confidence.</param>
/// <param name="P">How likely one at least as large is by chance: Student's t of the interval's own side towards nought; cannot be said where nothing varies.</param>
/// <remarks>
/// The interval is put together from those of the two figures, which knows that they may lean to one side (Zou and Donner 2008, Statistics in Medicine 27, 1693-1702, equation 5, with
/// the correlation of those who answered in both; for shares this is Newcombe's hybrid score interval, 1998, Statistics in Medicine 17, 873-890, method 10). P is taken from it (Altman and
/// Bland 2011, BMJ 343, d2304), so that it is below 5 % just where the interval keeps clear of nought, and a group that answered alike throughout is not taken to be without any error.
/// </remarks>
public sealed record Change(Figure From, Figure To, double Difference, Interval Interval, Said<double> P)
{
    private const int FewestBefore = 20;

    /// <summary>Whether the interval keeps clear of no change at all.</summary>
    public bool Sure => !Interval.Holds(0);

    /// <summary>Whether what it is compared with says too little to compare with.</summary>
    /// <remarks>
    /// Of fewer than twenty customers a usual NPS is known to within some 35 points at best: all but a huge change is lost in it, so that "may be chance" would speak of how few there were and
    /// not of the service. A change that is sure in spite of that is told.
    /// </remarks>
    public bool TooLittleBefore => !Sure && From.Customers < FewestBefore;

    /// <summary>With how many decimals it is written beside its two figures, so that nobody doubts it: one more where these, rounded, differ by something else, or an end of the interval would be written as nought.</summary>
    /// <param name="decimals">The decimals of the figures.</param>
    public int DecimalsBeside(int decimals) => DecimalsBeside(From.Value, To.Value, Interval, decimals);

    /// <summary>The same of any two numbers, and where their difference lies.</summary>
    /// <param name="from">The number that is compared with.</param>
    /// <param name="to">The number that is compared.</param>
    /// <param name="interval">Where the second less the first lies.</param>
    /// <param name="decimals">The decimals of the numbers.</param>
    public static int DecimalsBeside(double from, double to, Interval interval, int decimals)
    {
        double Written(double value) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);
        var addsUp = Math.Abs(Written(to) - Written(from) - Written(to - from)) < 1e-9;
        var ends = new[] { interval.Low, interval.High };
        return addsUp && ends.All(end => end == 0 || Written(end) != 0) ? decimals : decimals + 1;
    }

    /// <summary>The change between two cells of a table whose cells are compared (<see cref="FactQuestion.Compared"/>).</summary>
    public static Said<Change> Between(Measure measure, FactTable table, int from, int to)
    {
        if (!Figure.Of(measure, table, from).Try(out var first)) return CannotSay.TooFew;
        if (!Figure.Of(measure, table, to).Try(out var second)) return CannotSay.TooFew;
        return Between(first, second, table.Common(from, to) / first.N / second.N * Factor(first) * Factor(second));
    }

    /// <summary>The change between two figures.</summary>
    /// <param name="first">The one compared with.</param>
    /// <param name="second">The one compared.</param>
    /// <param name="covariance">What they have in common because the same customers answered in both; 0 where nobody did.</param>
    public static Said<Change> Between(Figure first, Figure second, double covariance = 0)
    {
        var (one, other) = (first.StandardError, second.StandardError);
        var correlation = one * other > 0 ? Math.Clamp(covariance / (one * other), -1, 1) : 0;
        var difference = second.Value - first.Value;
        var interval = new Interval(
            difference - Side(second.Value - second.Interval.Low, first.Interval.High - first.Value, correlation),
            difference + Side(second.Interval.High - second.Value, first.Value - first.Interval.Low, correlation));
        var (side, freedom) = (difference > 0 ? difference - interval.Low : interval.High - difference, Math.Min(first.Customers, second.Customers) - 1);
        return new Change(first, second, difference, interval, side > 0 ? Tails.OfStudent(Tails.StudentPoint(freedom) * difference / side, freedom) : CannotSay.AllTheSame);
    }

    private static double Side(double one, double other, double correlation) =>
        Math.Sqrt(Math.Max(0, (one * one) + (other * other) - (2 * correlation * one * other)));

    private static double Factor(Figure figure) => Math.Sqrt(figure.Customers / (figure.Customers - 1));
}
