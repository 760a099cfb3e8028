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
    /// <summary>Nothing: it is told, and no more.</summary>
    None = 0,

    /// <summary>It counts nowhere.</summary>
    Strike = 1,

    /// <summary>It was answered, at a time that the company proved.</summary>
    Answered = 2,
}

/// <summary>Decides an appeal, once. The company reads the decision on its sheet.</summary>
public sealed class DecideAppeal(Stores stores, ListField list, Log log, TimeProvider clock)
{
    private const int LongestDecision = 2_000;

    /// <summary>What is asked.</summary>
    /// <param name="Upheld">Whether it was found right.</param>
    /// <param name="Decision">What is answered.</param>
    /// <param name="Effect">What it does to the probe.</param>
    /// <param name="AnsweredAt">When that was answered, UTC.</param>
    public sealed record Request(bool? Upheld, string? Decision, AppealEffect Effect, DateTime? AnsweredAt);

    /// <summary>Decides it.</summary>
    public async Task<Result<StudyAppeal>> Run(Member member, string code, Guid id, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        if (await store.StudyAppeals.SingleOrDefaultAsync(one => one.Id == id && store.StudyCompanies.Any(company => company.Id == one.CompanyId && company.StudyId == study.Row.Id), cancel) is not { } appeal) return new Refusal.NotFound();
        if (appeal.Upheld is not null) return new Refusal.Conflict("decided");
        var now = clock.GetUtcNow().UtcDateTime;
        var probe = appeal.ProbeId is { } about ? await store.Probes.SingleOrDefaultAsync(one => one.Id == about, cancel) : null;
        var faults = Faults(request, probe, now).ToArray();
        if (faults.Length > 0) return new Refusal.Invalid(faults);
        (appeal.Upheld, appeal.Decision, appeal.DecidedBy, appeal.DecidedAt) = (request.Upheld, request.Decision!.Trim(), member.Id, now);
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

    private static async Task Mend(OrganisationStore store, StudyOf study, (StudyAppeal Appeal, Probe Probe) of, Request request, DateTime now, CancellationToken cancel)
    {
        var (appeal, probe) = of;
        if (request.Effect == AppealEffect.None) return;
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

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/studies/{code}/field/appeals/{id:guid}", (string code, Guid id, HttpContext context, Visit visit, DecideAppeal act) => act.Answer(code, id, context, visit)).NeedsWholeReach(Right.RunStudies);

    private async Task<IResult> Answer(string code, Guid id, HttpContext context, Visit visit)
    {
        var (form, faults) = (await context.Request.ReadFormAsync(context.RequestAborted), new List<Fault>());
        var at = TypedMoment.Read(name => form[name], "answered", visit.TimeZone, faults);
        var effect = form["effect"].ToString() switch { "strike" => AppealEffect.Strike, "answered" => AppealEffect.Answered, _ => AppealEffect.None };
        Result<StudyAppeal> done = faults.Count > 0 ? new Refusal.Invalid(faults) : await Run(visit.Here, code, id, new(form["upheld"].ToString() switch { "yes" => true, "no" => false, _ => null }, form["decision"], effect, at), context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return Results.NotFound();
        if (done.Refused) return await list.Page(context, visit, code, new(id, name => form[name], Kolot.Shell.Parts.Faults.Of(done.Refusal, Words.ResourceManager), (done.Refusal as Refusal.Conflict)?.Reason, Problems.StatusOf(done.Refusal) ?? StatusCodes.Status422UnprocessableEntity), FieldShow.Appeals);
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.AppealDecided);
        return Redirects.SeeOther(visit.Path($"studies/{code}/field?show=appeals"));
    }
}
