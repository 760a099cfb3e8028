using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Kolot.Core.Statistics;

/// <summary>How much each of several columns has to do with an outcome, though they go together: the share of the explained variance that is each one's.</summary>
/// <remarks>These are shares of what goes together. That changing the one would change the outcome does not follow.</remarks>
public sealed class Drivers
{
    /// <summary>Up to how many columns every order of them is gone through.</summary>
    public const int MostInEveryOrder = 12;

    /// <summary>Into how many blocks customers are put for drawing anew, unless told otherwise.</summary>
    public const int MostBlocks = 1000;

    // Less than this share of the outcome's variance is a matter of rounding.
    private const double Nothing = 1e-12;

    private readonly Moments moments;

    private Drivers(Moments moments)
    {
        this.moments = moments;
        Fit = LinearFit.Of(moments);
        Means = moments.Means[..^1];
        Johnson = WeightsOf(moments);
        Shapley = Johnson.Count > MostInEveryOrder ? CannotSay.OutOfRange : SharesOf(moments);
    }

    /// <summary>The fit with all columns.</summary>
    public LinearFit Fit { get; }

    /// <summary>Each column's mean: how one performs there.</summary>
    public IReadOnlyList<double> Means { get; }

    /// <summary>Relative weights (Johnson 2000, Multivariate Behavioral Research 35, 1-19); together they are <see cref="LinearFit.RSquared"/>.</summary>
    public IReadOnlyList<double> Johnson { get; }

    /// <summary>What each column adds, averaged over all orders in which they can come in (Lindeman, Merenda and Gold 1980; the value of Shapley 1953); together they are <see cref="LinearFit.RSquared"/>. Beyond <see cref="MostInEveryOrder"/> it is not reckoned.</summary>
    public Said<IReadOnlyList<double>> Shapley { get; }

    /// <summary>The weights of <see cref="Johnson"/> in percent of their sum.</summary>
    public IReadOnlyList<double> Percent => PercentOf(Johnson);

    /// <summary>Weights in percent of their sum.</summary>
    public static IReadOnlyList<double> PercentOf(IReadOnlyList<double> weights)
    {
        var all = weights.Sum();
        return [.. weights.Select(weight => 100 * weight / all)];
    }

    /// <summary>What has to do with an outcome.</summary>
    /// <returns>Cannot be said where <see cref="LinearFit"/> cannot; <see cref="CannotSay.Unrelated"/> where the columns carry nothing of the outcome.</returns>
    public static Said<Drivers> Of(IReadOnlyList<double> outcome, IReadOnlyList<IReadOnlyList<double>> columns)
    {
        var moments = Moments.Of(outcome, columns);
        if (!moments.Try(out var known)) return moments.Why ?? CannotSay.NoAnswers;
        var drivers = new Drivers(known);
        return drivers.Fit.RSquared < Nothing ? CannotSay.Unrelated : drivers;
    }

    /// <summary>Where the percentages lie at 95 %: percentiles over samples of customers drawn anew (Efron 1979, Annals of Statistics 7, 1-26; for relative weights Tonidandel, LeBreton and Johnson 2009, Psychological Methods 14, 387-399).</summary>
    /// <remarks>All rows of a customer are drawn together; of more than <see cref="MostBlocks"/> customers several are (<see cref="MomentBlocks"/>).</remarks>
    /// <param name="samples">How many samples; from 100 on.</param>
    /// <param name="seed">The same seed draws the same samples.</param>
    /// <param name="customers">Whose each row is; null where each is somebody else's.</param>
    /// <param name="blocks">Into how many blocks customers are put at most.</param>
    /// <returns>Cannot be said of fewer samples, of one customer, or where more than one in twenty of them does not carry it.</returns>
    public Said<IReadOnlyList<Interval>> Intervals(int samples = 1000, ulong seed = 1, IReadOnlyList<int>? customers = null, int blocks = MostBlocks)
    {
        if (samples < 100 || blocks < 2) return CannotSay.OutOfRange;
        if (customers is not null && customers.Count != Fit.N) return CannotSay.DifferentLengths;
        var (draws, among, drawn) = (new Draws(seed), new MomentBlocks(moments, customers, blocks, ~seed), new List<IReadOnlyList<double>>());
        if (among.Customers < 2) return CannotSay.OneAnswer;
        for (var sample = 0; sample < samples; sample++)
            if (among.Draw(draws).Try(out var again) && WeightsOf(again) is var weights && weights.Sum() >= Nothing) drawn.Add(PercentOf(weights));
        if (drawn.Count < 0.95 * samples) return CannotSay.TooFew;
        return (Interval[])[.. Johnson.Select((_, at) => Sample.Of([.. drawn.Select(one => one[at])]).Value).Select(sample => new Interval(sample.Quantile(0.025).Value, sample.Quantile(0.975).Value))];
    }

    // The columns are turned to the nearest ones that have nothing in common, and what these carry is handed back.
    private static double[] WeightsOf(Moments moments)
    {
        var k = moments.Correlations.ColumnCount - 1;
        var (vectors, values) = (moments.Turned.EigenVectors, moments.Turned.EigenValues);
        var (nearest, carried) = (new double[k, k], new double[k]);
        for (var turn = 0; turn < k; turn++)
        {
            var (root, along) = (Math.Sqrt(values[turn].Real), 0d);
            for (var at = 0; at < k; at++) along += vectors[at, turn] * moments.Correlations[at, k];
            for (var one = 0; one < k; one++)
            {
                carried[one] += vectors[one, turn] * along / root;
                for (var other = 0; other < k; other++) nearest[one, other] += vectors[one, turn] * root * vectors[other, turn];
            }
        }

        return [.. Enumerable.Range(0, k).Select(at => Enumerable.Range(0, k).Sum(one => nearest[at, one] * nearest[at, one] * carried[one] * carried[one]))];
    }

    private static double[] SharesOf(Moments moments)
    {
        var k = moments.Correlations.ColumnCount - 1;
        double[] explained = [.. Enumerable.Range(0, 1 << k).Select(set => Explained(moments.Correlations, [.. Enumerable.Range(0, k).Where(at => (set >> at & 1) == 1)]))];
        var shares = new double[k];
        for (var set = 0; set < explained.Length; set++)
        {
            var size = System.Numerics.BitOperations.PopCount((uint)set);
            for (var at = 0; at < k; at++)
                if ((set >> at & 1) == 0) shares[at] += (explained[set | 1 << at] - explained[set]) / (k * SpecialFunctions.Binomial(k - 1, size));
        }

        return shares;
    }

    private static double Explained(Matrix<double> correlations, int[] set)
    {
        if (set.Length == 0) return 0;
        var given = Matrix<double>.Build.Dense(set.Length, set.Length, (one, other) => correlations[set[one], set[other]]);
        var alone = Vector<double>.Build.Dense(set.Length, at => correlations[set[at], correlations.ColumnCount - 1]);
        return given.Cholesky().Solve(alone) * alone;
    }
}
