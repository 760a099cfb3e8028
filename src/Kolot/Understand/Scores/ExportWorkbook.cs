using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Understand.Boards;
using Kolot.Understand.Measures;

namespace Kolot.Understand.Scores;

/// <summary>Hands out what the scores page shows as a workbook: the whole with its rule, the course, the groups, the distribution.</summary>
public static class ExportWorkbook
{
    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/scores.xlsx", Get).Needs(Right.ReadScores);

    private static async Task<IResult> Get(HttpContext context, Visit visit, ReadScores read)
    {
        var view = await read.Run(visit.Here, ScoreQuery.FromAddress(context.Request.Query), visit.TimeZone, context.RequestAborted);
        if (view.Loaded < 1) return Problems.Of(new Core.Refusal.Busy(TimeSpan.FromSeconds(2)));
        return Results.File(XlsxFile.Of(Sheets(view), CultureInfo.CurrentUICulture.TextInfo.IsRightToLeft), XlsxFile.Type, $"{visit.Organisation}-scores.xlsx");
    }

    private static List<XlsxSheet> Sheets(ScoreView view)
    {
        string[] numbers = [Words.ValueColumn, Words.Interval95Low, Words.Interval95High, Words.NColumn];
        List<XlsxSheet> sheets =
        [
            new(Words.WhatIsCounted, [Words.Measure, Words.PeriodFrom, Words.PeriodTo, .. numbers, Words.Version, Words.Rule], [[ScoreWords.Name(view.Measure), view.Counted.From, view.Counted.To, .. Numbers(view.Whole), view.Measure.Version, RuleOf(view)], .. Narrowed(view, numbers.Length)]),
            new(Words.Course, [Words.PeriodFrom, Words.PeriodTo, .. numbers, Words.KeySure, Words.Version], [.. view.Course.Points.Select(point =>
                (IReadOnlyList<object?>)[point.Span.From, point.Span.To, .. Numbers(point.Figure), point.Figure.Why is null && point.Center is not null ? point.Signal ? 1 : 0 : null, point.Version])]),
        ];
        if (view.Query.By is { } by)
            sheets.Add(new(ScoreWords.Axis(by), [Words.GroupColumn, .. numbers, Words.DifferenceColumn, Words.DifferenceLow, Words.DifferenceHigh, Words.KeySure], [.. view.Groups.Select(line =>
                (IReadOnlyList<object?>)[line.Label, .. Numbers(line.Figure), Round(line.AgainstRest.Difference), Round(line.AgainstRest.Interval.Low), Round(line.AgainstRest.Interval.High), line.Sure ? 1 : 0])]));
        sheets.Add(new(Words.Distribution, [Words.AnswerColumn, Words.NColumn, Words.ShareColumn, Words.Interval95Low, Words.Interval95High], [.. Spread(view)]));
        return sheets;
    }

    // How few there are is not told where their answers are not.
    private static object?[] Numbers(Said<Figure> said) => said.Try(out var figure)
        ? [Round(figure.Value), Round(figure.Interval.Low), Round(figure.Interval.High), figure.N]
        : [null, null, null, null];

    private static IEnumerable<IReadOnlyList<object?>> Spread(ScoreView view)
    {
        if (!view.Whole.Try(out var figure)) yield break;
        // Who answered more than once counts as one: no interval is narrower than it may be.
        var (all, customers) = (view.Distribution.Sum(one => one.Count), (long)Math.Round(figure.Customers));
        foreach (var (answer, count) in view.Distribution)
        {
            Interval? interval = Share.Of((long)Math.Round((double)count / all * customers), customers).Try(out var share) ? share.Interval * 100 : null;
            yield return [answer, count, Round(100.0 * count / all), interval is { } low ? Round(low.Low) : null, interval is { } high ? Round(high.High) : null];
        }
    }

    private static IEnumerable<IReadOnlyList<object?>> Narrowed(ScoreView view, int numbers) =>
        BoardWords.Slice(view).Select(told => (IReadOnlyList<object?>)[told, null, null, .. Enumerable.Repeat((object?)null, numbers + 2)]);

    private static string RuleOf(ScoreView view)
    {
        var (measure, limits) = (view.Measure, MeasureWords.Limits(view.Measure, view.Names));
        string Told(string sentence, params object[] with) => string.Format(CultureInfo.InvariantCulture, sentence, with);
        return string.Join(' ',
            measure.Question.Length == 0 ? Told(Measures.Words.CountedHeadline, measure.Low, measure.High) : Told(Measures.Words.CountedQuestion, measure.Low, measure.High, measure.Question),
            MeasureWords.Rule(measure), limits.Length == 0 ? Measures.Words.CountedAll : Told(Measures.Words.CountedOnly, limits), Told(Measures.Words.CountedFew, measure.AtLeast));
    }

    private static double Round(double number) => Math.Round(number, 4);
}
