using System.Globalization;
using Kolot.Benchmarks.Field;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Findings;

/// <summary>Tells a study's result on a page for everybody, by the names that it decides, and takes it back. What companies object to is decided and carried out before; or else the page says that it was not, and why.</summary>
public sealed class PublishStudy(Stores stores, TimeProvider clock, Log log)
{
    /// <summary>The longest reason, in one language.</summary>
    public const int LongestReason = 500;

    /// <summary>What is asked.</summary>
    /// <param name="Names">Whose names are told.</param>
    /// <param name="Over">Over how many open appeals it is published expressly; null where over none.</param>
    /// <param name="Why">Why these are not waited for: the page says so.</param>
    public sealed record Request(NamesShown Names, int? Over = null, Wording? Why = null);

    /// <summary>Publishes it, or changes whose names are told.</summary>
    public async Task<Result<Study>> Run(Member member, string code, Request request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        if (!await LoadStudy.Counting(store, study.Row.Id, closed: true).AnyAsync(cancel)) return new Refusal.Invalid("names", "nothing_to_tell");
        var companies = await store.StudyCompanies.Where(one => one.StudyId == study.Row.Id).ToListAsync(cancel);
        if (NamesTold.By(companies, request.Names).HidesTooFew) return new Refusal.Invalid("names", "too_few_to_hide");
        // Once it is public, what came since is told where it is read, and whose names are told is another question.
        var over = study.Row.State == StudyState.Published ? study.Design.PublishedOver : null;
        if (study.Row.State != StudyState.Published)
        {
            var (undecided, owed) = await OpenAppeals.Count(store, study.Row.Id, cancel);
            if (Faults(request, undecided + owed).ToArray() is { Length: > 0 } faults) return new Refusal.Invalid(faults);
            if (undecided + owed > 0) over = new(undecided + owed, request.Why ?? Wording.None);
        }

        NamesTold.Give(companies, request.Names);
        study.Row.Design = StudyJson.Write(study.Design with { Names = request.Names, PublishedOver = over });
        (study.Row.State, study.Row.PublishedAt) = (StudyState.Published, study.Row.PublishedAt ?? clock.GetUtcNow().UtcDateTime);
        study.Row.Version++;
        log.Write(store, member, "study.published", study.Row.Id.ToString(), new { over = over?.Appeals });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return study.Row;
    }

    // Whoever publishes over appeals ticks how many they saw: one that came meanwhile is another question.
    private static IEnumerable<Fault> Faults(Request request, int open)
    {
        if (open == 0) yield break;
        if (request.Over != open) yield return new("over", request.Over is null ? "appeals_open" : "appeals_came");
        if (request.Why is not { Says: true } why) yield return new("why", "required");
        else if (why.In.Values.Any(one => one.Length > LongestReason)) yield return new("why", "too_long");
        else if (!why.In.Values.All(PlainText.IsSound)) yield return new("why", "not_text");
    }

    /// <summary>Takes it back: its page is gone for everybody at once.</summary>
    public async Task<Result<Study>> TakeBack(Member member, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        (study.Row.State, study.Row.PublishedAt, study.Row.Design) = (StudyState.Fielded, null, StudyJson.Write(study.Design with { PublishedOver = null }));
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
            int? over = int.TryParse(form["over"], NumberStyles.None, CultureInfo.InvariantCulture, out var ticked) ? ticked : null;
            var done = await act.Run(visit.Here, code, new(names, over, Wording.None.With("he", form["why"]).With("en", form["whyEn"])), context.RequestAborted);
            if (done.Refusal is Refusal.Invalid refused) return await page.Run(context, visit, code, new(names, Kolot.Shell.Parts.Faults.Of(refused, Words.ResourceManager), name => form[name]));
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
