using Kolot.Benchmarks.Studies;
using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Running;
using Kolot.Shell;
using Microsoft.AspNetCore.Mvc;

namespace Kolot.Benchmarks.Findings;

/// <summary>Studies of times that are known from elsewhere, for programs.</summary>
public static class TimesApi
{
    /// <summary>Times to be made a study of.</summary>
    /// <param name="Name">What the study is called.</param>
    /// <param name="Text">The table as text, its headings first: with commas, tabs or semicolons.</param>
    /// <param name="NameEn">The name in English.</param>
    /// <param name="Source">From where the times are.</param>
    /// <param name="Watched">Until the end of which day everybody was watched (2026-11-30), where no column says it.</param>
    /// <param name="Columns">In which columns they stand.</param>
    /// <param name="Dates">Whether the day or the month comes first where dates can be read both ways: dayFirst, monthFirst. Left out, such a table is refused unless one order alone is possible.</param>
    public sealed record StudyTimesBody(string? Name, string? Text, string? NameEn = null, string? Source = null, string? Watched = null, StudyTimesColumns? Columns = null, string? Dates = null);

    /// <summary>The headings of the columns in which times stand.</summary>
    /// <param name="Company">Of the company; company if left out.</param>
    /// <param name="Asked">Of when it was asked; asked if left out.</param>
    /// <param name="Answered">Of when it answered; answered if left out.</param>
    /// <param name="Until">Of until when it was watched; a day without an hour is watched to its end.</param>
    /// <param name="Industry">Of its industry.</param>
    public sealed record StudyTimesColumns(string? Company = null, string? Asked = null, string? Answered = null, string? Until = null, string? Industry = null);

    private const string Example = """
        { "name": "זמני תשובה 2025", "nameEn": "Times to answer 2025", "source": "פניות מן המערכת הקודמת", "watched": "2026-01-31", "columns": { "company": "company", "asked": "asked", "answered": "answered" },
          "text": "company,asked,answered\nGil Bakery,2025-03-01 09:00,2025-03-01 11:30\nCafe Roza,2025-03-01 09:10,\n" }
        """;

    private const string Answer = """
        {
          "study": { "code": "times-1", "name": "זמני תשובה 2025", "nameEn": "Times to answer 2025", "kind": "times", "state": "fielded", "companies": 2, "waves": 1, "probes": 2, "begunAt": "2026-11-30T10:00:00Z", "publishedAt": null },
          "design": {
            "question": { "he": "כמה זמן ממתינים לתשובה?", "en": "How long does one wait for an answer?" },
            "rule": { "fastMinutes": 240, "lateMinutes": 2880, "delightFrom": 4, "poorBelow": 2.5, "neverAfterMinutes": 525600 },
            "channels": [], "probesEach": 3, "days": 14, "inServiceHours": true, "ratedTwice": 0, "budget": null, "costEach": null, "ethics": {}, "disclosure": {}, "names": "all", "appealDays": 14, "evidenceDays": 365
          },
          "version": 0,
          "mailbox": null
        }
        """;

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPost("/studies/times", Bring).NeedsWholeReach(Right.RunStudies).WithMetadata(new RequestSizeLimitAttribute(2 * BringTimes.Largest)).WithName("BringStudyTimes")
        .WithSummary("Makes a study of times that are known from elsewhere: all lines, or none where one is wrong; faults are told by line and column.")
        .Accepts<StudyTimesBody>("application/json").SendsLike("times", Example).Produces<StudiesApi.StudyAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, Answer).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Bring(HttpContext context, Visit visit, BringTimes act)
    {
        var read = await CaseBodies.Read<StudyTimesBody>(context);
        if (read.Refusal is { } unread) return Problems.Of(unread);
        var (body, columns) = (read.Value, read.Value.Columns ?? new());
        var dates = CaseBodies.ValueOf<DateStyle>(body.Dates);
        if (body.Dates is not null && dates is not (DateStyle.DayFirst or DateStyle.MonthFirst)) return Problems.Of(new Refusal.Invalid("dates", "unknown"));
        var done = await act.Run(visit.Here, new()
        {
            Name = body.Name, NameEn = body.NameEn, Source = body.Source, Watched = body.Watched, Text = body.Text ?? "",
            Columns = new(columns.Company ?? "company", columns.Asked ?? "asked", columns.Answered ?? "answered") { Until = columns.Until, Industry = columns.Industry, Dates = dates },
        }, visit.TimeZone, context.RequestAborted);
        if (done.Refusal is { } refusal) return Problems.Of(refusal);
        return TypedResults.Created($"/api/v1/{visit.Organisation}/studies/{done.Value.Code}", await StudiesApi.Answer(visit, context.RequestServices, done.Value.Code, context.RequestAborted));
    }
}
