using Kolot.Core.Listen.Inviting;
using Kolot.Organisation.Retention;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Invitations whose time is over, and what happened with customers after which they were asked. How many there were stays.</summary>
public sealed class KeptInvitations : IKeptKind
{
    /// <inheritdoc/>
    public string Code => "invitations";

    /// <inheritdoc/>
    public string Name => Words.KeptInvitations;

    /// <inheritdoc/>
    public string About => Words.KeptInvitationsAbout;

    /// <inheritdoc/>
    public async Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel)
    {
        var (old, events) = (Due(store, border), Events(store, border));
        DateTime?[] oldest = [await old.MinAsync(row => (DateTime?)row.PlannedAt, cancel), await events.MinAsync(one => (DateTime?)one.KeptAt, cancel)];
        return new(await old.CountAsync(cancel) + await events.CountAsync(cancel), oldest.Min());
    }

    /// <inheritdoc/>
    public async Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel)
    {
        var ids = await Due(store, border).OrderBy(row => row.Id).Take(most).Select(row => row.Id).ToArrayAsync(cancel);
        var events = await Events(store, border).OrderBy(one => one.Id).Take(most).Select(one => one.Id).ToArrayAsync(cancel);
        return await store.RemoveInvitations(store.Invitations.Where(row => ids.Contains(row.Id)), cancel)
            + await store.CustomerEvents.Where(one => events.Contains(one.Id)).ExecuteDeleteAsync(cancel);
    }

    // What still goes stays, and so does what is of a customer who is not to be removed.
    private static IQueryable<Invitation> Due(OrganisationStore store, DateTime border) => store.Invitations.Where(row => row.PlannedAt < border && row.NextTryAt == null
        && row.State != InvitationState.Planned && row.State != InvitationState.Sending && !store.CustomerHolds.Any(hold => hold.CustomerId == row.CustomerId));

    private static IQueryable<CustomerEvent> Events(OrganisationStore store, DateTime border) => store.CustomerEvents.Where(one => one.KeptAt < border && !store.CustomerHolds.Any(hold => hold.CustomerId == one.CustomerId));
}
