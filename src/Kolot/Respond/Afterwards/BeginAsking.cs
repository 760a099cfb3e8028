using Kolot.Core;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Afterwards;
using Kolot.Listen.Inviting;
using Kolot.Listen.Surveys;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;

namespace Kolot.Respond.Afterwards;

/// <summary>Begins to ask customers whose case was closed: the survey is published, and the campaign started, by one press. What rested goes on; what runs already stays as it is.</summary>
public sealed class BeginAsking(Stores stores, AskSurvey surveys, WriteCampaign write, RunCampaign run)
{
    /// <summary>Begins one.</summary>
    public async Task<Result<Campaign>> Run(Member member, ReadyAsking asking, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        switch (await AskedCampaigns.Of(store, asking, cancel))
        {
            case { State: CampaignState.Running } runs: return runs;
            case { State: CampaignState.Paused } rests: return await run.Resume(member, rests.Id, cancel);
            case { } draft: return await run.Start(member, draft.Id, cancel);
        }

        var survey = await Survey(member, store, asking, cancel);
        if (survey.Refusal is { } no) return no;
        var name = AskedWords.Name(asking);
        var begun = await write.Begin(member, new(field => asking.Typed(name, survey.Value.Code, field), ["mail"], null), WriteCampaign.Steps, cancel);
        return begun.Refused ? begun : await run.Start(member, begun.Value.Id, cancel);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/cases/afterwards/{code}", async (string code, HttpContext context, Visit visit, BeginAsking act, ShowAsked show) =>
    {
        if (ReadyAsking.Of(code) is not { } asking) return Results.NotFound();
        var begun = await act.Run(visit.Here, asking, context.RequestAborted);
        if (begun.Refusal is { } refusal) return await show.Page(visit.Here, (asking, refusal), context.RequestAborted);
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.Begun);
        return Redirects.SeeOther(visit.Path("cases/afterwards"));
    }).NeedsWholeReach(Right.SetUp);

    // One that was begun before is asked as it stands; one that nobody published is published.
    private async Task<Result<SurveyRow>> Survey(Member member, OrganisationStore store, ReadyAsking asking, CancellationToken cancel)
    {
        var known = await AskedCampaigns.Survey(store, asking, cancel);
        var row = known is null ? await surveys.Begin(member, new(null, null, asking.Survey, null), cancel) : known;
        return row.Refused || row.Value.Asked > 0 ? row : await surveys.Publish(member, row.Value.Code, row.Value.Version, cancel);
    }
}
