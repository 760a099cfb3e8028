using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.Commitments;

/// <summary>When whoever promised something is reminded of it: always before, never after.</summary>
/// <remarks>A reminder that comes when it is too late only accuses. So one comes at the beginning of the day on which it is due, and one when a quarter of the service time for it is left.</remarks>
public static class CommitmentReminders
{
    // Two of them closer together than that would be one.
    private static readonly TimeSpan Apart = TimeSpan.FromMinutes(15);

    /// <summary>The moments, in order; none for what is due almost at once.</summary>
    /// <param name="clock">The hours of those who promised.</param>
    /// <param name="from">When it was promised, or last agreed.</param>
    /// <param name="due">By when.</param>
    public static IReadOnlyList<DateTime> Of(ServiceClock clock, DateTime from, DateTime due)
    {
        var found = new List<DateTime>();
        foreach (var at in new[] { Quarter(clock, from, due), Beginning(clock, due) }.OfType<DateTime>().Order())
            if (at - from >= Apart && due - at >= Apart && (found.Count == 0 || at - found[^1] >= Apart)) found.Add(at);
        return found;
    }

    // Where no service time lies between, the wall tells.
    private static DateTime? Quarter(ServiceClock clock, DateTime from, DateTime due) =>
        clock.Between(from, due) is { Ticks: > 0 } time ? clock.Due(from, time * 0.75).At : from + ((due - from) * 0.75);

    // The last time that somebody comes in before it is due: on its day, or before a day on which nobody does.
    private static DateTime? Beginning(ServiceClock clock, DateTime due)
    {
        var day = clock.DayOf(due);
        for (var before = 0; before <= 7; before++, day = day.AddDays(-1))
            if (clock.On(day).Open is [var first, ..] && first.From < due) return first.From;
        return null;
    }
}
