using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Says of what came back whether a machine confirmed it or a person answered: many a machine does not say that it is one, and what counts as an answer within a minute decides a place.</summary>
public sealed class JudgeReply(Stores stores, ListField list, Log log, TimeProvider clock)
{
    /// <summary>Judges it, and has the wait reckoned anew.</summary>
    public async Task<Result<Probe>> Run(Member member, string code, Guid reply, bool automatic, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { } study || await store.ProbeReplies.SingleOrDefaultAsync(one => one.Id == reply, cancel) is not { } kept) return new Refusal.NotFound();
        if (await store.Probes.SingleOrDefaultAsync(one => one.Id == kept.ProbeId && one.StudyId == study.Row.Id, cancel) is not { } probe) return new Refusal.NotFound();
        var wave = await store.StudyWaves.AsNoTracking().SingleAsync(one => one.StudyId == study.Row.Id && one.Number == probe.Wave, cancel);
        if (kept.Automatic == automatic) return probe;
        if (wave.ClosedAt is not null) return new Refusal.Conflict("wave_closed");
        kept.Automatic = automatic;
        await new HeldProbe(study, probe, wave).Keep(store, clock.GetUtcNow().UtcDateTime, cancel);
        log.Write(store, member, "probe.reply-judged", probe.Id.ToString(), new { automatic });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return probe;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/studies/{code}/field/replies/{id:guid}", (string code, Guid id, HttpContext context, Visit visit, JudgeReply act) => act.Answer(code, id, context, visit)).NeedsWholeReach(Right.RunStudies);

    private async Task<IResult> Answer(string code, Guid id, HttpContext context, Visit visit)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await Run(visit.Here, code, id, form["automatic"] == "yes", context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await list.Page(context, visit, code, new(null, name => form[name], Faults.None, (done.Refusal as Refusal.Conflict)?.Reason, StatusCodes.Status409Conflict));
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.ReplyJudged);
        return Redirects.SeeOther(visit.Path($"studies/{code}/field{context.Request.QueryString}"));
    }
}
