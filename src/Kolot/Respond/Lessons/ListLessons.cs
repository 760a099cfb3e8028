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
    public sealed record Line
    {
        /// <summary>The case.</summary>
        public required Case Case { get; init; }

        /// <summary>The lesson, written or only asked.</summary>
        public required LessonRow Lesson { get; init; }
    }

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
        var all = Together(store, cases);
        var (written, hard, missing) = (Asked(all, false), all.Where(one => one.Lesson.AskedAt != null && one.Case.ClosedAt != null), Asked(all, true));
        var (lines, next) = await Found(all, query, most, cancel);
        return new(query, lines, names)
        {
            Next = next, Count = (await written.CountAsync(cancel), await missing.CountAsync(cancel)), Of = (await hard.CountAsync(cancel), await hard.CountAsync(one => one.Lesson.Declined, cancel)),
        };
    }

    /// <summary>A page for programs. Where words are looked for, it may hold fewer than asked and lead on.</summary>
    public async Task<(IReadOnlyList<Line> Lines, CaseCursor? Next)> Page(Member reader, LessonQuery query, int limit, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await StreamNames.OfPlaces(store, cancel);
        return await Found(Together(store, query.Narrow(store.CasesSeenBy(reader).AsNoTracking().Where(row => row.MergedInto == null), names)), query, limit, cancel);
    }

    private static async Task<(IReadOnlyList<Line> Lines, CaseCursor? Next)> Found(IQueryable<Line> all, LessonQuery query, int limit, CancellationToken cancel)
    {
        var rest = Asked(all, query.Missing);
        if (query.After is { At: { } at, Number: var number })
            rest = query.Missing ? rest.Where(one => one.Case.ClosedAt <= at && (one.Case.ClosedAt < at || one.Case.Number < number)) : rest.Where(one => one.Lesson.WrittenAt <= at && (one.Lesson.WrittenAt < at || one.Case.Number < number));
        var words = query.Missing ? [] : SearchText.Query(query.Words);
        var seen = await InOrder(rest, query.Missing).Take(words.Count > 0 ? LookedThrough : limit + 1).ToListAsync(cancel);
        var found = seen.Where(line => Holds(line, words)).Take(limit + 1).ToList();
        var last = found.Count > limit ? found[limit - 1] : words.Count > 0 && seen.Count == LookedThrough ? seen[^1] : null;
        return ([.. found.Take(limit)], last is null ? null : new CaseCursor(query.Missing ? last.Case.ClosedAt : last.Lesson.WrittenAt, last.Case.Number));
    }

    private static IQueryable<Line> Together(OrganisationStore store, IQueryable<Case> cases) =>
        from lesson in store.CaseLessons.AsNoTracking() join row in cases on lesson.CaseId equals row.Id select new Line { Case = row, Lesson = lesson };

    private static IQueryable<Line> Asked(IQueryable<Line> all, bool missing) => missing
        ? all.Where(one => one.Lesson.AskedAt != null && one.Case.ClosedAt != null && one.Lesson.WrittenAt == null)
        : all.Where(one => one.Lesson.WrittenAt != null && !one.Lesson.Declined);

    private static IOrderedQueryable<Line> InOrder(IQueryable<Line> asked, bool missing) =>
        (missing ? asked.OrderByDescending(one => one.Case.ClosedAt) : asked.OrderByDescending(one => one.Lesson.WrittenAt)).ThenByDescending(one => one.Case.Number);

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
