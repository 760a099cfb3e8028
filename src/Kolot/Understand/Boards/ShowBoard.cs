using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Understand.Boards;

/// <summary>Shows a board; with <c>arrange</c> in the address, with what changes it.</summary>
public static class ShowBoard
{
    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/boards/{id:guid}", Get).Needs(Right.ReadScores);

    private static async Task<IResult> Get(Guid id, HttpContext context, Visit visit, ReadBoard read)
    {
        if (await read.Run(visit.Here, id, visit.TimeZone, context.RequestAborted) is not { } board) return Results.NotFound();
        // While numbers are loaded the page asks for itself again, script or none.
        if (board.Loaded < 1) context.Response.Headers["Refresh"] = "2";
        var removed = Guid.TryParse(context.Request.Query["removed"], out var tile) ? tile : (Guid?)null;
        return new RazorComponentResult<BoardPage>(new { View = board, Arranging = board.Own && context.Request.Query.ContainsKey("arrange"), Removed = board.Own ? removed : null });
    }
}
