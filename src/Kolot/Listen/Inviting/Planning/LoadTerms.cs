using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Surveys;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>What planning a campaign stands on at a moment.</summary>
/// <param name="Terms">What holds for everybody.</param>
/// <param name="SurveyNumber">The version that is asked.</param>
/// <param name="SurveySource">The source of the survey's voices.</param>
/// <param name="Others">The organisation's campaigns, of which other invitations are.</param>
/// <param name="Exempt">Of whom something is known for which the rules of how often do not hold.</param>
public sealed record Ground(PlanTerms Terms, int SurveyNumber, string SurveySource, IReadOnlyDictionary<Guid, (Purpose Purpose, Priority Priority)> Others, IReadOnlySet<(string Key, string Value)> Exempt)
{
    /// <summary>Loads it.</summary>
    public static async Task<Ground> Load(OrganisationStore store, Campaign campaign, DateTime now, CancellationToken cancel)
    {
        var survey = await store.Surveys.AsNoTracking().SingleAsync(row => row.Id == campaign.SurveyId, cancel);
        var content = await store.SurveyVersions.Where(version => version.SurveyId == survey.Id && version.Number == survey.Asked).Select(version => version.Content).SingleOrDefaultAsync(cancel);
        var rules = await store.FrequencyRules.AsNoTracking().Where(rule => rule.RemovedAt == null).ToArrayAsync(cancel);
        var exempt = await store.FrequencyExemptions.AsNoTracking().Where(one => one.RemovedAt == null).ToArrayAsync(cancel);
        var others = await store.Campaigns.AsNoTracking().Select(row => new { row.Id, row.Purpose, row.Priority }).ToDictionaryAsync(row => row.Id, row => (row.Purpose, row.Priority), cancel);
        var hours = await InvitingHours.Of(store, cancel);
        var terms = new PlanTerms(campaign, new(rules), now)
        {
            Languages = (content is null ? null : SurveyJson.Read(content)?.Languages) is { Count: > 0 } languages ? languages : ["he"],
            Asked = survey.Asked == 0 || survey.ClosedAt is not null ? null : (survey.OpensAt, survey.ClosesAt),
            Exempt = exempt.Any(one => one.CampaignId == campaign.Id),
            Opens = hours.Opens,
        };
        return new(terms, survey.Asked, SurveyVoice.SourceOf(survey.Code), others, exempt.Where(one => one.AttributeKey is not null).Select(one => (one.AttributeKey ?? "", one.AttributeValue ?? "")).ToHashSet());
    }
}
