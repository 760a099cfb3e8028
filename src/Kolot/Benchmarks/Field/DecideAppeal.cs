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

/// <summary>What an appeal that was found right does to the probe.</summary>
public enum AppealEffect
{
    /// <summary>Nothing: it is told, and nothing need be changed.</summary>
    None = 0,

    /// <summary>It counts nowhere.</summary>
    Strike = 1,

    /// <summary>It was answered, at a time that the company proved.</summary>
    Answered = 2,

    /// <summary>It is looked at anew, and the appeal is not carried out before: what an appeal to all is upheld for is found there.</summary>
    Anew = 3,
}

/// <summary>Decides an appeal, once. The company reads the decision on its sheet, and whether it was carried out.</summary>
public sealed class DecideAppeal(Stores stores, ListField list, Log log, TimeProvider clock)
{
    private const int LongestDecision = 2_000, LongestReason = 1_000;

    /// <summary>What is asked.</summary>
    /// <param name="Upheld">Whether it was found right.</param>
    /// <param name="Decision">What is answered.</param>
    /// <param name="Effect">What it does to the probe, or to all of the company's.</param>
    /// <param name="AnsweredAt">When that was answered, UTC.</param>
    public sealed record Request(bool? Upheld, string? Decision, AppealEffect Effect, DateTime? AnsweredAt);

