using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Corrects how an answer was graded, as a review of it and for a reason. What was given stays beside it: how far two people agree is told of that.</summary>
public sealed class CorrectGrades(Stores stores, ListField list, Log log, TimeProvider clock)
{
    /// <summary>The longest reason.</summary>
    public const int LongestReason = 1_000;

    /// <summary>What is asked.</summary>
    /// <param name="Version">The version of the probe that was looked at.</param>
    /// <param name="Given">What was chosen of an item, by its key; null where nothing was.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Request(int Version, Func<string, string?> Given, string? Reason);

    /// <summary>Corrects them; as they were given, the correction is taken out again. The answer is accepted so.</summary>
    public async Task<Result<Probe>> Run(Member member, string code, Guid id, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { } study || await store.Probes.SingleOrDefaultAsync(one => one.Id == id && one.StudyId == study.Row.Id, cancel) is not { } probe) return new Refusal.NotFound();
        if (await store.ProbeGradings.SingleOrDefaultAsync(one => one.ProbeId == id && !one.Again, cancel) is not { } graded) return new Refusal.NotFound();
        if (probe.Version != request.Version) return new Refusal.Conflict("changed_meanwhile");
        var form = StudyJson.Read<AssessmentForm>(await store.StudyForms.Where(one => one.StudyId == study.Row.Id && one.Number == graded.Form).Select(one => one.Content).SingleAsync(cancel));
        var reason = request.Reason?.Trim();
        var read = GradeProbe.Read(form, new(request.Given, null));
        var faults = (read.Refusal as Refusal.Invalid)?.Faults.ToList() ?? [];
        if (string.IsNullOrEmpty(reason)) faults.Add(new("reason", "required"));
        if (reason is { Length: > LongestReason }) faults.Add(new("reason", "too_long"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        var before = StudyJson.ReadCounted(graded.Grades);
        graded.Grades = StudyJson.WriteCounted(graded.Grades, read.Value);
        probe.Version++;
        (probe.Review, probe.ReviewedBy, probe.ReviewedAt, probe.ReviewNote) = (ProbeReview.Accepted, member.Id, clock.GetUtcNow().UtcDateTime, reason);
        log.Write(store, member, "probe.grades-corrected", id.ToString(), new { from = StudyJson.WriteGrades(before), to = StudyJson.WriteGrades(read.Value), reason });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return probe;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/studies/{code}/field/probes/{id:guid}/grades", (string code, Guid id, HttpContext context, Visit visit, CorrectGrades act) => act.Answer(code, id, context, visit)).NeedsWholeReach(Right.RunStudies);

    private async Task<IResult> Answer(string code, Guid id, HttpContext context, Visit visit)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await Run(visit.Here, code, id, new(form.Version() ?? 0, key => form[GradeProbe.Field + key], form["reason"]), context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await list.Page(context, visit, code, new(id, name => name == "verdict" ? "correct" : form[name], Faults.Of(done.Refusal, Words.ResourceManager), (done.Refusal as Refusal.Conflict)?.Reason, Problems.StatusOf(done.Refusal) ?? StatusCodes.Status422UnprocessableEntity));
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.GradesCorrected);
        return Redirects.SeeOther(visit.Path($"studies/{code}/field{context.Request.QueryString}"));
    }
}
