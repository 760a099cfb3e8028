using Kolot.Core.Demo;
using Kolot.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Kolot.Demo;

/// <summary>The demonstration's door: whoever stands on it can be entered as, with one click.</summary>
public static class DemoDoor
{
    /// <summary>The page and the click.</summary>
    public static void MapDemo(this IEndpointRouteBuilder routes)
    {
        const string Why = "The demonstration is everybody's, and there is nothing in it that is anybody's.";
        routes.MapGet("/demo", (string? to) => new RazorComponentResult<DemoPage>(new { To = to })).OpenToAll(Why);
        routes.MapPost("/demo", async Task<IResult> (HttpContext context, UserManager<Account> accounts, BeginSession begin) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var (mail, to) = (form["mail"].ToString(), form["to"].ToString());
            if (DemoOrganisation.Cast.All(member => member.Mail != mail)) return Results.NotFound();
            if (await accounts.FindByEmailAsync(mail) is not { } account) return Results.NotFound();
            // Whoever tries the second step here locks nobody else out.
            await begin.Run(context, account, context.RequestAborted, steppedTwice: true);
            return Redirects.SeeOther(to.Length > 0 ? Redirects.Local(to) : Redirects.Home(DemoOrganisation.Code));
        }).OpenToAll(Why);
    }
}
