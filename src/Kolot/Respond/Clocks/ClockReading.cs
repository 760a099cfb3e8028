using System.Text.Json;
using Kolot.Core.Calendars;
using Kolot.Core.Respond.Clocks;
using Kolot.Store;

namespace Kolot.Respond.Clocks;

/// <summary>Reads a clock from how it is kept, and keeps what became of it.</summary>
public static class ClockReading
{
    /// <summary>The clock.</summary>
    public static CaseClock Read(this ClockRow row) => new(row.Id, row.Purpose, new(TimeSpan.FromMinutes(row.GivenMinutes), row.Rule), row.BegunAt)
    {
        Rested = row.Rested is null ? [] : [.. Pairs(row.Rested).Select(pair => new OpenTime(pair[0], pair[1]))], RestingSince = row.RestingSince, MetAt = row.MetAt, StoppedAt = row.StoppedAt,
    };

    /// <summary>A clock of a case that begins.</summary>
    public static ClockRow NewRow(CaseClock clock, Guid ofCase) => new() { Id = clock.Id, CaseId = ofCase, Purpose = clock.Purpose, BegunAt = clock.Begun };

    /// <summary>Keeps what a clock is now, and what follows by the hours it runs on.</summary>
    public static void Write(this ClockRow row, CaseClock clock, ServiceClock hours)
    {
        (row.GivenMinutes, row.Rule) = ((int)Math.Ceiling(clock.Given.Time.TotalMinutes), clock.Given.Rule);
        row.Rested = clock.Rested.Count == 0 ? null : JsonSerializer.Serialize(clock.Rested.Select(rest => new[] { rest.From, rest.Until }));
        (row.RestingSince, row.MetAt, row.StoppedAt) = (clock.RestingSince, clock.MetAt, clock.StoppedAt);
        row.Reckon(hours);
    }

    /// <summary>Reckons it anew by the hours as they are now.</summary>
    /// <returns>Whether it comes to something else than before.</returns>
    public static bool Reckon(this ClockRow row, ServiceClock hours)
    {
        var before = (row.DueAt, row.WarnAt, row.FiresAt);
        var due = row.Read().Due(hours);
        (row.DueAt, row.WarnAt) = (Kept(due.At), Kept(due.WarnAt));
        row.FiresAt = Fires(row);
        return before != (row.DueAt, row.WarnAt, row.FiresAt);
    }

    /// <summary>Whether it runs or rests, and is not over.</summary>
    public static bool IsRunning(this ClockRow row) => (row.MetAt ?? row.StoppedAt) is null;

    /// <summary>When something is to be told of it next. What was told once is not told again.</summary>
    public static DateTime? Fires(ClockRow row) => !row.IsRunning() || row.DueAt is null || row.LateAt is not null ? null : row.WarnedAt is null && row.WarnAt < row.DueAt ? row.WarnAt : row.DueAt;

    // As exact as databases keep it, so that what did not change looks the same.
    private static DateTime? Kept(DateTime? at) => at is { } moment ? moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)) : null;

    private static DateTime[][] Pairs(string json) => JsonSerializer.Deserialize<DateTime[][]>(json) ?? [];
}
