using System.Globalization;
using System.Text;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Kolot.Organisation;
using Kolot.Shell;

namespace Kolot.Understand.Scores;

/// <summary>Hands out what the scores page shows as a file: the whole, each piece of time, each group.</summary>
public static class ExportScores
{
    private static readonly string[] Columns = ["measure", "part", "name", "from", "to", "n", "value", "low95", "high95", "difference", "sure"];

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/scores.csv", Get).Needs(Right.ReadScores);

    private static async Task<IResult> Get(HttpContext context, Visit visit, ReadScores read)
    {
        var view = await read.Run(visit.Here, ScoreQuery.FromAddress(context.Request.Query), visit.TimeZone, context.RequestAborted);
        if (view.Loaded < 1) return Problems.Of(new Core.Refusal.Busy(TimeSpan.FromSeconds(2)));
        var file = new StringBuilder(CsvFile.Line(Columns));
        foreach (var line in Lines(view)) file.Append(CsvFile.Line(line));
        return Results.File([.. CsvFile.Encoding.GetPreamble(), .. CsvFile.Encoding.GetBytes(file.ToString())], "text/csv; charset=utf-8", $"{visit.Organisation}-scores.csv");
    }

    private static IEnumerable<string?[]> Lines(ScoreView view)
    {
        if (view.Whole.Try(out var whole)) yield return Line(view, "whole", "", Days(view.Counted), whole, null);
        foreach (var point in view.Course.Points)
            if (point.Figure.Try(out var figure)) yield return Line(view, "time", "", (point.Span.From, point.Span.To), figure, null);
        foreach (var group in view.Groups) yield return Line(view, view.Query.By ?? "", group.Label, Days(group.Days ?? view.Period), group.Figure, group);
    }

    private static string?[] Line(ScoreView view, string part, string name, (DateOnly From, DateOnly To) days, Figure figure, GroupLine? group) =>
    [
        view.Measure.Code, part, name, Day(days.From), Day(days.To), figure.N.ToString(CultureInfo.InvariantCulture), Number(figure.Value), Number(figure.Interval.Low),
        Number(figure.Interval.High), group is null ? null : Number(group.AgainstRest.Difference), group is null ? null : group.Sure ? "1" : "0",
    ];

    private static (DateOnly, DateOnly) Days(Core.Facts.DaySpan span) => (span.From, span.To);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
