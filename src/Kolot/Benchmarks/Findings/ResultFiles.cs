using System.Globalization;
using System.Text;
using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;
using Kolot.Shell;

namespace Kolot.Benchmarks.Findings;

/// <summary>What a result is made of, as files: the league, the probes, the curves, and all of it for programs. Whoever is called by a letter on the page is called by it here too, and no file holds a shopper, a number or a day that would tell who they are.</summary>
public static class ResultFiles
{
    private const double Day = 1_440;

    private static readonly string[] League =
    [
        "company", "industry", "ours", "place", "place_from", "place_to", "delight", "indifferent", "late_poor", "never", "unknown", "answered", "of", "median_minutes", "style", "professional", "emotional", "overall",
    ];

    private static readonly string[] Probes = ["company", "wave", "state", "outcome", "minutes_from", "minutes_to", "style", "professional", "emotional", "overall", "overall_first", "overall_again", "critical_failed"];

    private static readonly string[] Curves = ["who", "minutes", "waiting", "ended", "share_waiting", "low95", "high95"];

    /// <summary>The files, by their names in addresses.</summary>
    public static IReadOnlyList<(string Name, Func<HttpContext, ResultView, IResult> Of)> All { get; } =
    [
        ("league.csv", (context, view) => Csv(context, view, "league", League, view.Rows.Select(row => Cells(view, row)))),
        ("probes.csv", (context, view) => Csv(context, view, "probes", Probes, InOrder(view).Select(probe => Cells(view, probe)))),
        ("curves.csv", (context, view) => Csv(context, view, "curves", Curves, view.Waiting().SelectMany(line => Cells(view, line)))),
        ("result.json", (context, view) => Fresh(context, Results.Json(ResultTold.Of(view), ResultJson.Default.ResultTold))),
    ];

    private static IResult Csv(HttpContext context, ResultView view, string name, string[] columns, IEnumerable<IEnumerable<string?>> lines)
    {
        // What is known in days alone is told in days: as minutes it would say more.
        var file = new StringBuilder(CsvFile.Line(view.Study.Design.InDays ? [.. columns.Select(column => column.Replace("minutes", "days", StringComparison.Ordinal))] : columns));
        foreach (var line in lines) file.Append(CsvFile.Line(line));
        return Fresh(context, Results.File([.. CsvFile.Encoding.GetPreamble(), .. CsvFile.Encoding.GetBytes(file.ToString())], "text/csv; charset=utf-8", $"{view.Study.Row.Code}-{name}.csv"));
    }

    // What was taken back is to be gone: whoever keeps it asks before they show it again.
    private static IResult Fresh(HttpContext context, IResult file)
    {
        context.Response.Headers.CacheControl = "no-cache";
        return file;
    }

    private static IEnumerable<string?> Cells(ResultView view, LeagueRow row)
    {
        var (result, rank) = (row.Result, view.Rank(row.Company.Id));
        return
        [
            view.Names.Of(row.Company.Id), Industry(view, row.Company.Id), view.IsOurs(row.Company) ? "1" : "0", Whole(rank?.Rank), Whole(rank?.Low), Whole(rank?.High),
            .. Enum.GetValues<Outcome>().Select(outcome => Whole(result.Outcomes[outcome])), Whole(result.Answered.Answered), view.Study.Design.AnsweredOnly ? null : Whole(result.Answered.Known),
            Number(Time(view, Median(view, result.Times))), .. Enum.GetValues<Layer>().Select(layer => Number(Mean(result.Layers[layer]))), Number(Mean(result.Layers.Overall)),
        ];
    }

    // By company as the table has them, and each company's by time: in the order of their making they would tell which letter came first.
    private static IEnumerable<ProbeSeen> InOrder(ResultView view)
    {
        var rows = view.Rows.Select(row => row.Company.Id).ToList();
        var probes = view.Of.Seen.Probes.ToLookup(probe => probe.Company);
        return rows.SelectMany(company => probes[company].OrderBy(probe => probe.Wave).ThenBy(probe => probe.Minutes.Low));
    }

    private static IEnumerable<string?> Cells(ResultView view, ProbeSeen probe) =>
    [
        // What still waits, or may never have arrived, has no time yet.
        view.Names.Of(probe.Company), Whole(probe.Wave), StudyDress.Name(probe.State), view.Result.League.By == StandingBy.Outcomes ? StudyDress.Name(probe.Outcome) : null,
        .. new[] { probe.Minutes.Low, probe.Minutes.High }.Select(minutes => probe.State is ProbeState.Answered or ProbeState.Silent ? Number(Time(view, minutes)) : null),
        Number(probe.Grade?.Style), Number(probe.Grade?.Professional), Number(probe.Grade?.Emotional), Number(probe.Grade?.Overall), Number((probe.First ?? probe.Grade)?.Overall), Number(probe.Again?.Overall),
        probe.Grade is { } grade ? grade.Failed ? "1" : "0" : null,
    ];

    private static IEnumerable<IEnumerable<string?>> Cells(ResultView view, WaitingLine line) => line.Curve.Steps.Select(step => (IEnumerable<string?>)
    [
        line.Name, Number(Time(view, step.Time)), Whole(step.AtRisk), Whole(step.Events), Number(step.Survival), step.Survival > 0 ? Number(step.Interval.Low) : null, step.Survival > 0 ? Number(step.Interval.High) : null,
    ]);

    /// <summary>The industry that may be told of a company, in the reader's language.</summary>
    public static string? Industry(ResultView view, Guid company) => view.Names.Industry(company) is { } industry ? view.IndustryName(industry) : null;

    /// <summary>A mean of grades, where there is one.</summary>
    public static double? Mean(Said<LayerScore> said) => said.Try(out var score) ? score.Mean : null;

    /// <summary>The median in minutes; where days alone are known, of whole days.</summary>
    public static double? Median(ResultView view, ReplyTimes times) =>
        !times.Median.Try(out var median) || !double.IsFinite(median) ? null : view.Study.Design.InDays ? Math.Floor(median / Day) * Day : median;

    // A number of minutes that somebody knows; of days where they alone are known.
    private static double? Time(ResultView view, double? minutes) =>
        minutes is not { } known || !double.IsFinite(known) || known >= double.MaxValue ? null : view.Study.Design.InDays ? known / Day : known;

    private static string? Number(double? number) => number?.ToString("0.####", CultureInfo.InvariantCulture);

    private static string? Whole(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
