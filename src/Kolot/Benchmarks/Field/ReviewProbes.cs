using System.Globalization;
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

/// <summary>Judges what shoppers brought: it counts, it goes back with a word, or it counts nowhere for a reason. What was changed since it was looked at is looked at again.</summary>
public sealed class ReviewProbes(Stores stores, ListField list, Log log, TimeProvider clock)
{
    private const int LongestNote = 1_000, Most = 500;

    /// <summary>What is asked.</summary>
    /// <param name="Probes">Which, each with the version that was looked at.</param>
    /// <param name="Verdict">How they are judged.</param>
    /// <param name="Note">A word to it; wanted of what goes back or is struck.</param>
    public sealed record Request(IReadOnlyList<(Guid Id, int Version)> Probes, ProbeReview Verdict, string? Note);

    /// <summary>Judges them.</summary>
    /// <returns>How many.</returns>
    public async Task<Result<int>> Run(Member member, string code, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        if (request.Probes.Count is 0 or > Most) return new Refusal.Invalid("probes", request.Probes.Count == 0 ? "none_chosen" : "too_many");
        var note = string.IsNullOrWhiteSpace(request.Note) ? null : request.Note.Trim();
        if (note is null && request.Verdict != ProbeReview.Accepted) return new Refusal.Invalid("note", "required");
        if (note is { Length: > LongestNote }) return new Refusal.Invalid("note", "too_long");
        Guid[] ids = [.. request.Probes.Select(one => one.Id)];
        var probes = await store.Probes.Where(probe => probe.StudyId == study.Row.Id && ids.Contains(probe.Id)).ToDictionaryAsync(probe => probe.Id, cancel);
        if (request.Probes.Any(one => !probes.ContainsKey(one.Id))) return new Refusal.NotFound();
        if (request.Probes.Any(one => probes[one.Id].Version != one.Version)) return new Refusal.Conflict("changed_meanwhile");
        // What nobody knows the end of yet is accepted by nobody.
        if (request.Verdict == ProbeReview.Accepted && probes.Values.Any(probe => probe.State is ProbeState.Planned or ProbeState.Sent)) return new Refusal.Conflict("not_brought");
        // In a wave that is closed its shopper can change nothing any more.
        if (request.Verdict == ProbeReview.Returned && await store.StudyWaves.AnyAsync(wave => wave.StudyId == study.Row.Id && wave.ClosedAt != null && store.Probes.Any(probe => ids.Contains(probe.Id) && probe.Wave == wave.Number), cancel)) return new Refusal.Conflict("wave_closed");
        foreach (var probe in probes.Values)
        {
            probe.Version++;
            (probe.Review, probe.ReviewedBy, probe.ReviewedAt, probe.ReviewNote) = (request.Verdict, member.Id, clock.GetUtcNow().UtcDateTime, note);
            log.Write(store, member, request.Verdict switch { ProbeReview.Accepted => "probe.accepted", ProbeReview.Returned => "probe.returned", _ => "probe.struck" }, probe.Id.ToString());
        }

        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return probes.Count;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/studies/{code}/field/review", (string code, HttpContext context, Visit visit, ReviewProbes act) => act.Answer(code, context, visit)).NeedsWholeReach(Right.RunStudies);

    private async Task<IResult> Answer(string code, HttpContext context, Visit visit)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var verdict = form["verdict"].ToString() switch { "return" => ProbeReview.Returned, "strike" => ProbeReview.Struck, _ => ProbeReview.Accepted };
        var probes = form["probe"].Select(Read).OfType<(Guid Id, int)>().DistinctBy(one => one.Id).ToArray();
        var done = await Run(visit.Here, code, new(probes, verdict, form["note"]), context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await list.Page(context, visit, code, new(probes is [var only] ? only.Id : null, name => form[name], Faults.Of(done.Refusal, Words.ResourceManager), (done.Refusal as Refusal.Conflict)?.Reason, Problems.StatusOf(done.Refusal) ?? StatusCodes.Status422UnprocessableEntity));
        context.RequestServices.GetRequiredService<Notices>().Leave(verdict switch { ProbeReview.Accepted => Words.NoticeAccepted, ProbeReview.Returned => Words.NoticeReturned, _ => Words.NoticeStruck });
        return Redirects.SeeOther(visit.Path($"studies/{code}/field{context.Request.QueryString}"));
    }

    private static (Guid, int)? Read(string? value) =>
        value?.Split('.') is [var id, var version] && Guid.TryParse(id, out var probe) && int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (probe, number) : null;
}
