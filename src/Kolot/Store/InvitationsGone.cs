using Kolot.Core.Listen.Inviting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Removes what customers were invited to, and keeps count of it, so that a campaign's numbers still add up.</summary>
public static class InvitationsGone
{
    /// <summary>Removes all that is of some customers, who are still there. In the caller's transaction.</summary>
    /// <returns>How many rows went.</returns>
    public static async Task<int> RemoveInvitations(this OrganisationStore store, IQueryable<Guid> customers, CancellationToken cancel) =>
        await store.RemoveInvitations(store.Invitations.Where(row => customers.Contains(row.CustomerId)), cancel)
        + await store.CampaignPeople.Where(person => customers.Contains(person.CustomerId)).ExecuteDeleteAsync(cancel)
        + await store.CustomerEvents.Where(happened => customers.Contains(happened.CustomerId)).ExecuteDeleteAsync(cancel);

    /// <summary>Removes some invitations. In the caller's transaction.</summary>
    public static async Task<int> RemoveInvitations(this OrganisationStore store, IQueryable<Invitation> invitations, CancellationToken cancel)
    {
        var first = await invitations.Where(row => row.Reminder == 0).GroupBy(row => row.CampaignId).Select(group => new { Campaign = group.Key, Count = group.Count() }).ToArrayAsync(cancel);
        foreach (var (campaign, count) in first.Select(one => (one.Campaign, one.Count)))
            await store.Campaigns.Where(row => row.Id == campaign).ExecuteUpdateAsync(set => set.SetProperty(row => row.Gone, row => row.Gone + count), cancel);
        return await invitations.ExecuteDeleteAsync(cancel);
    }
}
