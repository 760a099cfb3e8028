using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Understand.Scores;

/// <summary>Shows the scores page.</summary>
public static class ShowScores
{
    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/scores", Get).Needs(Right.ReadScores);

    private static async Task<IResult> Get(HttpContext context, Visit visit, ReadScores read)
    {
        var view = await read.Run(visit.Here, ScoreQuery.FromAddress(context.Request.Query), visit.TimeZone, context.RequestAborted);
        // While numbers are loaded the page asks for itself again, script or none.
        if (view.Loaded < 1) context.Response.Headers["Refresh"] = "2";
        return new RazorComponentResult<ScoresPage>(new { View = view, Here = Address.Of(context.Request) });
    }
}
