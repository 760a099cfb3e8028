using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Lessons;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Organisation.People;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Lessons;

/// <summary>Writes down what was learned from a case, or that nothing is. A lesson can be written of any case, hard or not, and made better later.</summary>
public sealed class WriteLesson(Stores stores, KnownHours hours, Log log)
{
    /// <summary>What is asked.</summary>
    /// <param name="Happened">What happened.</param>
    /// <param name="Cause">Why.</param>
    /// <param name="Prevents">What prevents it.</param>
    /// <param name="Declined">Whether nothing is to be learned.</param>
    /// <param name="Version">The version that the writer began from; null where it does not matter.</param>
    public sealed record Request(string? Happened, string? Cause, string? Prevents, bool Declined = false, int? Version = null);

    /// <summary>What was typed, and why it was not taken.</summary>
    /// <param name="Typed">By the field's name.</param>
    /// <param name="Faults">What is wrong with it.</param>
    /// <param name="IsStale">Whether somebody else wrote meanwhile.</param>
    public sealed record Attempt(Func<string, string?> Typed, Faults Faults, bool IsStale);

    /// <summary>Writes it.</summary>
    public async Task<Result<LessonRow>> Run(Member member, long number, Request request, CancellationToken cancel)
    {
        var read = LessonDraft.Read(request.Happened, request.Cause, request.Prevents, request.Declined);
        if (read.Refusal is { } refusal) return refusal;
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.HoldCase(member, number, cancel) is not { } row) return new Refusal.NotFound();
        if (row.MergedInto is not null) return new Refusal.Conflict("merged");
        var lesson = await store.CaseLessons.SingleOrDefaultAsync(one => one.CaseId == row.Id, cancel);
        if (request.Version is { } seen && seen != (lesson?.Version ?? 0)) return new Refusal.Conflict("changed_meanwhile");
        if (lesson is null) store.CaseLessons.Add(lesson = new() { CaseId = row.Id });
        (lesson.Happened, lesson.Cause, lesson.Prevents, lesson.Declined) = (read.Value.Happened, read.Value.Cause, read.Value.Prevents, read.Value.Declined);
        (lesson.WrittenBy, lesson.WrittenAt) = (member.Id, hours.Now);
        lesson.Version++;
        log.Write(store, member, lesson.Declined ? "lesson.declined" : "lesson.written", row.Id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return lesson;
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/{number:long}/lesson", (long number, HttpContext context, Visit visit, CaseLesson lessons) => Page(number, context, visit, lessons, null, null)).Needs(Right.ReadVoices);
        organisation.MapPost("/cases/{number:long}/lesson", async (long number, HttpContext context, Visit visit, WriteLesson act) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var services = context.RequestServices;
            var done = await act.Run(visit.Here, number, new(form["happened"], form["cause"], form["prevents"], form["declined"] == "yes", form.Version()), context.RequestAborted);
            if (done.Refusal is Refusal.NotFound) return Results.NotFound();
            if (done.Refused) return await Page(number, context, visit, services.GetRequiredService<CaseLesson>(), form, done.Refusal);
            services.GetRequiredService<Notices>().Leave(done.Value.Declined ? Words.Declined : Words.Kept);
            return Redirects.SeeOther(visit.Path($"cases/{number}"));
        }).Needs(Right.EnterVoices);
    }

    private static async Task<IResult> Page(long number, HttpContext context, Visit visit, CaseLesson lessons, IFormCollection? form, Refusal? refusal)
    {
        if (await lessons.Of(visit.Here, number, context.RequestAborted) is not { } view) return Results.NotFound();
        var attempt = form is null ? null : new Attempt(name => form[name].ToString(), Faults.Of(refusal, Words.ResourceManager), refusal is Refusal.Conflict);
        return new RazorComponentResult<LessonPage>(new { View = view, Attempt = attempt }) { StatusCode = Problems.StatusOf(refusal) };
    }
}
