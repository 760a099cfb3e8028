using MathNet.Numerics.Distributions;

namespace Kolot.Core.Statistics;

/// <summary>A value that answers can have, and how many had it.</summary>
/// <param name="Worth">The value, in the unit of the mean: 100, 0 and −100 for NPS.</param>
/// <param name="Count">How many answers.</param>
public readonly record struct Counted(double Worth, long Count);

/// <summary>Where a mean, or how two of them differ, lies by drawing anew from those who answered, without a formula for its spread (Efron 1979, Annals of Statistics 7, 1-26).</summary>
/// <remarks>
/// Answers of one value are alike, so their numbers are drawn instead of the answers: drawing n rows with replacement and counting them is one draw of a multinomial, and that a chain of
/// binomials (Davis 1993, Computational Statistics and Data Analysis 16, 205-217). A replicate costs as much as there are values, whatever the number of answers. By customer, whole
/// customers are drawn (Davison and Hinkley 1997, Bootstrap Methods and their Application, 3.8), and those who said as much as often are alike.
/// </remarks>
public sealed class Bootstrap
{
    /// <summary>How many times it is drawn unless said otherwise.</summary>
    public const int Usual = 10_000;

    // Percentiles far out in the tails rest on few of the replicates; fewer in all are not worth the name.
    private const int Fewest = 1_000;

    private readonly Sample drawn;
    private readonly double acceleration;

    private Bootstrap(double estimate, Sample drawn, double acceleration) => (Estimate, this.drawn, this.acceleration) = (estimate, drawn, acceleration);

    /// <summary>The figure of the answers themselves.</summary>
    public double Estimate { get; }

    /// <summary>How many replicates carried the figure.</summary>
    public int Replicates => drawn.N;

    /// <summary>The standard deviation of the replicates.</summary>
    public double StandardError => drawn.Deviation.Value;

    /// <summary>Between which of the replicates the middle 95 % lie (Efron and Tibshirani 1993, An Introduction to the Bootstrap, 13.3).</summary>
    public Interval Percentile => new(At(0.025), At(0.975));

    /// <summary>The percentiles moved by how far the replicates lie off the figure and by how its spread grows with it: BCa (Efron 1987, JASA 82, 171-185; for two samples Davison and Hinkley 1997, 5.3.2). Where all replicates lie on one side it cannot be said.</summary>
    /// <remarks>Replicates that equal the figure count as half below, as figures of counts often do.</remarks>
    public Said<Interval> Corrected
    {
        get
        {
            var near = 1e-12 * Math.Max(1, Math.Abs(Estimate));
            var below = drawn.Sorted.Sum(one => Math.Abs(one - Estimate) <= near ? 0.5 : one < Estimate ? 1 : 0) / Replicates;
            if (below is <= 0 or >= 1) return CannotSay.TooFew;
            var off = Normal.InvCDF(0, 1, below);
            return Moved(-Tails.Z, out var low) && Moved(Tails.Z, out var high) ? new Interval(At(low), At(high)) : CannotSay.TooFew;

            bool Moved(double z, out double share)
            {
                var slack = 1 - (acceleration * (off + z));
                share = Normal.CDF(0, 1, off + ((off + z) / slack));
                return slack > 0;
            }
        }
    }

    /// <summary>The mean of answers of different customers.</summary>
    public static Said<Bootstrap> Of(IReadOnlyList<Counted> answers, int replicates = Usual, ulong seed = 1) =>
        Fault(answers, replicates) is { } fault ? fault : Of([Resample.Of(answers, first: true)], replicates, seed);

    /// <summary>How the means of two groups of different customers differ: the first less the second.</summary>
    public static Said<Bootstrap> OfDifference(IReadOnlyList<Counted> first, IReadOnlyList<Counted> second, int replicates = Usual, ulong seed = 1) =>
        (Fault(first, replicates) ?? Fault(second, replicates)) is { } fault ? fault : Of([Resample.Of(first, first: true), Resample.Of(second, first: false)], replicates, seed);

    /// <summary>How two net promoter scores differ, in points: the first less the second.</summary>
    public static Said<Bootstrap> OfNpsDifference(NpsCounts first, NpsCounts second, int replicates = Usual, ulong seed = 1) =>
        OfDifference(Worths(first), Worths(second), replicates, seed);

    /// <summary>The mean of answers when customers may have given several: customers are drawn, with all that they said.</summary>
    public static Said<Bootstrap> ByCustomer(IReadOnlyList<Given> answers, int replicates = Usual, ulong seed = 1) =>
        Fault(answers, replicates) is { } fault ? fault : Of([Resample.Of(answers, [])], replicates, seed);

    /// <summary>How two means differ when customers may have given several answers, and in both groups: customers are drawn from all, with all that they said in either.</summary>
    /// <returns>Cannot be said where more than one sample in twenty leaves a group without anybody.</returns>
    public static Said<Bootstrap> DifferenceByCustomer(IReadOnlyList<Given> first, IReadOnlyList<Given> second, int replicates = Usual, ulong seed = 1) =>
        (Fault(first, replicates) ?? Fault(second, replicates)) is { } fault ? fault : Of([Resample.Of(first, second)], replicates, seed);

    private static Said<Bootstrap> Of(Resample[] samples, int replicates, ulong seed)
    {
        var (all, from) = (samples.Aggregate(default(Totals), (sum, sample) => sum + sample.All), samples.Sum(sample => sample.From));
        var (squares, cubes) = (samples.Sum(sample => sample.Influence(all, 2)), samples.Sum(sample => sample.Influence(all, 3)));
        if (!double.IsFinite(all.Figure + from) || !double.IsFinite(squares) || !double.IsFinite(cubes)) return CannotSay.OutOfRange;
        if (squares == 0) return CannotSay.AllTheSame;
        var (draws, drawn) = (new Draws(seed), new List<double>(replicates));
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            var totals = default(Totals);
            foreach (var sample in samples) totals += sample.Again(draws);
            if (double.IsFinite(totals.Figure)) drawn.Add(totals.Figure + from);
        }

        return drawn.Count < 0.95 * replicates ? CannotSay.TooFew : new Bootstrap(all.Figure + from, Sample.Of(drawn).Value, cubes / (6 * Math.Pow(squares, 1.5)));
    }

    private static Counted[] Worths(NpsCounts counts) => [new(100, counts.Promoters), new(0, counts.Passives), new(-100, counts.Detractors)];

    private static CannotSay? Fault(IReadOnlyList<Counted> answers, int replicates) =>
        replicates < Fewest || answers.Any(answer => answer.Count < 0) ? CannotSay.OutOfRange
        : answers.Any(answer => !double.IsFinite(answer.Worth)) ? CannotSay.NotANumber
        : Alone(answers.Sum(answer => answer.Count));

    private static CannotSay? Fault(IReadOnlyList<Given> answers, int replicates) =>
        replicates < Fewest ? CannotSay.OutOfRange
        : answers.Any(answer => !double.IsFinite(answer.Worth)) ? CannotSay.NotANumber
        : Alone(answers.Select(answer => answer.Customer).Distinct().Take(2).LongCount());

    private static CannotSay? Alone(long many) => many switch { 0 => CannotSay.NoAnswers, 1 => CannotSay.OneAnswer, _ => null };

    private double At(double share) => drawn.Quantile(share).Value;
}
