using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Views;
using Kolot.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Understand.Scores;

/// <summary>Shows the scores page.</summary>
public sealed class ShowScores(ReadScores read, SaveView views)
{
    /// <summary>Its views can be saved.</summary>
    public static ViewedPage Views { get; } = new("scores", Right.ReadScores, (context, here, attempt) =>
        context.RequestServices.GetRequiredService<ShowScores>().Page(context, here, attempt));

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) =>
        organisation.MapGet("/scores", (HttpContext context, ShowScores show) => show.Page(context, Address.Of(context.Request), null)).Needs(Right.ReadScores);

    private async Task<IResult> Page(HttpContext context, Address here, ViewAttempt? attempt)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        var view = await read.Run(visit.Here, ScoreQuery.FromAddress(here.Collection), visit.TimeZone, context.RequestAborted);
        var saved = await views.Of(visit.Here, Views.Key, context.RequestAborted);
        // While numbers are loaded the page asks for itself again, script or none.
        if (view.Loaded < 1 && attempt is null) context.Response.Headers["Refresh"] = "2";
        return new RazorComponentResult<ScoresPage>(new { View = view, Here = here, Saved = saved, Attempt = attempt })
        {
            StatusCode = attempt is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity,
        };
    }
}
