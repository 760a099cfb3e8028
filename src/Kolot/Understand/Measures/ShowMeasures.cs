using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Kolot.Organisation;
using Kolot.Shell;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Kolot.Understand.Measures;

/// <summary>Shows all measures, one of them, and the statements beside each other.</summary>
public static class ShowMeasures
{
    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/measures", async (Visit visit, MeasureView view, CancellationToken cancel) =>
        {
            var (known, names) = await view.All(visit.Here, cancel);
            return new RazorComponentResult<MeasuresPage>(new { Known = known, Names = names });
        }).Needs(Right.ReadScores);

        organisation.MapGet("/measures/statements", Statements).Needs(Right.ReadScores);

        organisation.MapGet("/measures/{code}", async (string code, Visit visit, MeasureView view, CancellationToken cancel) =>
            await view.Of(visit, code, cancel) is { } one ? (IResult)new RazorComponentResult<MeasurePage>(new { View = one }) : Results.NotFound()).Needs(Right.ReadScores);
    }

    private static async Task<IResult> Statements(HttpContext context, Visit visit, MeasureView view)
    {
        var (known, _) = await view.All(visit.Here, context.RequestAborted);
        var today = view.Today(visit.TimeZone);
        KnownMeasure[] all = [.. known.All.Where(measure => measure.Family is MeasureFamily.Layers or MeasureFamily.Classic or MeasureFamily.Emotional)];
        Measure[] now = [.. all.Select(measure => measure.On(today) ?? measure.Latest)];
        var tried = await view.Try(visit, now, context.RequestAborted);
        if (tried.Any(one => one.Loaded < 1)) context.Response.Headers["Refresh"] = "2";
        return new RazorComponentResult<StatementsPage>(new { Lines = (IReadOnlyList<(Measure, MeasureView.Trial)>)[.. now.Zip(tried)] });
    }
}
