using Kolot.Core.Calendars;

namespace Kolot.Core.Respond.Clocks;

/// <summary>A clock of a case: since when it runs, how much time it was given, and when it rested because the customer was awaited.</summary>
/// <remarks>
/// It is reckoned from what happened, never from what was reckoned before: where hours change, the same clock under the new hours says what would have been said had they always been so.
/// </remarks>
/// <param name="Id">By what it is known.</param>
/// <param name="Purpose">What it runs for.</param>
/// <param name="Given">How much time it was given.</param>
/// <param name="Begun">Since when it runs.</param>
public sealed record CaseClock(Guid Id, ClockPurpose Purpose, GivenTime Given, DateTime Begun)
{
    /// <summary>When it rested, one rest after the other.</summary>
    public IReadOnlyList<OpenTime> Rested { get; init; } = [];

    /// <summary>Since when it rests; null where it does not.</summary>
    public DateTime? RestingSince { get; init; }

    /// <summary>When what it runs for was done.</summary>
    public DateTime? MetAt { get; init; }

    /// <summary>When it was stopped, since what it ran for is needed no more.</summary>
    public DateTime? StoppedAt { get; init; }

    /// <summary>Whether it is over, either way.</summary>
    public bool IsOver => (MetAt ?? StoppedAt) is not null;

    /// <summary>Rests from a moment on: the customer is awaited. What rests already, what is over, and what law gives stay as they are.</summary>
    public CaseClock Rest(DateTime at) => IsOver || RestingSince is not null || !Given.Rests ? this : this with { RestingSince = Later(at, LastMoment) };

    /// <summary>Goes on: the customer said what was waited for.</summary>
    public CaseClock GoOn(DateTime at) => RestingSince is not { } since || IsOver ? this
        : this with { RestingSince = null, Rested = at > since ? [.. Rested, new(since, at)] : Rested };

    /// <summary>What it runs for was done.</summary>
    public CaseClock Meet(DateTime at) => IsOver ? this : GoOn(at) with { MetAt = at };

    /// <summary>What it runs for is needed no more.</summary>
    public CaseClock Stop(DateTime at) => IsOver ? this : GoOn(at) with { StoppedAt = at };

    /// <summary>When it is due by some hours, and how that was reckoned.</summary>
    public ClockDue Due(ServiceClock hours) => ClockDue.Of(this, hours);

    /// <summary>How it stands at a moment.</summary>
    public ClockStanding Stands(ServiceClock hours, DateTime now) => ClockStanding.Of(this, hours, now);

    // Two nodes' clocks may differ by a breath: no rest begins before the one before it ended.
    private DateTime LastMoment => Rested.Count > 0 && Rested[^1].Until > Begun ? Rested[^1].Until : Begun;

    private static DateTime Later(DateTime one, DateTime other) => one > other ? one : other;
}
