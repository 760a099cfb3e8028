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
    private Figure(Tally tally, double error, Interval interval) =>
        (N, Customers, Value, StandardError, Interval) = (tally.N, tally.Customers, tally.Mean, error, interval);

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
    /// <returns>Too few where it has fewer answers than the measure asks for, or they are of fewer than five customers; all the same for a mean of which nothing tells how it may vary.</returns>
    public static Said<Figure> Of(Measure measure, FactTable table, int cell) =>
        Of(measure, table.TallyOf(cell), table.ShareOf(cell, 100), table.ShareOf(cell, -100));

    /// <summary>The measure of all answers of one cell that are not in another, which is a part of it.</summary>
    /// <remarks>What answers of the same customers have in common is taken to be to the whole as it is to all of it: who answered both within and without is looked for by nobody.</remarks>
    public static Said<Figure> OfRest(Measure measure, (FactTable Table, int Cell) whole, (FactTable Table, int Cell) part)
    {
        var (all, some) = (whole.Table.TallyOf(whole.Cell), part.Table.TallyOf(part.Cell));
        var left = all.N - some.N;
        if (left <= 0) return CannotSay.NoAnswers;
        var tally = new Tally(left, all.Sum - some.Sum, all.Squares - some.Squares, Math.Max(1, all.Customers * left / all.N), 0);
        tally = tally with { Cross = all.Deviation > 0 ? all.Cross * tally.Deviation / all.Deviation : 0 };
        return Of(measure, tally, Left(100), Left(-100));

        double Left(double worth) => Math.Clamp(((whole.Table.ShareOf(whole.Cell, worth) * all.N) - (part.Table.ShareOf(part.Cell, worth) * some.N)) / left, 0, 1);
    }

    private static Said<Figure> Of(Measure measure, Tally tally, double promoters, double detractors)
    {
        if (tally.N == 0) return CannotSay.NoAnswers;
        if (tally.N < measure.AtLeast || tally.Customers < Measure.Fewest) return CannotSay.TooFew;
        var mean = tally.Mean;
        var ordinary = tally.Deviation / (tally.N - 1) / tally.N;
        var variance = tally.Customers / (tally.Customers - 1) * tally.DeviationByCustomer / tally.N / tally.N;
        var effective = ordinary > 0 ? tally.N / Math.Max(1, variance / ordinary) * Tails.Known(tally.N, tally.Customers) : tally.Customers;
        if (measure.Kind == MeasureKind.Mean && variance <= 0) return CannotSay.AllTheSame;
        var error = Math.Sqrt(Math.Max(0, variance));
        return new Figure(tally, error, measure.Kind switch
        {
            MeasureKind.Nps => Nps.Tango(promoters * effective, detractors * effective, effective),
            MeasureKind.TopBox => Share.Wilson(mean / 100 * effective, effective) * 100,
            _ => new(mean - (Tails.StudentPoint(tally.Customers - 1) * error), mean + (Tails.StudentPoint(tally.Customers - 1) * error)),
        });
    }
}
