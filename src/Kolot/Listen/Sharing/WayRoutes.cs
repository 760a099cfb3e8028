using Kolot.Core.Listen.Sharing;
using Kolot.Listen.Answering;
using Kolot.Listen.Sending;
using Kolot.Organisation;
using Kolot.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Listen.Sharing;

/// <summary>Ways into surveys beside the open link: a personal one, the feedback page, and the script by which they stand on other sites.</summary>
public static class WayRoutes
{
    /// <summary>The script that sites put into their pages.</summary>
    public const string Script = "site.js";

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/a/{secret}", Personal).OpenToAll("A personal link is opened by whoever was sent it.").AddEndpointFilter(Doorway.Open);
        organisation.MapGet("/feedback", Feedback).OpenToAll("Whoever wants to say something may, at any time.").AddEndpointFilter(Doorway.Open);
        organisation.MapGet("/kolot.js", Send).OpenToAll("Sites put the script into pages that anybody reads.");
    }

    private static async Task<IResult> Personal(string secret, HttpContext context, Visit visit, PersonalLinks links, AnswerRoutes routes)
    {
        if (visit.Organisation is not { } organisation || await links.Of(organisation, secret, context.RequestAborted) is not var (link, code)) return Results.NotFound();
        // What was begun in time may be finished; who answered already is thanked once more.
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime;
        if (PersonalLinks.StateOf(link, now) is not (LinkState.Revoked or LinkState.Over))
        {
            await context.RequestServices.GetRequiredService<NoteOpened>().Run(context, organisation, link.Id);
            return await routes.Show(context, visit, code, "personal", link.Id);
        }

        AnswerStyle.Allow(context);
        return new RazorComponentResult<LinkOverPage> { StatusCode = StatusCodes.Status410Gone };
    }

    private static async Task<IResult> Feedback(HttpContext context, Visit visit, KnownWays ways, AnswerRoutes routes)
    {
        var chosen = (await ways.Of(visit.Organisation ?? "", context.RequestAborted)).Feedback ?? FeedbackSurvey.Code;
        return await routes.Show(context, visit, chosen, "feedback");
    }

    private static IResult Send(HttpContext context)
    {
        var script = Asset.Send(Script, context);
        var headers = context.Response.Headers;
        // Sites that shut themselves off from others may still use it; what it opens, only those that the organisation lists.
        (headers.CacheControl, headers["Cross-Origin-Resource-Policy"], headers.AccessControlAllowOrigin) = ("public, max-age=3600", "cross-origin", "*");
        return script;
    }
}
