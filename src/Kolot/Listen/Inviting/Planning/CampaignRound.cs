using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>Answers the errand "this campaign is to be planned": a lot of customers, and the errand for the next one.</summary>
/// <remarks>How far it went stands in the same transaction as the invitations: broken off, it goes on from there, and two nodes never plan the same lot.</remarks>
public sealed class CampaignRound(PlanInvitations plan, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind; its subject is the campaign.</summary>
    public const string Errand = "campaign.plan";

    // A rhythm is gone through once a day; what comes due until the next time is planned ahead.
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(36);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Has a campaign planned from a moment on, and not before. The caller saves.</summary>
    public static async Task Arm(OrganisationStore store, Guid campaign, DateTime? at, CancellationToken cancel)
    {
        var subject = campaign.ToString();
        await store.Errands.Where(errand => errand.Kind == Errand && errand.Subject == subject).ExecuteDeleteAsync(cancel);
        if (at is { } due) store.Errands.Add(new() { Kind = Errand, Subject = subject, DueAt = due });
    }

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        await PlanInvitations.Alone(store, cancel);
        var now = clock.GetUtcNow().UtcDateTime;
        foreach (var subject in errands.Select(errand => errand.Subject).Distinct())
            if (await Lot(store, Guid.Parse(subject), now, cancel) is { } next) store.Errands.Add(new() { Kind = Errand, Subject = subject, DueAt = next });
        await store.SaveChangesAsync(cancel);
    }

    // When the next lot is due; null where there is none.
    private async Task<DateTime?> Lot(OrganisationStore store, Guid id, DateTime now, CancellationToken cancel)
    {
        var campaign = await store.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (campaign is not { State: CampaignState.Running, RemovedAt: null } || campaign.Occasion == Occasion.Event || campaign.EndsAt <= now) return null;
        var (due, last) = await CampaignTurns.Next(store, campaign, (campaign.Cursor, now + Ahead, CampaignTurns.Together), cancel);
        var ground = await Ground.Load(store, campaign, now, cancel);
        await PlanInvitations.Keep(store, ground, await plan.Decide(store, ground, due, cancel), cancel);
        var swept = last is null ? now : campaign.SweptAt;
        await store.Campaigns.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.Cursor, last).SetProperty(row => row.SweptAt, swept), cancel);
        return last is not null ? now : campaign.Occasion == Occasion.Rhythm ? now + Daily : null;
    }
}
