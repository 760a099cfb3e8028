using Kolot.Core.Respond.Notifications;
using Kolot.Organisation.Hours;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Notifications;

/// <summary>Tells when a member wants mail: by what they chose, and by the hours of the organisation.</summary>
public sealed class MemberTimes(KnownHours hours)
{
    /// <summary>Now.</summary>
    public DateTime Now => hours.Now;

    /// <summary>A member's.</summary>
    public async Task<NotificationTimes> Of(OrganisationStore store, Guid member, CancellationToken cancel)
    {
        var chosen = await store.NotificationChoices.AsNoTracking().SingleOrDefaultAsync(row => row.MemberId == member, cancel);
        return Of(chosen?.Choices ?? NotificationChoices.Usual, await hours.Of(store.Organisation, cancel));
    }

    private static NotificationTimes Of(NotificationChoices choices, HoursHere here) =>
        new(choices, Core.Calendars.ServiceClock.Of(choices.Quiet.Awake(here.HoursOf(null, (Guid?)null).Hours), here.Zone));
}
