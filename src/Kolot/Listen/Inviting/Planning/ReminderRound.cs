using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>Answers the errand "look whom this campaign is to remind": whoever was written to some days ago and did not finish.</summary>
/// <remarks>Whether they opted out or answered meanwhile is looked at again when the reminder is sent.</remarks>
public sealed class ReminderRound(TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind; its subject is the campaign.</summary>
    public const string Errand = "campaign.remind";

    private const int Together = 2_000;
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);
    // What was told only later to have been sent is seen all the same.
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(2);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Has a campaign look from a moment on. The caller saves.</summary>
    public static async Task Arm(OrganisationStore store, Campaign campaign, DateTime? at, CancellationToken cancel)
    {
        var subject = campaign.Id.ToString();
        await store.Errands.Where(errand => errand.Kind == Errand && errand.Subject == subject).ExecuteDeleteAsync(cancel);
        if (campaign.Reminders > 0 && at is { } due) store.Errands.Add(new() { Kind = Errand, Subject = subject, DueAt = due });
    }

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        await PlanInvitations.Alone(store, cancel);
        foreach (var subject in errands.Select(errand => errand.Subject).Distinct())
            if (await Look(store, Guid.Parse(subject), cancel) is { } next) store.Errands.Add(new() { Kind = Errand, Subject = subject, DueAt = next });
        await store.SaveChangesAsync(cancel);
    }

    private async Task<DateTime?> Look(OrganisationStore store, Guid id, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var campaign = await store.Campaigns.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id, cancel);
        if (campaign is not { State: CampaignState.Running, RemovedAt: null, Reminders: > 0 }) return null;
        var ground = await Ground.Load(store, campaign, now, cancel);
        // Of a survey that takes no answers nobody is reminded.
        if (ground.Terms.Asked is null || ground.Terms.Opens(now) is not { } at || ground.Terms.IsOver(at)) return now + Hourly;
        var (since, to) = ((campaign.RemindedTo ?? DateTime.UnixEpoch) - Overlap, now.AddDays(-campaign.ReminderAfterDays));
        var silent = await (from row in store.Invitations.AsNoTracking()
                            where row.CampaignId == id && row.SentAt > since && row.SentAt <= to && row.Reminder < campaign.Reminders && (row.State == InvitationState.Sent || row.State == InvitationState.Delivered)
                            join first in store.Invitations on row.FirstId equals first.Id
                            where first.FinishedAt == null && !store.Invitations.Any(next => next.CampaignId == id && next.CustomerId == row.CustomerId && next.Occasion == row.Occasion && next.Reminder == row.Reminder + 1)
                            orderby row.SentAt select row).Take(Together).ToListAsync(cancel);
        await InvitationRows.Add(store, [.. silent.Select(row => Reminder(ground, row, at))], cancel);
        if (silent.Count == Together) return now;
        await store.Campaigns.Where(row => row.Id == id).ExecuteUpdateAsync(set => set.SetProperty(row => row.RemindedTo, to), cancel);
        return now + Hourly;
    }

    private static Invitation Reminder(Ground ground, Invitation row, DateTime at) => new()
    {
        Id = Guid.CreateVersion7(new DateTimeOffset(ground.Terms.Now, TimeSpan.Zero)), FirstId = row.FirstId, CampaignId = row.CampaignId, SurveyId = row.SurveyId, SurveyNumber = ground.SurveyNumber,
        CustomerId = row.CustomerId, Occasion = row.Occasion, Reminder = row.Reminder + 1, Way = row.Way, Address = row.Address, Language = row.Language, Known = row.Known,
        PlannedAt = ground.Terms.Now, DueAt = at, NextTryAt = at,
    };
}
