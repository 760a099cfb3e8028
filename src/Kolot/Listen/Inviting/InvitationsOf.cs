using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>What one customer was asked, and what they were spared.</summary>
internal static class InvitationsOf
{
    /// <summary>The newest of them, with the names of campaign and survey; also of whoever was found to be the same customer.</summary>
    public static async Task<IReadOnlyList<(Invitation Row, string Campaign, string Survey)>> Customer(OrganisationStore store, Guid customer, int most, CancellationToken cancel)
    {
        Guid[] all = [customer, .. await store.Customers.Where(row => row.MergedInto == customer).Select(row => row.Id).ToListAsync(cancel)];
        var rows = await (from row in store.Invitations.AsNoTracking()
                          where all.Contains(row.CustomerId) && row.Reminder == 0
                          join campaign in store.Campaigns on row.CampaignId equals campaign.Id
                          join survey in store.Surveys on row.SurveyId equals survey.Id
                          orderby row.DueAt descending
                          select new { Row = row, Campaign = campaign.Name, Survey = survey.Name }).Take(most).ToListAsync(cancel);
        return [.. rows.Select(one => (one.Row, one.Campaign, one.Survey))];
    }
}
