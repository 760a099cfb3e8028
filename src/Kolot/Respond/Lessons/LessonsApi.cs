using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Lessons;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Respond.Lessons;

/// <summary>Lessons for programs, page by page, and the hard cases of which nothing was written yet.</summary>
public static class LessonsApi
{
    /// <summary>A lesson.</summary>
    /// <param name="Case">The case that it is of, by its number.</param>
    /// <param name="Title">What the case is called.</param>
    /// <param name="Kind">question, request, complaint, recovery or praise.</param>
    /// <param name="Unit">The unit that answers for it.</param>
    /// <param name="Touchpoint">What it is about.</param>
    /// <param name="ClosedAt">When it was closed, UTC; null where it goes on.</param>
    /// <param name="Hard">Why it was hard: severe, late, broken, reopened; none where somebody wrote of one that was not.</param>
    /// <param name="Happened">What happened.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="Prevents">What prevents it.</param>
    /// <param name="By">The member who wrote it last.</param>
    /// <param name="WrittenAt">When, UTC; null where nothing was written yet.</param>
    public sealed record LessonAnswer(
        long Case, string? Title, string Kind, Guid? Unit, Guid? Touchpoint, DateTime? ClosedAt, IReadOnlyList<string> Hard, string? Happened, string? Cause, string? Prevents, Guid? By, DateTime? WrittenAt);

    /// <summary>A page of lessons.</summary>
    /// <param name="Lessons">The lessons, the newest first.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    public sealed record LessonList(IReadOnlyList<LessonAnswer> Lessons, string? Next);

    private const int MostListed = 250;

    private const string Example = """
        {
          "lessons": [
            {
              "case": 1041, "title": "Charged twice", "kind": "complaint", "unit": "019a4b1e-2a00-7c54-9d65-3b4c5d6e7f80", "touchpoint": null, "closedAt": "2026-11-04T09:10:00Z", "hard": [ "severe", "late" ],
              "happened": "The second charge was ours.", "cause": "A payment that timed out was sent again.", "prevents": "Payments carry an id of their own.", "by": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "writtenAt": "2026-11-04T09:30:00Z"
            }
          ],
          "next": null
        }
        """;

    private static readonly Dictionary<string, string> Filters = new()
    {
        ["of"] = "missing: hard cases that are closed and of which nothing was written yet; what was written if left out.",
        ["q"] = "Only lessons with these words.",
        ["kind"] = "Only of cases of this kind.",
        ["unit"] = "Only of the unit of this code, and all below it.",
        ["touchpoint"] = "Only of the touchpoint of this code.",
        ["limit"] = "How many on a page: 1 to 250, 50 if left out. Where words are looked for a page may hold fewer, and lead on.",
        ["cursor"] = "What the page before gave as next.",
    };

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/lessons", List).Needs(Right.ReadVoices).WithName("Lessons").WithSummary("What was learned from cases, the newest first.").Reads(Filters)
        .Produces<LessonList>().AnswersLike(StatusCodes.Status200OK, Example).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> List(HttpContext context, Visit visit, ListLessons list)
    {
        var query = context.Request.Query;
        var asked = LessonQuery.FromAddress(query);
        if (query.ContainsKey("of") && query["of"] != "missing" && query["of"] != "written") return Problems.Of(new Refusal.Invalid("of", "unknown"));
        if (query.ContainsKey("kind") && asked.Kind is null) return Problems.Of(new Refusal.Invalid("kind", "unknown"));
        var after = CaseCursor.Read(query["cursor"]);
        if (query.ContainsKey("cursor") && after?.At is null) return Problems.Of(new Refusal.Invalid("cursor", "unknown"));
        var limit = query.ContainsKey("limit") ? int.TryParse(query["limit"], out var wanted) ? wanted : 0 : 50;
        if (limit is < 1 or > MostListed) return Problems.Of(new Refusal.Invalid("limit", "out_of_range"));
        var (lines, next) = await list.Page(visit.Here, asked with { After = after }, limit, context.RequestAborted);
        return Results.Json(new LessonList([.. lines.Select(Of)], next?.ToString()), LessonsJson.Default.LessonList);
    }

    private static LessonAnswer Of(ListLessons.Line line)
    {
        var (row, lesson) = (line.Case, line.Lesson);
        string[] hard = [.. HardCase.Each.Where(one => lesson.Reasons.HasFlag(one)).Select(CaseBodies.Name)];
        return new(row.Number, row.Title, CaseBodies.Name(row.Kind), row.UnitId, row.TouchpointId, row.ClosedAt, hard, lesson.Happened, lesson.Cause, lesson.Prevents, lesson.WrittenBy, lesson.WrittenAt);
    }
}

/// <summary>How lessons are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(LessonsApi.LessonList))]
internal sealed partial class LessonsJson : JsonSerializerContext;
