using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>Why there is no median time to reply.</summary>
public enum NoMedian
{
    /// <summary>There is no probe whose time could count.</summary>
    NoProbes,

    /// <summary>Of some it is not stated what became of them.</summary>
    NotReported,

    /// <summary>Some were answered, and nobody knows when.</summary>
    NoTime,

    /// <summary>Some were never answered, and nobody knows for how long anybody watched.</summary>
    NoWatch,

    /// <summary>Some times are only known to lie between two.</summary>
    BetweenTimes,

    /// <summary>Half of them were not answered while anybody watched.</summary>
    NotReached,
}

/// <summary>How long answers took, in minutes; who was not answered counts until watching stopped, and never as answered.</summary>
/// <remarks>A curve and a median are told only where every time is known; otherwise bounds at any time, which suppose nothing. What may never have arrived takes no part.</remarks>
public sealed class ReplyTimes
{
    private readonly Within[] times;

    private ReplyTimes(Within[] times, int lost, int notReported)
    {
        (this.times, Lost, NotReported) = (times, lost, notReported);
        var (exact, watched, noTime, noWatch) = (0, 0, 0, 0);
        foreach (var time in times)
        {
            if (double.IsPositiveInfinity(time.Low)) noWatch++;
            else if (double.IsPositiveInfinity(time.High)) watched++;
            else if (time.Low == time.High) exact++;
            else if (time.High == double.MaxValue) noTime++;
        }

        (Exact, Watched, NoTime, NoWatch) = (exact, watched - notReported, noTime, noWatch);
        Curve = Exact + Watched == N ? SurvivalCurve.Of([.. times.Select(time => time.Low)], [.. times.Select(time => time.High == time.Low)]) : CannotSay.NotANumber;
    }

    /// <summary>How many take part.</summary>
    public int N => times.Length;

    /// <summary>Of how many it is known to the minute.</summary>
    public int Exact { get; }

    /// <summary>How many were not answered for as long as it is known that anybody watched.</summary>
    public int Watched { get; }

    /// <summary>How many were answered between two times that are known.</summary>
    public int Between => N - Exact - Watched - NoWatch - NoTime - NotReported;

    /// <summary>How many were answered, and nobody knows by when.</summary>
    public int NoTime { get; }

    /// <summary>How many never were, and nobody knows for how long anybody watched.</summary>
    public int NoWatch { get; }

    /// <summary>Of how many it is not stated what became of them.</summary>
    public int NotReported { get; }

    /// <summary>How many may never have arrived, and take no part.</summary>
    public int Lost { get; }

    /// <summary>The share still waiting as time goes on (Kaplan and Meier), where all times are known.</summary>
    public Said<SurvivalCurve> Curve { get; }

    /// <summary>The time by which half were answered.</summary>
    public Said<double> Median => Curve.Try(out var curve) ? curve.Median : Curve.Why ?? CannotSay.NoAnswers;

    /// <summary>Why there is no median, each with of how many it holds; none where there is one.</summary>
    public IReadOnlyList<(NoMedian Why, int Of)> NoMedianBecause =>
        N == 0 ? [(NoMedian.NoProbes, 0)]
        : Curve.Try(out var curve) ? curve.Median.Why is null ? [] : [(NoMedian.NotReached, Watched)]
        : [.. new[] { (NoMedian.NoTime, NoTime), (NoMedian.BetweenTimes, Between), (NoMedian.NoWatch, NoWatch), (NoMedian.NotReported, NotReported) }.Where(reason => reason.Item2 > 0)];

    /// <summary>Between which shares it lies who had been answered by a time: those of whom it is sure, and those of whom it can be; whoever was watched for less may have been. The same twice where all is known.</summary>
    public Said<(Share Sure, Share Possible)> By(double minutes) => IntervalTimes.By(times, minutes);

    /// <summary>The times of probes.</summary>
    public static ReplyTimes Of(IReadOnlyList<ProbeSeen> probes)
    {
        var (times, lost, notReported) = (new List<Within>(probes.Count), 0, 0);
        for (var at = 0; at < probes.Count; at++)
        {
            if (probes[at].State == ProbeState.Lost) lost++;
            else times.Add(probes[at].State == ProbeState.NotReported ? Within.Unknown : probes[at].Minutes);
            if (probes[at].State == ProbeState.NotReported) notReported++;
        }

        return new([.. times], lost, notReported);
    }

    /// <summary>Whether two groups wait differently long: the log-rank test, where the times of both are known.</summary>
    public static Said<LogRank> Test(ReplyTimes first, ReplyTimes second) =>
        first.Curve.Try(out var one) && second.Curve.Try(out var other) ? LogRank.Of(one, other) : first.N == 0 || second.N == 0 ? CannotSay.NoAnswers : CannotSay.NotANumber;
}
