using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Browser.Tests;

/// <summary>A campaign that invites customers of the café, and one that is being written.</summary>
internal static class InvitingInBrowser
{
    /// <summary>The one that is being written.</summary>
    public static readonly Guid Draft = Guid.Parse("0199bbbb-0000-7000-8000-000000000001");

    /// <summary>Invites them.</summary>
    /// <returns>The id of the campaign that runs.</returns>
    public static async Task<string> Invite(OrganisationStore store, DateTime now)
    {
        var survey = await store.Surveys.FirstAsync();
        Campaign Of(Guid id, CampaignState state) => new()
        {
            Id = id, Name = "אחרי הביקור", SurveyId = survey.Id, Ways = "mail,sms", Attributes = "{}", BegunAt = now, State = state, StartedAt = state == CampaignState.Draft ? null : now, SweptAt = now, Reminders = 1, Version = 1,
        };
        var campaign = Of(Guid.CreateVersion7(now), CampaignState.Running);
        store.AddRange(campaign, Of(Draft, CampaignState.Draft), new FrequencyRule { Id = Guid.CreateVersion7(now), Most = 1, Days = 30, MadeAt = now, Version = 1 },
            new FrequencyExemption { Id = Guid.CreateVersion7(now), CampaignId = campaign.Id, Why = "אחרי תלונה שואלים תמיד", MadeAt = now });
        foreach (var (at, customer) in (await store.Customers.OrderBy(row => row.Id).ToListAsync()).Index())
        {
            var spared = at % 3 == 0;
            var id = Guid.CreateVersion7(now);
            store.Invitations.Add(new()
            {
                Id = id, FirstId = id, CampaignId = campaign.Id, SurveyId = survey.Id, SurveyNumber = 1, CustomerId = customer.Id, Occasion = "once", Way = spared ? "" : at % 2 == 0 ? "mail" : "sms",
                Address = spared ? null : "guest@example.com", Language = "he", Known = "{}", PlannedAt = now, DueAt = now, State = spared ? InvitationState.Skipped : at % 3 == 1 ? InvitationState.Sent : InvitationState.Bounced,
                Skip = spared ? SkipReason.TooSoon : null, SkipUntil = spared ? now.AddDays(9) : null, SentAt = spared ? null : now, OpenedAt = at % 3 == 1 ? now : null, FinishedAt = at % 3 == 1 ? now : null,
            });
        }

        await store.SaveChangesAsync();
        return campaign.Id.ToString();
    }
}
