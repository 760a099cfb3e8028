using Kolot.Core.Organisation;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Lessons;

/// <summary>What was learned from one case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Lesson">The lesson, written or asked; null where neither.</param>
/// <param name="Writer">Who wrote it.</param>
public sealed record LessonOfCase(Case Case, LessonRow? Lesson, string? Writer)
{
    /// <summary>Whether it is asked, and nobody answered yet.</summary>
    public bool IsAsked => Case.ClosedAt is not null && Lesson is { AskedAt: not null, WrittenAt: null };
}

/// <summary>Reads it.</summary>
public sealed class CaseLesson(Stores stores)
{
    /// <summary>Of a case within reach; null where there is none.</summary>
    public async Task<LessonOfCase?> Of(Member reader, long number, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        if (await store.CasesSeenBy(reader).AsNoTracking().SingleOrDefaultAsync(one => one.Number == number, cancel) is not { } row) return null;
        var lesson = await store.CaseLessons.AsNoTracking().SingleOrDefaultAsync(one => one.CaseId == row.Id, cancel);
        var writer = lesson?.WrittenBy is { } by ? await store.Members.Where(member => member.Id == by).Select(member => member.Name).SingleOrDefaultAsync(cancel) : null;
        return new(row, lesson, writer);
    }
}
