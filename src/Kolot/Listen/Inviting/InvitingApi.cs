using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Tells other systems of campaigns and of how far those came who were invited.</summary>
public static class InvitingApi
{
    /// <summary>The campaigns.</summary>
    /// <param name="Campaigns">The campaigns, the newest first.</param>
    public sealed record CampaignList(IReadOnlyList<CampaignAnswer> Campaigns);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/campaigns", List).NeedsWholeReach(Right.ReadCustomers).WithName("Campaigns").WithSummary("The campaigns, the newest first.")
            .Produces<CampaignList>().AnswersLike(StatusCodes.Status200OK, InvitingExamples.Campaigns);
        api.MapGet("/campaigns/{id:guid}", One).NeedsWholeReach(Right.ReadCustomers).WithName("Campaign").WithSummary("One campaign, with how far everybody came whose turn it was.")
            .Reads(new Dictionary<string, string> { ["id"] = "The campaign's id." })
            .Produces<CampaignAnswer>().AnswersLike(StatusCodes.Status200OK, InvitingExamples.Campaign).ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> List(Visit visit, Stores stores, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var campaigns = await store.Campaigns.AsNoTracking().Where(row => row.RemovedAt == null).OrderByDescending(row => row.BegunAt).ToListAsync(cancel);
        var surveys = await store.Surveys.Select(survey => new { survey.Id, survey.Code }).ToDictionaryAsync(survey => survey.Id, survey => survey.Code, cancel);
        var units = await store.Units.Select(unit => new { unit.Id, unit.Code }).ToDictionaryAsync(unit => unit.Id, unit => unit.Code, cancel);
        return Results.Ok(new CampaignList([.. campaigns.Select(campaign => CampaignAnswer.Of(campaign, surveys[campaign.SurveyId], campaign.UnitId is { } unit ? units.GetValueOrDefault(unit) : null))]));
    }

    private static async Task<IResult> One(Guid id, Visit visit, Stores stores, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (await CampaignView.Load(store, id, null, cancel) is not { } view) return Problems.Of(new Refusal.NotFound());
        return Results.Ok(CampaignAnswer.Of(view.Campaign, view.Survey.Code, view.Unit?.Code) with { Funnel = FunnelAnswer.Of(view.Funnel), Spared = view.Funnel.Spared.ToDictionary(one => InvitingWords.Code(one.Why), one => one.Count) });
    }
}