    /// <summary>Decides it.</summary>
    public async Task<Result<StudyAppeal>> Run(Member member, string code, Guid id, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        if (await OpenAppeals.Of(store, study.Row.Id).SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } appeal) return new Refusal.NotFound();
        if (appeal.Upheld is not null) return new Refusal.Conflict("decided");
        var now = clock.GetUtcNow().UtcDateTime;
        var probe = appeal.ProbeId is { } about ? await store.Probes.SingleOrDefaultAsync(one => one.Id == about, cancel) : null;
        var faults = Faults(request, probe, now).ToArray();
        if (faults.Length > 0) return new Refusal.Invalid(faults);
        (appeal.Upheld, appeal.Decision, appeal.DecidedBy, appeal.DecidedAt) = (request.Upheld, request.Decision!.Trim(), member.Id, now);
        if (request is { Upheld: true, Effect: AppealEffect.Anew } && !await Contest(store, study, appeal, cancel)) return new Refusal.Invalid("effect", "none_to_look_at");
        if (request.Upheld == true && probe is not null) await Mend(store, study, (appeal, probe), request, now, cancel);
        log.Write(store, member, "study.appeal-decided", appeal.Id.ToString(), new { upheld = appeal.Upheld });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return appeal;
    }

    private static IEnumerable<Fault> Faults(Request request, Probe? probe, DateTime now)
    {
        if (request.Upheld is null) yield return new("upheld", "required");
        if (string.IsNullOrWhiteSpace(request.Decision)) yield return new("decision", "required");
        else if (request.Decision.Length > LongestDecision) yield return new("decision", "too_long");
        if (request.Upheld != true || request.Effect != AppealEffect.Answered || probe is null) yield break;
        if (request.AnsweredAt is not { } at) yield return new("answered", "required");
        else if (probe.SentAt is null) yield return new("answered", "not_sent_yet");
        else if (new ReplyTime(at, at).Faults(probe.SentAt, now).FirstOrDefault() is { } fault) yield return new("answered", fault.Reason);
    }

    /// <summary>Says of an appeal that was upheld that nothing more need be changed, and why: what it is about counts as it stands.</summary>
    public async Task<Result<StudyAppeal>> Settle(Member member, string code, Guid id, string? reason, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { } study || await OpenAppeals.Of(store, study.Row.Id).SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } appeal) return new Refusal.NotFound();
        if (!await OpenAppeals.Owed(store, study.Row.Id, store.StudyAppeals.Where(one => one.Id == id)).AnyAsync(cancel)) return new Refusal.Conflict("carried_out");
        var said = reason?.Trim();
        if (string.IsNullOrEmpty(said)) return new Refusal.Invalid("reason", "required");
        if (said.Length > LongestReason) return new Refusal.Invalid("reason", "too_long");
        // The company reads it below what was decided.
        appeal.Decision = $"{appeal.Decision}\n\n{said}";
        foreach (var probe in await OpenAppeals.Probes(store, study.Row.Id, appeal).Where(probe => probe.ReviewedAt >= appeal.DecidedAt && (probe.Review == ProbeReview.Contested || probe.Review == ProbeReview.Returned)).ToListAsync(cancel))
        {
            probe.Version++;
            (probe.Review, probe.ReviewedBy, probe.ReviewedAt, probe.ReviewNote) = (ProbeReview.Accepted, member.Id, clock.GetUtcNow().UtcDateTime, said);
        }

        log.Write(store, member, "study.appeal-settled", id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return appeal;
    }

    private static async Task<bool> Contest(OrganisationStore store, StudyOf study, StudyAppeal appeal, CancellationToken cancel)
    {
        var about = await OpenAppeals.Probes(store, study.Row.Id, appeal).ToListAsync(cancel);
        foreach (var probe in about)
        {
            probe.Version++;
            (probe.Review, probe.ReviewedBy, probe.ReviewedAt, probe.ReviewNote) = (ProbeReview.Contested, appeal.DecidedBy, appeal.DecidedAt, appeal.Decision);
        }

        return about.Count > 0;
    }

    private static async Task Mend(OrganisationStore store, StudyOf study, (StudyAppeal Appeal, Probe Probe) of, Request request, DateTime now, CancellationToken cancel)
    {
        var (appeal, probe) = of;
        if (request.Effect is AppealEffect.None or AppealEffect.Anew) return;
        if (request is { Effect: AppealEffect.Answered, AnsweredAt: { } at })
        {
            // By the id of the appeal: what proves it is told there.
            store.ProbeReplies.Add(new() { Id = appeal.Id, ProbeId = probe.Id, From = at, Until = at });
            var wave = await store.StudyWaves.AsNoTracking().SingleAsync(one => one.StudyId == probe.StudyId && one.Number == probe.Wave, cancel);
            await new HeldProbe(study, probe, wave).Keep(store, now, cancel);
            return;
        }

        probe.Version++;
        (probe.Review, probe.ReviewedBy, probe.ReviewedAt, probe.ReviewNote) = (ProbeReview.Struck, appeal.DecidedBy, now, appeal.Decision);
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/studies/{code}/field/appeals/{id:guid}", (string code, Guid id, HttpContext context, Visit visit, DecideAppeal act) => act.Answer(code, id, context, visit)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/field/appeals/{id:guid}/settled", async (string code, Guid id, HttpContext context, Visit visit, DecideAppeal act) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return await act.Back((code, id), (context, visit, form), await act.Settle(visit.Here, code, id, form["reason"], context.RequestAborted), Words.AppealSettled);
        }).NeedsWholeReach(Right.RunStudies);
    }

    private async Task<IResult> Answer(string code, Guid id, HttpContext context, Visit visit)
    {
        var (form, faults) = (await context.Request.ReadFormAsync(context.RequestAborted), new List<Fault>());
        var at = TypedMoment.Read(name => form[name], "answered", visit.TimeZone, faults);
        var effect = form["effect"].ToString() switch { "strike" => AppealEffect.Strike, "answered" => AppealEffect.Answered, "anew" => AppealEffect.Anew, _ => AppealEffect.None };
        Result<StudyAppeal> done = faults.Count > 0 ? new Refusal.Invalid(faults) : await Run(visit.Here, code, id, new(form["upheld"].ToString() switch { "yes" => true, "no" => false, _ => null }, form["decision"], effect, at), context.RequestAborted);
        return await Back((code, id), (context, visit, form), done, Words.AppealDecided);
    }

    private async Task<IResult> Back((string Code, Guid Id) which, (HttpContext Context, Visit Visit, IFormCollection Form) from, Result<StudyAppeal> done, string notice)
    {
        var (context, visit, form) = from;
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await list.Page(context, visit, which.Code, new(which.Id, name => form[name], Kolot.Shell.Parts.Faults.Of(done.Refusal, Words.ResourceManager), (done.Refusal as Refusal.Conflict)?.Reason, Problems.StatusOf(done.Refusal) ?? StatusCodes.Status422UnprocessableEntity), FieldShow.Appeals);
        context.RequestServices.GetRequiredService<Notices>().Leave(notice);
        return Redirects.SeeOther(visit.Path($"studies/{which.Code}/field?show=appeals#a-{which.Id:N}"));
    }
}
