using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>Takes an event back that turned out not to be over: who was to be asked of it is not. Once somebody was written to, it stays.</summary>
public static class TakenBack
{
    /// <summary>Does it, in the caller's transaction.</summary>
    /// <param name="store">Where.</param>
    /// <param name="of">The event, by the system that told of it and its id there.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task Run(OrganisationStore store, (string Source, string Id) of, CancellationToken cancel)
    {
        var (source, sourceId) = of;
        if (await store.CustomerEvents.AsNoTracking().SingleOrDefaultAsync(one => one.Source == source && one.SourceId == sourceId, cancel) is not { } happened) return;
        var occasion = happened.Id.ToString();
        var campaigns = await store.Campaigns.Where(row => row.Occasion == Occasion.Event && row.EventKind == happened.Kind).Select(row => row.Id).ToListAsync(cancel);
        var asked = store.Invitations.Where(row => campaigns.Contains(row.CampaignId) && row.CustomerId == happened.CustomerId && row.Occasion == occasion);
        // What somebody has in hand may be with its reader already.
        await asked.Where(row => row.State == InvitationState.Planned && row.LeasedUntil == null).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, InvitationState.Skipped).SetProperty(row => row.Skip, SkipReason.TakenBack).SetProperty(row => row.NextTryAt, (DateTime?)null), cancel);
        if (await asked.AnyAsync(row => row.State != InvitationState.Skipped, cancel)) return;
        await store.CustomerEvents.Where(one => one.Id == happened.Id).ExecuteDeleteAsync(cancel);
    }
}
