using Kolot.Core;
using Kolot.Core.Listen.Inviting;
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

    /// <summary>A campaign.</summary>
    public sealed record CampaignAnswer
    {
        /// <summary>Its id.</summary>
        public Guid Id { get; init; }

        /// <summary>What the organisation calls it.</summary>
        public required string Name { get; init; }

        /// <summary>The code of its survey.</summary>
        public required string Survey { get; init; }

        /// <summary>feedback or marketing.</summary>
        public required string Purpose { get; init; }

        /// <summary>once, list, event or rhythm.</summary>
        public required string Occasion { get; init; }

        /// <summary>draft, running, paused or stopped.</summary>
        public required string State { get; init; }

        /// <summary>When it was started, UTC.</summary>
        public DateTime? StartedAt { get; init; }

        /// <summary>How far everybody came; only where one campaign is asked for.</summary>
        public FunnelAnswer? Funnel { get; init; }

        /// <summary>Why customers were spared, and how many; only where one campaign is asked for.</summary>
        public IReadOnlyDictionary<string, int>? Spared { get; init; }
    }

    /// <summary>How far everybody came. Waiting, spared, sending, uncertain, refused, sent and gone together are all turns; of those to whom it was sent, some bounced.</summary>
    public sealed record FunnelAnswer(int Turns, int Waiting, int Spared, int Sent, int Arrived, int Opened, int Begun, int Finished, int Bounced, int Refused, int Uncertain, int Sending, int Gone);

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
        return Results.Ok(new CampaignList([.. campaigns.Select(campaign => Of(campaign, surveys[campaign.SurveyId]))]));
    }

    private static async Task<IResult> One(Guid id, Visit visit, Stores stores, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (await CampaignView.Load(store, id, null, cancel) is not { } view) return Problems.Of(new Refusal.NotFound());
        var funnel = view.Funnel;
        return Results.Ok(Of(view.Campaign, view.Survey.Code) with
        {
            Funnel = new(funnel.Turns, funnel.At(Step.Waiting), funnel.At(Step.Spared), funnel.Sent, funnel.Arrived, funnel.Opened, funnel.Begun, funnel.Finished, funnel.At(Step.Bounced), funnel.At(Step.Refused), funnel.At(Step.Uncertain), funnel.At(Step.Sending), funnel.Gone),
            Spared = funnel.Spared.ToDictionary(one => Name(one.Why.ToString()), one => one.Count),
        });
    }

    private static CampaignAnswer Of(Campaign campaign, string survey) => new()
    {
        Id = campaign.Id, Name = campaign.Name, Survey = survey, Purpose = Name(campaign.Purpose.ToString()), Occasion = Name(campaign.Occasion.ToString()), State = Name(campaign.State.ToString()), StartedAt = campaign.StartedAt,
    };

    private static string Name(string code) => char.ToLowerInvariant(code[0]) + code[1..];
}
