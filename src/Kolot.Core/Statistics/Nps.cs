using MathNet.Numerics.Distributions;

namespace Kolot.Core.Statistics;

/// <summary>The net promoter score of a group of answers, in points from -100 to 100, and how far it may be trusted.</summary>
/// <remarks>With shares a of promoters and b of detractors the score is 100 (a − b), and one answer's variance a + b − (a − b)² (Rocks 2016, Journal of Modern Applied Statistical Methods 15(2)).</remarks>
public sealed class Nps
{
    private readonly double variance;

    private Nps(NpsCounts counts)
    {
        Counts = counts;
        var (a, b) = (PromoterShare, DetractorShare);
        variance = a + b - ((a - b) * (a - b));
        Score = 100 * (a - b);
    }

    /// <summary>What it was reckoned from.</summary>
    public NpsCounts Counts { get; }

    /// <summary>The share of promoters, 0 to 1.</summary>
    public double PromoterShare => (double)Counts.Promoters / Counts.N;

    /// <summary>The share of passives, 0 to 1.</summary>
    public double PassiveShare => (double)Counts.Passives / Counts.N;

    /// <summary>The share of detractors, 0 to 1.</summary>
    public double DetractorShare => (double)Counts.Detractors / Counts.N;

    /// <summary>Promoters less detractors, in points.</summary>
    public double Score { get; }

    /// <summary>The standard error in points, with the variance of the answers themselves (division by n).</summary>
    public double StandardError => 100 * Math.Sqrt(variance / Counts.N);

    /// <summary>The standard error in points, with the variance a sample estimates (division by n − 1).</summary>
    public Said<double> SampleError => Counts.N > 1 ? 100 * Math.Sqrt(variance / (Counts.N - 1)) : CannotSay.OneAnswer;

    /// <summary>The interval that is shown: Tango's score interval, which has a width even when all answered alike.</summary>
    /// <remarks>Tango 1998, Statistics in Medicine 17, 891-908, equation 2.7, for the difference of two shares of one group.</remarks>
    public Interval Interval => Tango(Counts.Promoters, Counts.Detractors, Counts.N);

    /// <summary>The normal (Wald) interval; it has no width when all answered alike, and is there for comparison only.</summary>
    public Interval Normal => new(Score - (Tails.Z * StandardError), Score + (Tails.Z * StandardError));

    /// <summary>The adjusted Wald interval with three added answers, ¾ promoters, 1½ passives, ¾ detractors; it may reach beyond ±100.</summary>
    /// <remarks>Bonett and Price 2012, Journal of Educational and Behavioral Statistics 37, 479-488; Rocks 2016, T3.</remarks>
    public (double Estimate, double StandardError, Interval Interval) AdjustedWald
    {
        get
        {
            var n = Counts.N + 3.0;
            var (a, b) = ((Counts.Promoters + 0.75) / n, (Counts.Detractors + 0.75) / n);
            var (estimate, error) = (100 * (a - b), 100 * Math.Sqrt((a + b - ((a - b) * (a - b))) / n));
            return (estimate, error, new(estimate - (Tails.Z * error), estimate + (Tails.Z * error)));
        }
    }

    /// <summary>Intervals of the three shares in percent that hold together at 95 % (Goodman 1965, Technometrics 7, 247-254).</summary>
    public (Interval Promoters, Interval Passives, Interval Detractors) Goodman => Together(ChiSquared.InvCDF(1, 1 - (0.05 / 3)));

    /// <summary>Intervals of the three shares in percent that hold together at 95 % (Quesenberry and Hurst 1964, Technometrics 6, 191-195).</summary>
    public (Interval Promoters, Interval Passives, Interval Detractors) QuesenberryHurst => Together(ChiSquared.InvCDF(2, 0.95));

    /// <summary>The score of counted answers; without any it cannot be said.</summary>
    public static Said<Nps> Of(NpsCounts counts) =>
        counts.Promoters < 0 || counts.Passives < 0 || counts.Detractors < 0 ? CannotSay.OutOfRange
        : counts.N == 0 ? CannotSay.NoAnswers
        : new Nps(counts);

    /// <summary>Tango's interval in points; counts need not be whole, so that an effective number of answers can be given.</summary>
    internal static Interval Tango(double promoters, double detractors, double n)
    {
        var share = (promoters - detractors) / n;
        return new Interval(
            share <= -1 ? -1 : Root(-1, share, Tails.Z),
            share >= 1 ? 1 : Root(share, 1, -Tails.Z)) * 100;

        // The statistic falls as the difference rises. A chord between two sides finds where it passes in a few steps (the Illinois rule: an end that stays counts half); where a side has no
        // number, or a chord gains nothing, halving goes on.
        double Root(double low, double high, double at)
        {
            var (above, below, side) = (Statistic(low) - at, Statistic(high) - at, 0);
            for (var step = 0; step < 100; step++)
            {
                var middle = step % 8 < 7 && double.IsFinite(above) && double.IsFinite(below) && above > below ? low + ((high - low) * above / (above - below)) : (low + high) / 2;
                if (middle <= low || middle >= high) middle = (low + high) / 2;
                if (middle == low || middle == high) break;
                var here = Statistic(middle) - at;
                if (Math.Abs(here) < 1e-13) return middle;
                if (here > 0) (low, above, below, side) = (middle, here, side > 0 ? below / 2 : below, 1);
                else (high, below, above, side) = (middle, here, side < 0 ? above / 2 : above, -1);
            }

            return (low + high) / 2;
        }

        double Statistic(double d)
        {
            var b = -promoters - detractors + (((2 * n) - promoters + detractors) * d);
            var c = -detractors * d * (1 - d);
            var q = (Math.Sqrt(Math.Max(0, (b * b) - (8 * n * c))) - b) / (4 * n);
            var spread = n * ((2 * q) + (d * (1 - d)));
            var off = promoters - detractors - (n * d);
            if (spread > 0) return off / Math.Sqrt(spread);
            return Math.Abs(off) < 1e-12 ? 0 : Math.Sign(off) * double.PositiveInfinity;
        }
    }

    private (Interval, Interval, Interval) Together(double point)
    {
        double n = Counts.N;
        return (Of(Counts.Promoters), Of(Counts.Passives), Of(Counts.Detractors));

        Interval Of(double count)
        {
            var (middle, half) = (point + (2 * count), Math.Sqrt(point * (point + (4 * count * (n - count) / n))));
            return new Interval((middle - half) / (2 * (n + point)), (middle + half) / (2 * (n + point))) * 100;
        }
    }
}
