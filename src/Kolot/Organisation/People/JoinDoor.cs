using Kolot.Core;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;

namespace Kolot.Organisation.People;

/// <summary>The page behind an invitation. Opening it changes nothing: only sending it does.</summary>
public sealed class JoinDoor(Visit visit, Join join, BeginSession begin, TimeProvider clock)
{
    /// <summary>Its routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Why = "The secret in the link is the permission; whoever holds it may have no account yet.";
        routes.MapGet("/join/{organisation}/{secret}", (string secret, JoinDoor door, CancellationToken cancel) => door.Show(secret, new("", ""), null, cancel))
            .OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
        routes.MapPost("/join/{organisation}/{secret}", async (string secret, HttpContext context, JoinDoor door) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return await door.Enter(context, secret, new(form["name"].ToString(), form["password"].ToString()));
        }).OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
    }

    private async Task<IResult> Show(string secret, Join.Request typed, Refusal? refusal, CancellationToken cancel)
    {
        if (await join.Look(visit.Organisation ?? "", secret, clock.GetUtcNow().UtcDateTime, cancel) is not { } standing) return Results.NotFound();
        return new RazorComponentResult<JoinPage>(new
        {
            Secret = secret,
            Standing = standing,
            Typed = typed,
            Faults = Faults.Of(refusal, SignIn.Words.ResourceManager),
        })
        {
            StatusCode = !standing.Open ? StatusCodes.Status410Gone : refusal is null ? null : StatusCodes.Status422UnprocessableEntity,
        };
    }

    private async Task<IResult> Enter(HttpContext context, string secret, Join.Request typed)
    {
        var cancel = context.RequestAborted;
        var organisation = visit.Organisation ?? "";
        if (await join.Look(organisation, secret, clock.GetUtcNow().UtcDateTime, cancel) is not { } standing) return Results.NotFound();
        var done = await join.Run(organisation, standing, visit.AccountId, typed, cancel);
        if (done.Refused) return await Show(secret, typed, done.Refusal, cancel);
        if (visit.AccountId is null) await begin.Run(context, done.Value, cancel);
        return Redirects.SeeOther(Redirects.Home(organisation));
    }
}
