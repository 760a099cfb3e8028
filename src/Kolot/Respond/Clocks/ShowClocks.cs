using Kolot.Core.Calendars;
using Kolot.Core.Respond.Clocks;
using Kolot.Organisation.Hours;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Clocks;

/// <summary>A clock as it is shown.</summary>
/// <param name="Clock">The clock.</param>
/// <param name="Due">When it is due, and how that was reckoned.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Hours">The hours it runs on.</param>
public sealed record ShownClock(CaseClock Clock, ClockDue Due, ClockStanding Standing, ServiceClock Hours)
{
    /// <summary>Whether something is still to be done.</summary>
    public bool IsOpen => !Clock.IsOver;
}

/// <summary>Shows the clocks of a case: those that run first, the sooner due the earlier.</summary>
public sealed class ShowClocks(Stores stores, KnownHours hours)
{
    /// <summary>The moment, UTC.</summary>
    public DateTime Now => hours.Now;

    /// <summary>Loads them; the case itself must be within the reader's reach.</summary>
    public async Task<IReadOnlyList<ShownClock>> Of(string organisation, Guid ofCase, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var rows = await store.CaseClocks.AsNoTracking().Where(row => row.CaseId == ofCase).ToListAsync(cancel);
        var (here, now) = (await hours.Of(organisation, cancel), hours.Now);
        return [.. rows.Select(row => Shown(row, here, now)).OrderBy(one => one.IsOpen ? 0 : 1).ThenBy(one => one.Due.At ?? DateTime.MaxValue).ThenBy(one => one.Clock.Begun)];
    }

    /// <summary>A clock as it stands at a moment.</summary>
    public static ShownClock Shown(ClockRow row, HoursHere here, DateTime now)
    {
        var (clock, by) = (row.Read(), here.HoursOf(row.UnitId, row.ChannelId));
        return new(clock, clock.Due(by), clock.Stands(by, now), by);
    }
}
