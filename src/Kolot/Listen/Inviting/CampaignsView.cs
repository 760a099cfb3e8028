using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>All campaigns, with how far theirs came, and the same by survey.</summary>
/// <param name="Lines">The campaigns, the newest first.</param>
/// <param name="Removed">Those that were removed, and can be had again.</param>
/// <param name="Rules">How many rules say how often customers may be asked.</param>
public sealed record CampaignsView(IReadOnlyList<CampaignsView.Line> Lines, IReadOnlyList<Campaign> Removed, int Rules)
{
    /// <summary>One campaign.</summary>
    /// <param name="Campaign">The campaign.</param>
    /// <param name="Survey">What it asks.</param>
    /// <param name="Funnel">How far everybody came.</param>
    public sealed record Line(Campaign Campaign, SurveyRow Survey, Funnel Funnel);

    /// <summary>Whether there is any survey that can be asked.</summary>
    public bool HasSurvey { get; init; }

    /// <summary>Each survey that more than one campaign asks, with all of them together.</summary>
    public IReadOnlyList<(SurveyRow Survey, Funnel Funnel)> BySurvey =>
        [.. Lines.Where(line => line.Campaign.State != CampaignState.Draft).GroupBy(line => line.Survey.Id).Where(group => group.Count() > 1)
            .Select(group => (group.First().Survey, new Funnel([.. group.SelectMany(line => line.Funnel.Lines)], group.Sum(line => line.Funnel.Gone))))];

    /// <summary>Loads them.</summary>
    public static async Task<CampaignsView> Load(OrganisationStore store, CancellationToken cancel)
    {
        var all = await store.Campaigns.AsNoTracking().OrderByDescending(row => row.BegunAt).ToListAsync(cancel);
        var surveys = await store.Surveys.AsNoTracking().ToDictionaryAsync(row => row.Id, cancel);
        var lines = new List<Line>();
        foreach (var campaign in all.Where(row => row.RemovedAt is null))
            lines.Add(new(campaign, surveys[campaign.SurveyId], campaign.State == CampaignState.Draft ? new([], 0) : await CampaignView.Count(store, campaign, cancel)));
        return new(lines, [.. all.Where(row => row.RemovedAt is not null).Take(20)], await store.FrequencyRules.CountAsync(rule => rule.RemovedAt == null, cancel)) { HasSurvey = surveys.Values.Any(survey => survey.Asked > 0) };
    }
}
