using System.Collections.Concurrent;
using Kolot.Core.Calendars;
using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>The clock of the hours in which an organisation's invitations may go. Planning reckons with it, and so does whoever sends.</summary>
public static class InvitingHours
{
    private const int Most = 1_000;

    // A clock remembers what it worked out; there are as many as there are different hours.
    private static readonly ConcurrentDictionary<(string Hours, string Zone), ServiceClock> Clocks = new();

    /// <summary>The organisation's clock.</summary>
    public static async Task<ServiceClock> Of(OrganisationStore store, CancellationToken cancel)
    {
        var hours = await Read(store, cancel);
        var zone = await store.Profiles.Select(profile => profile.TimeZone).SingleOrDefaultAsync(cancel) is { } named && TimeZoneInfo.TryFindSystemTimeZoneById(named, out var found) ? found : TimeZoneInfo.Utc;
        if (Clocks.Count > Most) Clocks.Clear();
        return Clocks.GetOrAdd((hours.Code, zone.Id), _ => ServiceClock.Of(hours.Hours, zone));
    }

    /// <summary>The hours as they were decided on.</summary>
    public static async Task<SendingHours> Read(OrganisationStore store, CancellationToken cancel) =>
        SendingHours.Read(await store.InvitingSettings.Select(settings => settings.Hours).SingleOrDefaultAsync(cancel)) ?? SendingHours.Usual;
}
