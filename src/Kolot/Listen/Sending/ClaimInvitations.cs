using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sending;

/// <summary>Takes invitations that are due, so that of all nodes one alone has each.</summary>
public static class ClaimInvitations
{
    /// <summary>How long a node may take over what it took.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);

    /// <summary>Takes some that are due, the longest due first.</summary>
    /// <returns>What was taken, as it stands now.</returns>
    public static async Task<IReadOnlyList<Invitation>> Take(OrganisationStore store, string way, int most, DateTime now, CancellationToken cancel)
    {
        var found = new List<(Guid Id, DateTime? At)>();
        foreach (var campaign in await Running(store).Select(row => row.Id).ToArrayAsync(cancel))
            found.AddRange((await Due(store, campaign, way, now).Take(most).Select(row => new { row.Id, row.NextTryAt }).ToArrayAsync(cancel)).Select(row => (row.Id, row.NextTryAt)));
        if (found.Count == 0) return [];
        Guid[] due = [.. found.OrderBy(one => one.At).Take(most).Select(one => one.Id)];
        var (lease, until) = (Guid.CreateVersion7(now), now + Lease);
        // Whoever comes second finds them taken.
        await store.Invitations.Where(row => due.Contains(row.Id) && row.State == InvitationState.Planned && (row.LeasedUntil == null || row.LeasedUntil < now))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeasedBy, lease).SetProperty(row => row.LeasedUntil, until), cancel);
        return await store.Invitations.Where(row => due.Contains(row.Id) && row.LeasedBy == lease).OrderBy(row => row.NextTryAt).ToListAsync(cancel);
    }

    /// <summary>Which of those that were taken are still one's own, and stay so: whoever was held up for longer than the lease has lost them to another node. In the caller's transaction, right before they are said to be on their way.</summary>
    public static async Task<IReadOnlyList<Invitation>> Hold(OrganisationStore store, IReadOnlyList<Invitation> taken, DateTime now, CancellationToken cancel)
    {
        if (taken is not [{ LeasedBy: { } lease }, ..]) return [];
        var until = now + Lease;
        Guid[] ids = [.. taken.Select(one => one.Id)];
        var mine = store.Invitations.AsNoTracking().Where(row => ids.Contains(row.Id) && row.LeasedBy == lease && row.State == InvitationState.Planned);
        await mine.ExecuteUpdateAsync(set => set.SetProperty(row => row.LeasedUntil, until), cancel);
        var held = await mine.Select(row => row.Id).ToHashSetAsync(cancel);
        return [.. taken.Where(one => held.Contains(one.Id))];
    }

    /// <summary>Those that somebody began to hand over and never returned from: whether they went nobody knows.</summary>
    public static async Task<int> Doubt(OrganisationStore store, DateTime now, CancellationToken cancel) =>
        await store.Invitations.Where(row => row.State == InvitationState.Sending && row.LeasedUntil < now).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, InvitationState.Uncertain).SetProperty(row => row.Outcome, "no_return").SetProperty(row => row.SentAt, row => row.LeasedUntil)
                .SetProperty(row => row.LeasedBy, (Guid?)null).SetProperty(row => row.LeasedUntil, (DateTime?)null).SetProperty(row => row.NextTryAt, (DateTime?)null),
            cancel);

    /// <summary>When the next one is due; null where none is left.</summary>
    public static async Task<DateTime?> Next(OrganisationStore store, CancellationToken cancel)
    {
        DateTime? next = null;
        foreach (var campaign in await Running(store).Select(row => row.Id).ToArrayAsync(cancel))
            foreach (var way in MessageChange.Ways)
                if (await store.Invitations.Where(row => row.CampaignId == campaign && row.Way == way && row.NextTryAt != null).MinAsync(row => row.NextTryAt, cancel) is { } at && !(at >= next)) next = at;
        return next;
    }

    /// <summary>What is due of a campaign by a way, the longest due first: read from an index in which nothing of other campaigns stands before it.</summary>
    internal static IQueryable<Invitation> Due(OrganisationStore store, Guid campaign, string way, DateTime now) =>
        store.Invitations.Where(row => row.CampaignId == campaign && row.Way == way && row.NextTryAt <= now && row.State == InvitationState.Planned && (row.LeasedUntil == null || row.LeasedUntil < now)).OrderBy(row => row.NextTryAt);

    private static IQueryable<Campaign> Running(OrganisationStore store) => store.Campaigns.Where(campaign => campaign.State == CampaignState.Running && campaign.RemovedAt == null);
}
