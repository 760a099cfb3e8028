namespace Kolot.Core.Calendars;

/// <summary>When something is due, and how that was reckoned.</summary>
public readonly record struct DueTime
{
    private readonly ServiceClock? clock;

    internal DueTime(DateTime from, TimeSpan time, DateTime? at, ServiceClock? clock) => (From, Time, At, this.clock) = (from, time, at, clock);

    /// <summary>From when on it was reckoned.</summary>
    public DateTime From { get; }

    /// <summary>How much time had to pass.</summary>
    public TimeSpan Time { get; }

    /// <summary>When it is due, in UTC; null where so much service time never passes.</summary>
    public DateTime? At { get; }

    /// <summary>Whether only service time was counted; else every minute was.</summary>
    public bool CountsServiceTime => clock is not null;

    /// <summary>Day by day, what was counted and what was not, and why. Worked out only when asked for; none where every minute counts.</summary>
    public IEnumerable<DueStep> Steps => clock is null || At is null ? [] : Explain(clock, From, Time, At.Value);

    /// <summary>What is due when every minute counts.</summary>
    internal static DueTime ByTheWall(DateTime from, DateTime at) => new(from, at - from, at, null);

    private static IEnumerable<DueStep> Explain(ServiceClock clock, DateTime from, TimeSpan time, DateTime at)
    {
        var (first, last, left, counted) = (clock.DayOf(from), clock.DayOf(at), time, from);
        // The day before may still be going on, past its midnight.
        for (var day = first.AddDays(-1); day <= last; day = day.AddDays(1))
        {
            var holds = clock.On(day);
            var times = new List<OpenTime>();
            foreach (var open in holds.Open)
            {
                // Two days may overlap after midnight: a minute is counted once.
                if (open.Within(counted, at) is not { } within) continue;
                times.Add(within);
                (counted, left) = (within.Until, left - within.Length);
            }

            if (day >= first || times.Count > 0) yield return new(holds, times, left);
            if (counted >= at) yield break;
        }
    }
}

/// <summary>One day on the way to what is due.</summary>
/// <param name="Day">What holds on it.</param>
/// <param name="Counted">What was counted of it; none where it counts for nothing.</param>
/// <param name="Left">How much remained after it.</param>
public sealed record DueStep(ServiceDay Day, IReadOnlyList<OpenTime> Counted, TimeSpan Left);
