using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Outside.Mail;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Mail;

/// <summary>Decides through which server mail goes; or that none goes any more.</summary>
public sealed class SetMail(Stores stores, OrganisationMail mail, Log log)
{
    /// <summary>Saves it, unless somebody changed it since the draft was begun.</summary>
    public Task<Result<MailSettings>> Run(Member member, MailDraft draft, CancellationToken cancel) => Keep(member, "mail.changed", known =>
    {
        var decided = MailChange.Decide(draft, known, mail.MayBeOpen, password => mail.Seal(member.Organisation, password));
        // What is an address for people need not be one for every mail server.
        if (!decided.Refused && Mailbox.Of(decided.Value.FromAddress, decided.Value.FromName) is null) return new Refusal.Invalid("fromAddress", "not_a_mail");
        return !decided.Refused && decided.Value.ReplyTo is { } replies && Mailbox.Of(replies) is null ? new Refusal.Invalid("replyTo", "not_a_mail") : decided;
    }, cancel);

    /// <summary>Sends no mail any more, and forgets the server and its password.</summary>
    public Task<Result<MailSettings>> End(Member member, int? version, CancellationToken cancel) => Keep(member, "mail.stopped", known =>
        known is null || version != known.Version ? new Refusal.Conflict("changed_meanwhile") : new MailSettings { FromAddress = "", Version = known.Version + 1 }, cancel);

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/settings/mail", (Visit visit, MailView view, CancellationToken cancel) => view.Page(visit.Here, null, null, null, cancel)).NeedsWholeReach(Right.SetMail).NeedsFreshProof();
        organisation.MapPost("/settings/mail", async (HttpContext context, Visit visit, SetMail act, MailView view) =>
        {
            var draft = DraftOf(await context.Request.ReadFormAsync(context.RequestAborted));
            var done = await act.Run(visit.Here, draft, context.RequestAborted);
            if (done.Refused) return await view.Page(visit.Here, draft, done.Refusal, null, context.RequestAborted);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.Saved);
            return Redirects.SeeOther(visit.Path("settings/mail"));
        }).NeedsWholeReach(Right.SetMail).NeedsFreshProof();
        organisation.MapPost("/settings/mail/removal", async (HttpContext context, Visit visit, SetMail act, MailView view) =>
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            var done = await act.End(visit.Here, form.Version(), context.RequestAborted);
            if (done.Refused) return await view.Page(visit.Here, null, done.Refusal, null, context.RequestAborted);
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.Stopped);
            return Redirects.SeeOther(visit.Path("settings/mail"));
        }).NeedsWholeReach(Right.SetMail).NeedsFreshProof();
    }

    private async Task<Result<MailSettings>> Keep(Member member, string act, Func<MailSettings?, Result<MailSettings>> decide, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var known = await store.MailSettings.SingleOrDefaultAsync(cancel);
        var decided = decide(known);
        if (decided.Refused) return decided;

        var wanted = decided.Value;
        if (known is null) store.Add(wanted);
        else store.Entry(known).CurrentValues.SetValues(wanted);
        log.Write(store, member, act, detail: new { wanted.Host, wanted.Port, security = MailServerTyped.CodeOf(wanted.Security), user = wanted.UserName, from = wanted.FromAddress });
        try
        {
            await store.SaveChangesAsync(cancel);
            await writing.Commit(cancel);
        }
        catch (DbUpdateException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        return wanted;
    }

    private static MailDraft DraftOf(IFormCollection form) => new()
    {
        Host = form["host"].ToString(),
        Port = form["port"].ToString(),
        Security = form["security"].ToString(),
        User = form["user"].ToString(),
        Password = form["password"].ToString(),
        FromAddress = form["fromAddress"].ToString(),
        FromName = form["fromName"].ToString(),
        ReplyTo = form["replyTo"].ToString(),
        Version = form.Version(),
    };
}
