using Kolot.Benchmarks.Field;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Removes a study for good, with all that was brought in it. What was done in it stays told by the log.</summary>
/// <remarks>
/// Rows go together. What proves answers may be gigabytes: it is of nobody from that moment on, its time is over, and it goes some files at a time as whatever else has had its time (<see cref="FieldSweep"/>).
/// Whoever writes into a study holds it meanwhile, and finds none afterwards.
/// </remarks>
public sealed class RemoveStudy(Stores stores, ErrandRounds rounds, Log log, TimeProvider clock)
{
    /// <summary>Removes it.</summary>
    public async Task<Result<Study>> Run(Member member, string code, CancellationToken cancel) => await Run(member, code, null, cancel);

    /// <summary>Removes it where its name was typed.</summary>
    public async Task<Result<Study>> Run(Member member, string code, Func<Study, Refusal?>? confirms, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { Row: { } study }) return new Refusal.NotFound();
        if (confirms?.Invoke(study) is { } unconfirmed) return unconfirmed;
        var probes = await Empty(store, study.Id, clock.GetUtcNow().UtcDateTime, cancel);
        store.Studies.Remove(study);
        log.Write(store, member, "study.removed", code, new { study.Name, probes, published = study.State == StudyState.Published });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        rounds.Ring(member.Organisation);
        return study;
    }

    // What hangs on what else is found no more goes first.
    private static async Task<int> Empty(OrganisationStore store, Guid study, DateTime now, CancellationToken cancel)
    {
        var probes = store.Probes.Where(one => one.StudyId == study).Select(one => one.Id);
        if (await store.ProbeEvidence.Where(one => probes.Contains(one.ProbeId)).ExecuteUpdateAsync(set => set.SetProperty(one => one.Until, now), cancel) > 0) await FieldSweep.Arm(store, now, now, cancel);
        await store.ProbeReplies.Where(one => probes.Contains(one.ProbeId)).ExecuteDeleteAsync(cancel);
        await store.ProbeGradings.Where(one => probes.Contains(one.ProbeId)).ExecuteDeleteAsync(cancel);
        var companies = store.StudyCompanies.Where(one => one.StudyId == study).Select(one => one.Id);
        await store.StudyAppeals.Where(one => companies.Contains(one.CompanyId)).ExecuteDeleteAsync(cancel);
        var shoppers = store.StudyShoppers.Where(one => one.StudyId == study).Select(one => one.Id);
        await store.ShopperMails.Where(one => shoppers.Contains(one.Id)).ExecuteDeleteAsync(cancel);
        var count = await store.Probes.Where(one => one.StudyId == study).ExecuteDeleteAsync(cancel);
        await store.StudyCompanies.Where(one => one.StudyId == study).ExecuteDeleteAsync(cancel);
        await store.StudyShoppers.Where(one => one.StudyId == study).ExecuteDeleteAsync(cancel);
        await store.StudyScenarios.Where(one => one.StudyId == study).ExecuteDeleteAsync(cancel);
        await store.StudyMailboxes.Where(one => one.StudyId == study).ExecuteDeleteAsync(cancel);
        await store.StudyForms.Where(one => one.StudyId == study).ExecuteDeleteAsync(cancel);
        await store.StudyWaves.Where(one => one.StudyId == study).ExecuteDeleteAsync(cancel);
        return count;
    }

    /// <summary>The page that says what goes and what stays, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/removal", (string code, HttpContext context, RemovalView view) => view.Page(context, code, null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/removal", (string code, HttpContext context, Visit visit, RemoveStudy act) => act.Answer(context, visit, code)).NeedsWholeReach(Right.RunStudies);
    }

    private async Task<IResult> Answer(HttpContext context, Visit visit, string code)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        // In either language, as its page calls it.
        var done = await Run(visit.Here, code, study => study.NameEn is { } english && Erasures.RefuseUnless(form["confirm"], english) is null ? null : Erasures.RefuseUnless(form["confirm"], study.Name), context.RequestAborted);
        if (done.Refused) return await context.RequestServices.GetRequiredService<RemovalView>().Page(context, code, new("removal", form, done.Refusal));
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.StudyRemoved);
        return Redirects.SeeOther(visit.Path("studies"));
    }
}
