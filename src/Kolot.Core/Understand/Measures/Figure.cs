using Kolot.Core.Facts;
using Kolot.Core.Statistics;

namespace Kolot.Core.Understand.Measures;

/// <summary>A measure of one group of answers, and how far it may be trusted.</summary>
/// <remarks>
/// Who answered more than once is counted by what their answers have in common: the variance of the mean is that of a ratio over customers (see <see cref="Repeated"/>), and score
/// intervals are taken on the effective number of answers.
/// </remarks>
public sealed class Figure
{
    private Figure(long n, double customers, double value, double error, Interval interval) =>
        (N, Customers, Value, StandardError, Interval) = (n, customers, value, error, interval);

    /// <summary>How many answers.</summary>
    public long N { get; }

    /// <summary>How many customers gave them; who is not known counts as one each time.</summary>
    public double Customers { get; }

    /// <summary>The number itself: points of NPS, percent, or a mean on its scale.</summary>
    public double Value { get; }

    /// <summary>Its standard error, in the same unit.</summary>
    public double StandardError { get; }

    /// <summary>Where it lies, with 95 % confidence: Tango's interval for NPS, Wilson's for shares, Student's for means.</summary>
    public Interval Interval { get; }

    /// <summary>The measure of a cell of a table that was asked for with <see cref="Measure.WorthOf"/>.</summary>
    /// <returns>Too few where it has fewer answers than the measure asks for; all the same for a mean of which nothing tells how it may vary.</returns>
    public static Said<Figure> Of(Measure measure, FactTable table, int cell)
    {
        var tally = table.TallyOf(cell);
        if (tally.N == 0) return CannotSay.NoAnswers;
        if (tally.N < measure.AtLeast || tally.Customers < 2) return CannotSay.TooFew;
        var mean = tally.Mean;
        var ordinary = tally.Deviation / (tally.N - 1) / tally.N;
        var variance = tally.Customers / (tally.Customers - 1) * tally.DeviationByCustomer / tally.N / tally.N;
        var effective = ordinary > 0 ? tally.N / Math.Max(1, variance / ordinary) : tally.Customers;
        if (measure.Kind == MeasureKind.Mean && variance <= 0) return CannotSay.AllTheSame;
        var error = Math.Sqrt(Math.Max(0, variance));
        return new Figure(tally.N, tally.Customers, mean, error, measure.Kind switch
        {
            MeasureKind.Nps => Nps.Tango(ShareOf(table, cell, 100) * effective, ShareOf(table, cell, -100) * effective, effective),
            MeasureKind.TopBox => Share.Wilson(mean / 100 * effective, effective) * 100,
            _ => new(mean - (Tails.StudentPoint(tally.Customers - 1) * error), mean + (Tails.StudentPoint(tally.Customers - 1) * error)),
        });
    }

    private static double ShareOf(FactTable table, int cell, double worth)
    {
        var (count, all) = (0L, 0L);
        for (var value = 0; value < table.Values.Count; value++)
        {
            all += table.CountOf(cell, value);
            if (table.Worths[value] == worth) count += table.CountOf(cell, value);
        }

        return (double)count / all;
    }
}
