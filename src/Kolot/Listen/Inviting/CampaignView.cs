using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>What the page of a campaign shows.</summary>
/// <param name="Campaign">The campaign.</param>
/// <param name="Survey">What it asks.</param>
/// <param name="Funnel">How far everybody came.</param>
public sealed record CampaignView(Campaign Campaign, SurveyRow Survey, Funnel Funnel)
{
    /// <summary>The unit that it is for, if for one.</summary>
    public Unit? Unit { get; init; }

    /// <summary>How many stand in its list.</summary>
    public int Listed { get; init; }

    /// <summary>The file that waits to be looked at.</summary>
    public ListPeople.Waiting? Waiting { get; init; }

    /// <summary>What would be, were it started now; null once it was.</summary>
    public TryCampaign.Outcome? Trial { get; init; }

    /// <summary>When the next invitation goes; null where none is planned.</summary>
    public DateTime? NextAt { get; init; }

    /// <summary>How many reminders went or are planned.</summary>
    public int Reminders { get; init; }

    /// <summary>How many customers there are in all, while it goes through them; null once it has.</summary>
    public int? PlanningOf { get; init; }

    /// <summary>Whether the rules of how often do not hold for it, and why.</summary>
    public string? ExemptWhy { get; init; }

    /// <summary>How many wanted no more messages after theirs had gone.</summary>
    public int OptedOut { get; init; }

    /// <summary>Loads it; null where there is none.</summary>
    public static async Task<CampaignView?> Load(OrganisationStore store, Guid id, TryCampaign? attempt, CancellationToken cancel)
    {
        if (await store.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.RemovedAt == null, cancel) is not { } campaign) return null;
        var survey = await store.Surveys.AsNoTracking().SingleAsync(row => row.Id == campaign.SurveyId, cancel);
        var draft = campaign.State == CampaignState.Draft;
        var planning = campaign is { State: CampaignState.Running, SweptAt: null } && campaign.Occasion != Occasion.Event;
        return new(campaign, survey, draft ? new([], 0) : await Count(store, campaign, cancel))
        {
            Unit = campaign.UnitId is { } unit ? await store.Units.AsNoTracking().SingleOrDefaultAsync(row => row.Id == unit, cancel) : null,
            Listed = await store.CampaignPeople.CountAsync(person => person.CampaignId == id, cancel),
            Waiting = draft && campaign.Occasion == Occasion.List ? await ListPeople.Look(store, campaign, cancel) : null,
            Trial = draft && attempt is not null ? await attempt.Run(store, campaign, cancel) : null,
            NextAt = draft ? null : await store.Invitations.Where(row => row.CampaignId == id && row.State == InvitationState.Planned).MinAsync(row => (DateTime?)row.DueAt, cancel),
            Reminders = draft ? 0 : await store.Invitations.CountAsync(row => row.CampaignId == id && row.Reminder > 0, cancel),
            PlanningOf = planning ? await store.Customers.CountAsync(cancel) : null,
            ExemptWhy = await store.FrequencyExemptions.Where(one => one.CampaignId == id && one.RemovedAt == null).Select(one => one.Why).FirstOrDefaultAsync(cancel),
        };
    }

    /// <summary>Counts how far everybody came.</summary>
    public static async Task<Funnel> Count(OrganisationStore store, Campaign campaign, CancellationToken cancel) =>
        new(await Lines(store.Invitations.Where(row => row.CampaignId == campaign.Id), cancel), campaign.Gone);

    /// <summary>The same of some campaigns together.</summary>
    public static async Task<IReadOnlyList<FunnelLine>> Lines(IQueryable<Invitation> invitations, CancellationToken cancel)
    {
        var groups = await invitations.Where(row => row.Reminder == 0)
            .GroupBy(row => new { row.Way, row.State, row.Skip, Opened = row.OpenedAt != null, Begun = row.StartedAt != null, Finished = row.FinishedAt != null, Arrived = row.DeliveredAt != null })
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(cancel);
        return [.. groups.Select(group => new FunnelLine(
            group.Key.Way, Funnel.StepOf(group.Key.State, group.Key.Opened, group.Key.Begun, group.Key.Finished),
            group.Key.State == InvitationState.Skipped ? group.Key.Skip : null, group.Key.Arrived || group.Key.State == InvitationState.Delivered, group.Count))];
    }
}
