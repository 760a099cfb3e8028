using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>Answers the errand "this happened with a customer": invites them to what the campaigns that wait for it ask.</summary>
public sealed class EventRound(PlanInvitations plan, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind; its subject is the event.</summary>
    public const string Errand = "event.invite";

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        await PlanInvitations.Alone(store, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        Guid[] ids = [.. errands.Select(errand => Guid.Parse(errand.Subject)).Distinct()];
        var happened = await store.CustomerEvents.AsNoTracking().Where(one => EF.Parameter(ids).Contains(one.Id)).OrderBy(one => one.At).ToListAsync(cancel);
        string[] kinds = [.. happened.Select(one => one.Kind).Distinct()];
        var waiting = await store.Campaigns.AsNoTracking().Where(row => row.Occasion == Occasion.Event && row.State == CampaignState.Running && row.RemovedAt == null && kinds.Contains(row.EventKind ?? ""))
            .OrderByDescending(row => row.Priority).ThenBy(row => row.Id).ToArrayAsync(cancel);
        foreach (var campaign in waiting)
        {
            // What happened before it began is not asked about.
            var its = happened.Where(one => one.Kind == campaign.EventKind && one.At.AddDays(1) >= campaign.StartedAt).ToArray();
            var whole = await Whole(store, campaign, [.. its.Select(one => one.CustomerId).Distinct()], cancel);
            var ground = await Ground.Load(store, campaign, now, cancel);
            Due[] due = [.. its.Where(one => whole.ContainsKey(one.CustomerId)).Select(one => new Due(whole[one.CustomerId], Turn.After(campaign, one), one.Known))];
            await PlanInvitations.Keep(store, ground, await plan.Decide(store, ground, due, cancel), cancel);
        }
    }

    // Those whom the campaign is for, by whoever they were found to be.
    private static async Task<Dictionary<Guid, Guid>> Whole(OrganisationStore store, Campaign campaign, Guid[] customers, CancellationToken cancel)
    {
        var audience = await CampaignTurns.Audience(store, campaign, cancel);
        var named = store.Customers.AsNoTracking().Where(customer => EF.Parameter(customers).Contains(customer.Id)).Select(customer => new { customer.Id, Whole = customer.MergedInto ?? customer.Id });
        return await named.Where(one => audience.Any(customer => customer.Id == one.Whole)).ToDictionaryAsync(one => one.Id, one => one.Whole, cancel);
    }
}
