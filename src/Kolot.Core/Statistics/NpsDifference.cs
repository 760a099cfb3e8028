namespace Kolot.Core.Statistics;

/// <summary>How the net promoter scores of two groups of different people differ: the first less the second, in points.</summary>
/// <remarks>Where customers may have answered in both, <see cref="Repeated"/> is to be asked.</remarks>
public sealed class NpsDifference
{
    private NpsDifference(Nps first, Nps second, Said<ChiSquare> categories) => (First, Second, Categories) = (first, second, categories);

    /// <summary>The first group.</summary>
    public Nps First { get; }

    /// <summary>The second group.</summary>
    public Nps Second { get; }

    /// <summary>The difference in points.</summary>
    public double Difference => First.Score - Second.Score;

    /// <summary>Its standard error, each group with its own variance.</summary>
    public double StandardError => Math.Sqrt((First.StandardError * First.StandardError) + (Second.StandardError * Second.StandardError));

    /// <summary>Its standard error as if both groups answered alike (the pooled trinomial under the hypothesis of no difference).</summary>
    public double PooledError
    {
        get
        {
            double n = First.Counts.N + Second.Counts.N;
            var (a, b) = ((First.Counts.Promoters + Second.Counts.Promoters) / n, (First.Counts.Detractors + Second.Counts.Detractors) / n);
            return 100 * Math.Sqrt((a + b - ((a - b) * (a - b))) * ((1.0 / First.Counts.N) + (1.0 / Second.Counts.N)));
        }
    }

    /// <summary>The normal interval of the difference, each group with its own variance, for comparison; where neither varies it cannot be said.</summary>
    public Said<Interval> Interval => StandardError > 0
        ? new Interval(Difference - (Tails.Z * StandardError), Difference + (Tails.Z * StandardError))
        : CannotSay.AllTheSame;

    /// <summary>The interval that is shown: put together from the score intervals of both, it has a width even where all of a group answered alike (Zou and Donner 2008, Statistics in Medicine 27, 1693-1702).</summary>
    public Interval Hybrid
    {
        get
        {
            var (one, two) = (First.Interval, Second.Interval);
            return new(
                Difference - double.Hypot(First.Score - one.Low, two.High - Second.Score),
                Difference + double.Hypot(one.High - First.Score, Second.Score - two.Low));
        }
    }

    /// <summary>The test with each group's own variance.</summary>
    public Said<(double Z, double P)> Test => ByNormal(StandardError);

    /// <summary>The test with the pooled variance.</summary>
    public Said<(double Z, double P)> PooledTest => ByNormal(PooledError);

    /// <summary>Whether the three shares differ at all: chi-square of the 2 × 3 table.</summary>
    public Said<ChiSquare> Categories { get; }

    /// <summary>Compares two groups; without answers in both it cannot be said.</summary>
    public static Said<NpsDifference> Between(NpsCounts first, NpsCounts second)
    {
        if (!Nps.Of(first).Try(out var one)) return Nps.Of(first).Why!.Value;
        if (!Nps.Of(second).Try(out var two)) return Nps.Of(second).Why!.Value;
        return new NpsDifference(one, two, ChiSquare.Of([[first.Promoters, first.Passives, first.Detractors], [second.Promoters, second.Passives, second.Detractors]]));
    }

    private Said<(double Z, double P)> ByNormal(double error) => error > 0 ? (Difference / error, Tails.OfNormal(Difference / error)) : CannotSay.AllTheSame;
}
