using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.Clocks;

/// <summary>How a clock stands.</summary>
public enum ClockState
{
    /// <summary>It runs, and time is left.</summary>
    Runs,

    /// <summary>It runs, and little is left.</summary>
    Presses,

    /// <summary>Its time is over, and what it runs for was not done.</summary>
    Late,

    /// <summary>It rests: the customer is awaited.</summary>
    Rests,

    /// <summary>It was done in time.</summary>
    Met,

    /// <summary>It was done, and too late.</summary>
    MetLate,

    /// <summary>It was needed no more.</summary>
    Stopped,
}

/// <summary>How a clock stands at a moment, and by how much time.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Time">How much is left, or by how much it is or was late: in service time, or by every minute where law counts these.</param>
public sealed record ClockStanding(ClockState State, TimeSpan Time)
{
    internal static ClockStanding Of(CaseClock clock, ServiceClock hours, DateTime now)
    {
        var due = clock.Due(hours);
        if (clock.StoppedAt is not null) return new(ClockState.Stopped, TimeSpan.Zero);
        if (clock.MetAt is { } met) return due.At < met ? new(ClockState.MetLate, Between(clock, hours, due.At.Value, met)) : new(ClockState.Met, due.At is { } by ? Between(clock, hours, met, by) : TimeSpan.Zero);
        if (due.At is not { } at) return new(clock.RestingSince is null ? ClockState.Runs : ClockState.Rests, due.Parts[^1].Left);
        if (at <= now) return new(ClockState.Late, Between(clock, hours, at, now));
        // A visit that was agreed on for tomorrow has not begun: all that it was given is left.
        var left = now < clock.Begun ? clock.Given.Time : Between(clock, hours, now, at);
        return new(due.WarnAt <= now ? ClockState.Presses : ClockState.Runs, left);
    }

    private static TimeSpan Between(CaseClock clock, ServiceClock hours, DateTime from, DateTime to) => clock.Given.Rests ? hours.Between(from, to) : to - from;
}
