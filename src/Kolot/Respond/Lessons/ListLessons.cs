using System.Globalization;
using Kolot.Core.Language;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Lessons;

/// <summary>Lists what was learned, the newest first, and the hard cases of which nothing was written yet.</summary>
public sealed class ListLessons(Stores stores)
{
    /// <summary>How many are listed on a page; a file has all that are looked through.</summary>
    public const int PageSize = 50;

    // Words are looked for in these: more lessons than that are narrowed.
    private const int LookedThrough = 5_000;

    /// <summary>A lesson with its case.</summary>
    public sealed record Line(Case Case, LessonRow Lesson);

    /// <summary>What the page shows.</summary>
    /// <param name="Query">What it is narrowed to.</param>
    /// <param name="Lines">The lessons, or the cases without one.</param>
    /// <param name="Names">The names of places.</param>
    public sealed record View(LessonQuery Query, IReadOnlyList<Line> Lines, StreamNames Names)
    {
        /// <summary>How many lessons there are, narrowed or not; and how many hard cases are closed without one.</summary>
        public (int Written, int Missing) Count { get; init; }

        /// <summary>How many hard cases are closed, and of how many it was said that there is nothing to learn.</summary>
        public (int Hard, int Declined) Of { get; init; }

        /// <summary>Where the next page begins; null at the end.</summary>
        public CaseCursor? Next { get; init; }
    }

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, LessonQuery query, int most, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await StreamNames.OfPlaces(store, cancel);
        var cases = query.Narrow(store.CasesSeenBy(reader).AsNoTracking().Where(row => row.MergedInto == null), names);
        var all = from lesson in store.CaseLessons.AsNoTracking() join row in cases on lesson.CaseId equals row.Id select new { lesson, row };
        var written = all.Where(one => one.lesson.WrittenAt != null && !one.lesson.Declined);
        var hard = all.Where(one => one.lesson.AskedAt != null && one.row.ClosedAt != null);
        var missing = hard.Where(one => one.lesson.WrittenAt == null);
        var asked = query.Missing ? missing.OrderByDescending(one => one.row.ClosedAt).ThenByDescending(one => one.row.Number) : written.OrderByDescending(one => one.lesson.WrittenAt).ThenByDescending(one => one.row.Number);
        var rest = query.After is not { At: { } at, Number: var number } ? asked
            : query.Missing ? asked.Where(one => one.row.ClosedAt <= at && (one.row.ClosedAt < at || one.row.Number < number)) : asked.Where(one => one.lesson.WrittenAt <= at && (one.lesson.WrittenAt < at || one.row.Number < number));
        var words = query.Missing ? [] : SearchText.Query(query.Words);
        var found = (await rest.Take(words.Count > 0 ? LookedThrough : most + 1).ToListAsync(cancel)).Select(one => new Line(one.row, one.lesson)).Where(line => Holds(line, words)).Take(most + 1).ToList();
        return new(query, [.. found.Take(most)], names)
        {
            Next = found.Count > most && found[most - 1] is var last ? new(query.Missing ? last.Case.ClosedAt : last.Lesson.WrittenAt, last.Case.Number) : null, Count = (await written.CountAsync(cancel), await missing.CountAsync(cancel)), Of = (await hard.CountAsync(cancel), await hard.CountAsync(one => one.lesson.Declined, cancel)),
        };
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/lessons", async (HttpContext context, Visit visit, ListLessons list) =>
            new RazorComponentResult<LessonsPage>(new { View = await list.Run(visit.Here, LessonQuery.FromAddress(context.Request.Query), PageSize, context.RequestAborted), Here = Address.Of(context.Request) })).Needs(Right.ReadVoices);
        organisation.MapGet("/lessons.csv", async (HttpContext context, Visit visit, ListLessons list) =>
        {
            var view = await list.Run(visit.Here, LessonQuery.FromAddress(context.Request.Query) with { Missing = false, After = null }, LookedThrough, context.RequestAborted);
            var file = CsvFile.Line(["case", "title", "kind", "unit", "touchpoint", "closed", "happened", "cause", "prevents", "written"]) + string.Concat(view.Lines.Select(line => CsvFile.Line(Cells(line, view.Names))));
            return Results.File([.. CsvFile.Encoding.GetPreamble(), .. CsvFile.Encoding.GetBytes(file)], "text/csv; charset=utf-8", $"{visit.Organisation}-lessons.csv");
        }).Needs(Right.ReadVoices);
    }

    private static bool Holds(Line line, IReadOnlyList<string> words)
    {
        if (words.Count == 0) return true;
        var found = SearchText.Of(line.Lesson.Happened, line.Lesson.Cause, line.Lesson.Prevents, line.Case.Title).Split(' ').ToHashSet();
        return words.All(found.Contains);
    }

    private static IEnumerable<string?> Cells(Line line, StreamNames names) =>
    [
        line.Case.Number.ToString(CultureInfo.InvariantCulture), line.Case.Title, line.Case.Kind.ToString().ToLowerInvariant(), names.Unit(line.Case.UnitId)?.Code, names.Touchpoint(line.Case.TouchpointId)?.Code,
        Day(line.Case.ClosedAt), line.Lesson.Happened, line.Lesson.Cause, line.Lesson.Prevents, Day(line.Lesson.WrittenAt),
    ];

    private static string? Day(DateTime? at) => at?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
