using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Changes how a study is made. From its first wave on what it asks, its rule, at which hours one turns to companies and what it promised stand: nobody decides what counts as good once answers are in. How waves are drawn is changed for those to come; one that was drawn is as it was drawn.</summary>
public sealed class EditDesign(Stores stores, Log log)
{
    /// <summary>What it is to be.</summary>
    /// <param name="Name">What it is called.</param>
    /// <param name="NameEn">The same in English.</param>
    /// <param name="Design">How it is made.</param>
    /// <param name="Version">From which version whoever changes it began; null where it does not matter.</param>
    public sealed record Request(string? Name, string? NameEn, StudyDesign Design, int? Version);

    /// <summary>Changes it.</summary>
    /// <param name="member">Who does.</param>
    /// <param name="code">Which study.</param>
    /// <param name="change">What it is to be, from what it is now.</param>
    /// <param name="cancel">Gives up.</param>
    public async Task<Result<StudyOf>> Run(Member member, string code, Func<StudyOf, Result<Request>> change, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.Held(store, member, code, cancel) is not { } was) return new Refusal.NotFound();
        var wanted = change(was);
        if (wanted.Refusal is { } unread) return unread;
        var request = wanted.Value;
        if (request.Version is { } seen && seen != was.Row.Version) return new Refusal.Conflict("changed_meanwhile");
        var faults = new List<Fault>();
        var name = PlainText.Of(request.Name, DesignCheck.LongestName, "name", faults);
        if (name is null) faults.Add(new("name", "required"));
        var nameEn = PlainText.Of(request.NameEn, DesignCheck.LongestName, "nameEn", faults);
        faults.AddRange(DesignCheck.Faults(request.Design, was.Row.Kind == StudyKind.Shopped));
        if (faults.Count == 0 && RuleStands(was.Row)) faults.AddRange(Broken(was.Design, request.Design));
        // Whose names are told is decided where it is published: there it is looked at whether so few would be hidden that everybody knew them.
        if (was.Row.State == StudyState.Published && request.Design.Names != was.Design.Names) faults.Add(new("names", "names_stand"));
        if (faults.Count > 0 || name is null) return new Refusal.Invalid(faults);
        (was.Row.Name, was.Row.NameEn, was.Row.Design) = (name, nameEn, StudyJson.Write(request.Design));
        was.Row.Version++;
        log.Write(store, member, "study.designed", code, new { was.Row.Version });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return was with { Design = request.Design };
    }

    // What was left unsaid in a language may still be said, and more days are given to appeal, never fewer.
    private static IEnumerable<Fault> Broken(StudyDesign was, StudyDesign now)
    {
        if (now.Rule != was.Rule) yield return new("fast", "rule_stands");
        if (now.InServiceHours != was.InServiceHours) yield return new("inServiceHours", "hours_stand");
        if (now.AppealDays < was.AppealDays) yield return new("appealDays", "appeal_days_stand");
        foreach (var (field, before, after) in new[] { ("question", was.Question, now.Question), ("ethics", was.Ethics, now.Ethics), ("disclosure", was.Disclosure, now.Disclosure) })
            foreach (var language in new[] { "he", "en" })
                if (before.Exactly(language) is { } said && !IsSame(said, after.Exactly(language))) yield return new(language == "en" ? field + "En" : field, "said_stands");
    }

    /// <summary>Whether a text came back as it was: browsers end lines in their own way.</summary>
    internal static bool IsSame(string said, string? again) => said.Trim().ReplaceLineEndings("\n") == again?.Trim().ReplaceLineEndings("\n");

    /// <summary>Whether answers may be in already, so that the rule stays as it is.</summary>
    public static bool RuleStands(Study study) => study.Kind == StudyKind.Shopped && study.State != StudyState.Draft;

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/design", (string code, HttpContext context, DesignView view) => view.Page(context, code, null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/design", async (string code, HttpContext context, Visit visit, EditDesign act) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var part = form["part"].ToString();
            var done = await act.Run(visit.Here, code, was => DesignFields.Read(part, form, was), context.RequestAborted);
            var services = context.RequestServices;
            if (done.Refused) return await services.GetRequiredService<DesignView>().Page(context, code, new(part, form, done.Refusal));
            services.GetRequiredService<Notices>().Leave(Words.DesignKept);
            return Redirects.SeeOther(visit.Path($"studies/{code}/design#{part}"));
        }).NeedsWholeReach(Right.RunStudies);
    }
}
