using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Understand.Drivers;

/// <summary>Shows what an outcome goes with.</summary>
public static class ShowDrivers
{
    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/drivers", Get).Needs(Right.ReadScores);

    private static async Task<IResult> Get(HttpContext context, Visit visit, ReadDrivers read)
    {
        if (!ReadDrivers.May(visit.Here)) return Problems.Of(new Refusal.NotAllowed());
        var view = await read.Run(visit.Here, DriverQuery.FromAddress(context.Request.Query), visit.TimeZone, context.RequestAborted);
        // While numbers are loaded the page asks for itself again, script or none.
        if (view.Slice.Loaded < 1) context.Response.Headers["Refresh"] = "2";
        return new RazorComponentResult<DriversPage>(new { View = view, Here = Address.Of(context.Request) });
    }
}
