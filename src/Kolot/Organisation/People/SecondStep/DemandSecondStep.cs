using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.People.SecondStep;

/// <summary>Has an organisation open only to whoever came in by two steps, or to whoever knows a password as well.</summary>
public sealed class DemandSecondStep(Stores stores, SecondSteps steps, EntranceMembers entrance, Log log)
{
    /// <summary>Decides it. Whoever demands it of others has one.</summary>
    public async Task<Result<bool>> Run(Member member, bool demanded, CancellationToken cancel)
    {
        if (demanded && !await steps.IsAsked(member.Id, cancel)) return new Refusal.Conflict("own_second_step_first");
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var changed = await store.Profiles.Where(profile => profile.DemandsSecondStep != demanded)
            .ExecuteUpdateAsync(set => set.SetProperty(profile => profile.DemandsSecondStep, demanded), cancel);
        if (changed > 0) log.Write(store, member, demanded ? "second-step.demanded" : "second-step.left-free");
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        entrance.Forget(member.Organisation);
        return demanded;
    }

    /// <summary>What the page of members sends.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/settings/members/second-step", async Task<IResult> (
        HttpContext context, DemandSecondStep act, Visit visit, Notices notices) =>
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Run(visit.Here, form["demanded"] == "true", context.RequestAborted);
        notices.Leave(done.Refused ? Words.OwnFirst : done.Value ? Words.IsDemanded : Words.IsLeftFree);
        return Redirects.SeeOther(done.Refused ? "/account/second-step" : visit.Path("settings/members"));
    }).NeedsWholeReach(Right.ManageMembers).NeedsFreshProof();
}

/// <summary>Stands before an organisation that demands two steps, and leads whoever came in by one to where they set up the second.</summary>
/// <remarks>A key has no session: what it may do is said by its scopes alone. Whom the organisation's provider vouches for was asked for what it asks for.</remarks>
public sealed class SecondStepGate(SecondSteps steps) : IMiddleware
{
    /// <inheritdoc/>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        var open = context.GetEndpoint()?.Metadata.GetMetadata<EntranceNeeds.OpenDoor>() is { Members: false };
        if (open || visit is not { DemandsSecondStep: true, Member: { } member } || member.Id != visit.AccountId || visit.Only is not null || visit.ByPasskey
            || await steps.IsAsked(member.Id, context.RequestAborted))
        {
            await next(context);
            return;
        }

        if (Trouble.IsApi(context.Request))
        {
            await Results.Problem(statusCode: StatusCodes.Status403Forbidden, extensions: new Dictionary<string, object?> { ["code"] = "second_step" }).ExecuteAsync(context);
            return;
        }

        Language.Speak(context);
        await new RazorComponentResult<DemandedPage>(new { Organisation = visit.OrganisationName ?? member.Organisation }) { StatusCode = StatusCodes.Status403Forbidden }.ExecuteAsync(context);
    }
}
