using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Findings;

/// <summary>Tells a study's result on a page for everybody, by the names that it decides, and takes it back.</summary>
public sealed class PublishStudy(Stores stores, TimeProvider clock, Log log)
{
    /// <summary>What is asked.</summary>
    /// <param name="Names">Whose names are told.</param>
    public sealed record Request(NamesShown Names);

    /// <summary>Publishes it, or changes whose names are told.</summary>
    public async Task<Result<Study>> Run(Member member, string code, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        if (!await LoadStudy.Counting(store, study.Row.Id, closed: true).AnyAsync(cancel)) return new Refusal.Invalid("names", "nothing_to_tell");
        var companies = await store.StudyCompanies.Where(one => one.StudyId == study.Row.Id).ToListAsync(cancel);
        if (NamesTold.By(companies, request.Names).HidesTooFew) return new Refusal.Invalid("names", "too_few_to_hide");
        NamesTold.Give(companies, request.Names);
        study.Row.Design = StudyJson.Write(study.Design with { Names = request.Names });
        (study.Row.State, study.Row.PublishedAt) = (StudyState.Published, study.Row.PublishedAt ?? clock.GetUtcNow().UtcDateTime);
        study.Row.Version++;
        log.Write(store, member, "study.published", study.Row.Id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return study.Row;
    }

    /// <summary>Takes it back: its page is gone for everybody at once.</summary>
    public async Task<Result<Study>> TakeBack(Member member, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        (study.Row.State, study.Row.PublishedAt) = (StudyState.Fielded, null);
        study.Row.Version++;
        log.Write(store, member, "study.taken-back", study.Row.Id.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return study.Row;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/studies/{code}/publication", async (string code, HttpContext context, Visit visit, PublishStudy act, ShowResult page) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            if (!Enum.TryParse<NamesShown>(form["names"], true, out var names)) names = NamesShown.Ours;
            var done = await act.Run(visit.Here, code, new(names), context.RequestAborted);
            if (done.Refusal is Refusal.Invalid refused) return await page.Run(context, visit, code, new(names, Faults.Of(refused, Words.ResourceManager)));
            return Back(context, visit, code, done.Refusal, Words.PublishedNow);
        }).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/publication/end", async (string code, HttpContext context, Visit visit, PublishStudy act) =>
            Back(context, visit, code, (await act.TakeBack(visit.Here, code, context.RequestAborted)).Refusal, Words.TakenBack)).NeedsWholeReach(Right.RunStudies);
    }

    private static IResult Back(HttpContext context, Visit visit, string code, Refusal? refusal, string notice)
    {
        if (refusal is not null) return Problems.Of(refusal);
        context.RequestServices.GetRequiredService<Notices>().Leave(notice);
        return Redirects.SeeOther(visit.Path($"studies/{code}#publication"));
    }
}
