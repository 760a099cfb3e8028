using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Listen.Sharing;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Findings;

/// <summary>Makes the link by which a company reads its own sheet and objects to it, makes it anew, or takes it back. What opens it is shown once and kept as a hash.</summary>
public sealed class CompanyLink(Stores stores, Log log)
{
    /// <summary>Makes one; whatever link there was opens nothing from then on.</summary>
    public async Task<Result<string>> Make(Member member, string code, int number, CancellationToken cancel)
    {
        var secret = PersonalLinks.Secret();
        return await Set(member, code, number, EntranceKeys.HashOf(secret), cancel) is { } refusal ? refusal : secret;
    }

    /// <summary>Takes it back.</summary>
    public Task<Refusal?> TakeBack(Member member, string code, int number, CancellationToken cancel) => Set(member, code, number, null, cancel);

    private async Task<Refusal?> Set(Member member, string code, int number, byte[]? hash, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, code, cancel) is null || await Company(store, member, code, number, cancel) is not { } company) return new Refusal.NotFound();
        company.SecretHash = hash;
        log.Write(store, member, hash is null ? "study.sheet-closed" : "study.sheet-opened", company.Id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return null;
    }

    /// <summary>A company of a study within reach.</summary>
    public static async Task<StudyCompany?> Company(OrganisationStore store, Member member, string code, int number, CancellationToken cancel) =>
        await (from study in store.StudiesSeenBy(member) where study.Code == code join company in store.StudyCompanies on study.Id equals company.StudyId where company.Number == number select company).SingleOrDefaultAsync(cancel);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        // The answer shows the link, once: it is no redirect, for what opens it is kept nowhere.
        organisation.MapPost("/studies/{code}/companies/{number:int}/link", async (string code, int number, HttpContext context, Visit visit, CompanyLink act, ShowSheet page) =>
        {
            var made = await act.Make(visit.Here, code, number, context.RequestAborted);
            return made.Refusal is { } refusal ? Problems.Of(refusal) : await page.Run(context, visit, (code, number), made.Value);
        }).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/companies/{number:int}/link/end", async (string code, int number, HttpContext context, Visit visit, CompanyLink act) =>
        {
            if (await act.TakeBack(visit.Here, code, number, context.RequestAborted) is { } refusal) return Problems.Of(refusal);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.LinkEnded);
            return Redirects.SeeOther(visit.Path($"studies/{code}/companies/{number}"));
        }).NeedsWholeReach(Right.RunStudies);
    }
}
