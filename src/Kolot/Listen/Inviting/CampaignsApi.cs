using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Campaigns for programs that run them: written, begun, rested and ended by the same acts as on pages.</summary>
public static class CampaignsApi
{
    private static readonly Dictionary<string, string> Id = new() { ["id"] = "The campaign's id." };

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapPost("/campaigns", Write).NeedsWholeReach(Right.RunCampaigns).WithName("WriteCampaign").WithSummary("Writes a campaign as a draft: nobody is invited until it is started.")
            .WithDescription("What is left out is as usual. The people of a list, and the words of a campaign, are given on its pages; until then its survey's words are sent, or the usual ones.")
            .Accepts<CampaignBody>("application/json").SendsLike("one", InvitingExamples.Draft)
            .Produces<CampaignAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, InvitingExamples.Written).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        Run(api, "start", "StartCampaign", "Starts a draft: from now on customers are invited.", (act, member, id, cancel) => act.Start(member, id, cancel));
        Run(api, "pause", "PauseCampaign", "Has a campaign rest: nothing is planned and nothing is sent until it goes on.", (act, member, id, cancel) => act.Pause(member, id, cancel));
        Run(api, "resumption", "ResumeCampaign", "Has a campaign go on that rests, or was stopped by mistake.", (act, member, id, cancel) => act.Resume(member, id, cancel));
        Run(api, "stop", "StopCampaign", "Ends a campaign: what has not been sent is not sent.", (act, member, id, cancel) => act.Stop(member, id, cancel));
    }

    private static void Run(RouteGroupBuilder api, string what, string name, string about, Func<RunCampaign, Member, Guid, CancellationToken, Task<Result<Campaign>>> run) =>
        api.MapPost($"/campaigns/{{id:guid}}/{what}", async (Guid id, Visit visit, RunCampaign act, Stores stores, CancellationToken cancel) =>
            {
                var ran = await run(act, visit.Here, id, cancel);
                return ran.Refusal is { } refusal ? Problems.Of(CampaignBody.Named(refusal)) : Results.Ok(await Answer(stores, visit.Here, ran.Value, cancel));
            })
            .NeedsWholeReach(Right.RunCampaigns).WithName(name).WithSummary(about).Reads(Id).Produces<CampaignAnswer>().AnswersLike(StatusCodes.Status200OK, InvitingExamples.Running)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Write(HttpContext context, Visit visit, WriteCampaign act, Stores stores)
    {
        if (await CampaignBody.Read(context) is not { } body) return Problems.Of(new Refusal.Invalid("$", "not_json"));
        if (body.Faults is { Count: > 0 } faults) return Problems.Of(new Refusal.Invalid(faults));
        var written = await act.Begin(visit.Here, body.Typed, WriteCampaign.Steps, context.RequestAborted);
        if (written.Refusal is { } refusal) return Problems.Of(CampaignBody.Named(refusal));
        return Results.Created($"/api/v1/{visit.Here.Organisation}/campaigns/{written.Value.Id}", await Answer(stores, visit.Here, written.Value, context.RequestAborted));
    }

    private static async Task<CampaignAnswer> Answer(Stores stores, Member member, Campaign campaign, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var survey = await store.Surveys.Where(row => row.Id == campaign.SurveyId).Select(row => row.Code).SingleAsync(cancel);
        return CampaignAnswer.Of(campaign, survey, await store.Units.Where(unit => unit.Id == campaign.UnitId).Select(unit => unit.Code).SingleOrDefaultAsync(cancel));
    }
}
