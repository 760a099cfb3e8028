using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Field;

/// <summary>Has a study's mailbox read, so that answers by mail come in by themselves; tries it first; or ends it.</summary>
public sealed class ReadAnswers(Stores stores, StudyMailboxes mailboxes, Log log, TimeProvider clock)
{
    /// <summary>Has it read from now on, unless somebody else changed it since the form was opened.</summary>
    public async Task<Result<StudyMailbox>> Run(Member member, string code, (MailboxDraft Draft, int? Version) request, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        var now = clock.GetUtcNow().UtcDateTime;
        // Whoever reads it right now loses it here, and writes nothing over what is decided.
        await store.StudyMailboxes.Where(one => one.StudyId == study.Row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.DueAt, now), cancel);
        var known = await store.StudyMailboxes.SingleOrDefaultAsync(one => one.StudyId == study.Row.Id, cancel);
        var decided = request.Draft.Decide(known?.Place, mailboxes.MayBeOpen);
        if (decided.Refusal is { } wrong) return wrong;
        if (request.Version is { } seen && seen != (known?.Version ?? 0)) return new Refusal.Conflict("changed_meanwhile");
        var place = decided.Value;
        var password = string.IsNullOrEmpty(request.Draft.Password) ? known!.Password : mailboxes.Seal(member.Organisation, request.Draft.Password);
        // Numbers of mails hold for a folder.
        var (validity, readTo, strange, lookedAt) = known?.Place == place ? (known.Validity, known.ReadTo, known.Strange, known.LookedAt) : (null, 0, 0, null);
        var kept = new StudyMailbox
        {
            StudyId = study.Row.Id, Host = place.Host, Port = place.Port, Security = place.Security, UserName = place.User, Password = password, Folder = place.Folder,
            Validity = validity, ReadTo = readTo, Strange = strange, LookedAt = lookedAt, DueAt = now, Version = (known?.Version ?? 0) + 1,
        };
        if (known is null) store.StudyMailboxes.Add(kept);
        else store.Entry(known).CurrentValues.SetValues(kept);
        MailboxRounds.Arm(store, now);
        log.Write(store, member, "study.mailbox", code, new { place.Host, place.Port, security = MailServerTyped.CodeOf(place.Security), place.User, place.Folder });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return kept;
    }

    /// <summary>Opens it as it is typed, and keeps nothing.</summary>
    /// <returns>How many mails lie in it.</returns>
    public async Task<Result<int>> Try(Member member, string code, MailboxDraft draft, CancellationToken cancel)
    {
        StudyMailbox? known;
        await using (var store = await stores.Open(member.Organisation, cancel))
        {
            if (!StudyOf.MayRun(member) || await StudyOf.Seen(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
            known = await store.StudyMailboxes.AsNoTracking().SingleOrDefaultAsync(one => one.StudyId == study.Row.Id, cancel);
            log.Write(store, member, "study.mailbox-tried", code, new { draft.Host, draft.Port });
            await store.SaveChangesAsync(cancel);
        }

        var decided = draft.Decide(known?.Place, mailboxes.MayBeOpen);
        if (decided.Refusal is { } wrong) return wrong;
        if ((string.IsNullOrEmpty(draft.Password) ? mailboxes.Unseal(member.Organisation, known!.Password) : draft.Password) is not { } password) return new Refusal.Invalid("password", "password_gone");
        var opened = await mailboxes.Open(decided.Value, password, cancel);
        if (opened.Refusal is { } shut) return shut;
        await using var open = opened.Value;
        return open.Count;
    }

    /// <summary>Reads it no more, and forgets the server and the password. What came stays.</summary>
    public async Task<Result<bool>> End(Member member, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, code, cancel) is not { } study) return new Refusal.NotFound();
        if (await store.StudyMailboxes.Where(one => one.StudyId == study.Row.Id).ExecuteDeleteAsync(cancel) == 0) return false;
        log.Write(store, member, "study.mailbox-left", code);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return true;
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapPost("/studies/{code}/field/mailbox/reading", async (string code, HttpContext context, Visit visit, ReadAnswers act, ListField list, ErrandRounds rounds) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var draft = act.DraftOf(visit.Here, form);
            var done = await act.Run(visit.Here, code, (draft, form.Version()), context.RequestAborted);
            if (done.Refusal is { } refusal) return await act.Page((context, visit, list), code, (draft, form), refusal, null);
            rounds.Ring(visit.Here.Organisation);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.ReadingKept);
            return Redirects.SeeOther(visit.Path($"studies/{code}/field"));
        }).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/field/mailbox/trial", async (string code, HttpContext context, Visit visit, ReadAnswers act, ListField list) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var draft = act.DraftOf(visit.Here, form);
            var done = await act.Try(visit.Here, code, draft, context.RequestAborted);
            return await act.Page((context, visit, list), code, (draft, form), done.Refusal, done.Refused ? null : done.Value);
        }).NeedsWholeReach(Right.RunStudies).RequireRateLimiting(SignInSetup.Doors);
        organisation.MapPost("/studies/{code}/field/mailbox/removal", async (string code, HttpContext context, Visit visit, ReadAnswers act) =>
        {
            if ((await act.End(visit.Here, code, context.RequestAborted)).Refused) return Results.NotFound();
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.ReadingEnded);
            return Redirects.SeeOther(visit.Path($"studies/{code}/field"));
        }).NeedsWholeReach(Right.RunStudies);
    }

    // What was typed, or what the form that came back held of it.
    private MailboxDraft DraftOf(Member member, IFormCollection form) =>
        new(form["host"], form["port"], form["security"], form["user"], form["password"].ToString() is { Length: > 0 } typed ? typed : mailboxes.Held(member, form["held"]), form["folder"]);

    private async Task<IResult> Page((HttpContext Context, Visit Visit, ListField List) at, string code, (MailboxDraft Draft, IFormCollection Form) typed, Refusal? refusal, int? tried) =>
        refusal is Refusal.NotFound ? Results.NotFound() : await at.List.Page(at.Context, at.Visit, code, new(null, name => typed.Form[name], Faults.Of(refusal, Words.ResourceManager), null, Problems.StatusOf(refusal) ?? StatusCodes.Status200OK)
        {
            Reading = new(tried, typed.Draft.Password is { Length: > 0 } password ? mailboxes.Hold(at.Visit.Here, password) : null, refusal is Refusal.Conflict),
        });
}
