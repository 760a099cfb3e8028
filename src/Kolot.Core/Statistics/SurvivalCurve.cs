namespace Kolot.Core.Statistics;

/// <summary>How many are still waiting as time goes on, where not everybody was watched to the end (Kaplan and Meier 1958, JASA 53, 457-481).</summary>
/// <remarks>Whoever was last seen still waiting is counted until then, and never as answered. Standard errors are Greenwood's (1926).</remarks>
public sealed class SurvivalCurve
{
    private readonly double[] times;
    private readonly IReadOnlyList<Step> steps;

    private SurvivalCurve(double[] sorted, IReadOnlyList<Step> steps) => (times, this.steps) = (sorted, steps);

    /// <summary>How many were watched.</summary>
    public int N => times.Length;

    /// <summary>Of how many the end was seen.</summary>
    public int Events => steps.Sum(step => step.Events);

    /// <summary>The times at which somebody's waiting ended, in order.</summary>
    public IReadOnlyList<Step> Steps => steps;

    /// <summary>The time after which no more than half are waiting; the middle of two where exactly half are. Where it never came to that, it cannot be said.</summary>
    public Said<double> Median => Falls(step => step.Survival);

    /// <summary>The interval of the median: where the bounds of the curve on the logarithmic scale pass one half (Brookmeyer and Crowley 1982, Biometrics 38, 29-41).</summary>
    public (Said<double> Low, Said<double> High) MedianInterval => (Falls(step => step.Logarithmic.Low), Falls(step => step.Logarithmic.High));

    /// <summary>The curve of a group.</summary>
    /// <param name="times">How long each was watched, 0 or more.</param>
    /// <param name="ended">Whether the end was seen then; otherwise watching stopped.</param>
    public static Said<SurvivalCurve> Of(IReadOnlyList<double> times, IReadOnlyList<bool> ended)
    {
        if (Fault(times, ended) is { } fault) return fault;
        double[] sorted = [.. times];
        bool[] seen = [.. ended];
        Array.Sort(sorted, seen);
        var (steps, survival, greenwood) = (new List<Step>(), 1.0, 0.0);
        for (var (from, before) = (0, 0); from < sorted.Length; from = before)
        {
            var events = 0;
            for (; before < sorted.Length && sorted[before] == sorted[from]; before++) if (seen[before]) events++;
            if (events == 0) continue;
            var watched = sorted.Length - from;
            survival *= 1 - ((double)events / watched);
            greenwood += events == watched ? double.PositiveInfinity : events / ((double)watched * (watched - events));
            steps.Add(new(sorted[from], watched, events, survival, greenwood));
        }

        return new SurvivalCurve(sorted, steps);
    }

    /// <summary>The curve at a time: the share still waiting after it, and how many were being watched just before.</summary>
    public Step At(double time)
    {
        var before = Leading(steps.Count, at => steps[at].Time <= time) is > 0 and var passed ? steps[passed - 1] : null;
        return new(time, times.Length - Leading(times.Length, at => times[at] < time), 0, before?.Survival ?? 1, before?.Greenwood ?? 0);
    }

    /// <summary>The mean time until the end, of those waiting for at most so long, and its standard error (Irwin 1949, Journal of Hygiene 47, 188-189).</summary>
    /// <param name="most">So long; beyond the last that was watched nothing is known, and it is refused.</param>
    public Said<(double Mean, double StandardError)> RestrictedMean(double most)
    {
        if (!(most > 0 && most <= times[^1])) return CannotSay.OutOfRange;
        Step[] within = [.. steps.Where(step => step.Time < most)];
        var (area, variance) = (0.0, 0.0);
        for (var at = within.Length - 1; at >= 0; at--)
        {
            area += within[at].Survival * ((at + 1 < within.Length ? within[at + 1].Time : most) - within[at].Time);
            if (area > 0) variance += area * area * within[at].Events / ((double)within[at].AtRisk * (within[at].AtRisk - within[at].Events));
        }

        return (area + (within.Length > 0 ? within[0].Time : most), Math.Sqrt(variance));
    }

    /// <summary>A walk along the times of ends, each asked about in order.</summary>
    internal Walking Walk() => new(this);

    internal static CannotSay? Fault(IReadOnlyList<double> times, IReadOnlyList<bool> ended) =>
        times.Count != ended.Count ? CannotSay.DifferentLengths : Tails.Fault(times) ?? (times.Any(time => time < 0) ? CannotSay.OutOfRange : null);

    // How many of a row come before something, when all that do stand first.
    private static int Leading(int count, Func<int, bool> before)
    {
        var (from, to) = (0, count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (before(middle)) from = middle + 1;
            else to = middle;
        }

        return from;
    }

    private Said<double> Falls(Func<Step, double> height)
    {
        const double near = 1e-12;
        for (var at = 0; at < steps.Count; at++)
        {
            if (double.IsNaN(height(steps[at])) || height(steps[at]) > 0.5 + near) continue;
            return height(steps[at]) > 0.5 - near && at + 1 < steps.Count ? (steps[at].Time + steps[at + 1].Time) / 2 : steps[at].Time;
        }

        return CannotSay.NotReached;
    }

    /// <summary>Goes along a curve.</summary>
    internal sealed class Walking(SurvivalCurve curve)
    {
        private int step, gone;

        /// <summary>The time of the next ends; infinite after the last.</summary>
        public double Next => step < curve.steps.Count ? curve.steps[step].Time : double.PositiveInfinity;

        /// <summary>How many were being watched just before a time, not earlier than the one asked about before.</summary>
        public int Watched(double time)
        {
            while (gone < curve.times.Length && curve.times[gone] < time) gone++;
            return curve.times.Length - gone;
        }

        /// <summary>How many ended at a time, and goes on beyond it.</summary>
        public int Ends(double time) => Next == time ? curve.steps[step++].Events : 0;
    }

    /// <summary>The curve at one time.</summary>
    /// <param name="Time">The time.</param>
    /// <param name="AtRisk">How many were being watched just before.</param>
    /// <param name="Events">Of how many the end came then.</param>
    /// <param name="Survival">The share still waiting after it.</param>
    /// <param name="Greenwood">Greenwood's sum: the variance of the logarithm of that share.</param>
    public sealed record Step(double Time, int AtRisk, int Events, double Survival, double Greenwood)
    {
        /// <summary>The standard error of the share; not a number where nobody is left.</summary>
        public double StandardError => Survival > 0 ? Survival * Math.Sqrt(Greenwood) : double.NaN;

        /// <summary>The interval on the logarithmic scale, as R gives by itself; not a number where nobody is left.</summary>
        public Interval Logarithmic => Survival > 0
            ? new(Survival * Math.Exp(-Tails.Z * Math.Sqrt(Greenwood)), Math.Min(1, Survival * Math.Exp(Tails.Z * Math.Sqrt(Greenwood))))
            : new(double.NaN, double.NaN);

        /// <summary>The interval that is shown: on the scale of the logarithm of the logarithm, which stays within 0 and 1 (Borgan and Liestøl 1990, Scandinavian Journal of Statistics 17, 35-41).</summary>
        public Interval Interval
        {
            get
            {
                if (Survival >= 1) return new(1, 1);
                if (Survival <= 0) return new(double.NaN, double.NaN);
                var factor = Math.Exp(Tails.Z * Math.Sqrt(Greenwood) / Math.Log(Survival));
                return new(Math.Pow(Survival, 1 / factor), Math.Pow(Survival, factor));
            }
        }
    }
}
