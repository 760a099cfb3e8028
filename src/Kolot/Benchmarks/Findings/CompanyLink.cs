using Kolot.Benchmarks.Studies;
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
    /// <param name="member">Who does.</param>
    /// <param name="code">Of which study.</param>
    /// <param name="number">For which company.</param>
    /// <param name="seen">The mark of the link that there was; null where it does not matter. The page that tells a link, loaded once more, would end it otherwise.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<string>> Make(Member member, string code, int number, string? seen, CancellationToken cancel)
    {
        var secret = PersonalLinks.Secret();
        return await Set(member, code, number, (EntranceKeys.HashOf(secret), seen), cancel) is { } refusal ? refusal : secret;
    }

    /// <summary>Takes it back.</summary>
    public Task<Refusal?> TakeBack(Member member, string code, int number, CancellationToken cancel) => Set(member, code, number, (null, null), cancel);

    private async Task<Refusal?> Set(Member member, string code, int number, (byte[]? Hash, string? Seen) link, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, code, cancel) is null || await Company(store, member, code, number, cancel) is not { } company) return new Refusal.NotFound();
        if (link.Seen is { } seen && seen != SeenMark.OfLink(company.SecretHash)) return new Refusal.Conflict("changed_meanwhile");
        company.SecretHash = link.Hash;
        log.Write(store, member, link.Hash is null ? "study.sheet-closed" : "study.sheet-opened", company.Id.ToString());
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
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var made = await act.Make(visit.Here, code, number, form["seen"].ToString() is { Length: > 0 } seen ? seen : null, context.RequestAborted);
            if (made.Refusal is Refusal.Conflict)
            {
                context.RequestServices.GetRequiredService<Notices>().Leave(Studies.Words.LinkMadeAlready);
                return Redirects.SeeOther(visit.Path($"studies/{code}/companies/{number}"));
            }

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
