using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Removes a study of which nobody was approached, for good. What has probes stays: they were made to others, who may ask about them.</summary>
public sealed class RemoveStudy(Stores stores, DesignView page, Log log)
{
    /// <summary>Why one stays.</summary>
    public const string HasProbes = "has_probes";

    /// <summary>Removes it.</summary>
    public async Task<Result<Study>> Run(Member member, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { Row: { } study }) return new Refusal.NotFound();
        if (await store.Probes.AnyAsync(one => one.StudyId == study.Id, cancel)) return new Refusal.Conflict(HasProbes);
        await store.StudyAppeals.Where(one => store.StudyCompanies.Any(company => company.Id == one.CompanyId && company.StudyId == study.Id)).ExecuteDeleteAsync(cancel);
        await store.StudyCompanies.Where(one => one.StudyId == study.Id).ExecuteDeleteAsync(cancel);
        await store.StudyScenarios.Where(one => one.StudyId == study.Id).ExecuteDeleteAsync(cancel);
        await store.ShopperMails.Where(one => store.StudyShoppers.Any(shopper => shopper.Id == one.Id && shopper.StudyId == study.Id)).ExecuteDeleteAsync(cancel);
        await store.StudyShoppers.Where(one => one.StudyId == study.Id).ExecuteDeleteAsync(cancel);
        await store.StudyMailboxes.Where(one => one.StudyId == study.Id).ExecuteDeleteAsync(cancel);
        await store.StudyForms.Where(one => one.StudyId == study.Id).ExecuteDeleteAsync(cancel);
        await store.StudyWaves.Where(one => one.StudyId == study.Id).ExecuteDeleteAsync(cancel);
        store.Studies.Remove(study);
        log.Write(store, member, "study.removed", code);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return study;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) =>
        organisation.MapPost("/studies/{code}/removal", (string code, HttpContext context, Visit visit, RemoveStudy act) => act.Answer(context, visit, code)).NeedsWholeReach(Right.RunStudies);

    private async Task<IResult> Answer(HttpContext context, Visit visit, string code)
    {
        var done = await Run(visit.Here, code, context.RequestAborted);
        if (done.Refused) return await page.Page(context, code, new(HasProbes, FormCollection.Empty, done.Refusal));
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.StudyRemoved);
        return Redirects.SeeOther(visit.Path("studies"));
    }
}
