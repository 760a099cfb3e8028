using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Mail;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Sends a shopper a link of their own by mail: a new one, for of the one before only the hash is known. That one ends when the mail is written.</summary>
public sealed class MailShopper(Stores stores, WriteShopperMail letter, MailRounds<ShopperMail> mails, Log log)
{
    // The bell is rung once it is on disk; the errand is for the case that nobody came to ring it.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <inheritdoc cref="WriteShopperMail.WhyNot"/>
    public Task<string?> WhyNot(string organisation, CancellationToken cancel) => letter.WhyNot(organisation, cancel);

    /// <summary>Has it sent.</summary>
    public async Task<Result<StudyShopper>> Run(Member member, (string Code, Guid Id) which, CancellationToken cancel)
    {
        if (await WhyNot(member.Organisation, cancel) is { } why) return new Refusal.Conflict(why);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await StudyOf.HeldAsIs(store, member, which.Code, cancel) is not { } study) return new Refusal.NotFound();
        if (await store.StudyShoppers.AsNoTracking().SingleOrDefaultAsync(one => one.Id == which.Id && one.StudyId == study.Row.Id, cancel) is not { } shopper) return new Refusal.NotFound();
        if (shopper.Mail is null) return new Refusal.Conflict("no_mail");
        var now = letter.Now;
        await store.ShopperMails.Where(one => one.Id == shopper.Id).ExecuteDeleteAsync(cancel);
        store.ShopperMails.Add(new() { Id = shopper.Id, At = now, Mail = MailState.Waiting, MailAt = now });
        store.Errands.Add(new() { Kind = WriteShopperMail.Errand, Subject = "all", DueAt = now + Pause });
        log.Write(store, member, "study.link-mailed", which.Code, new { shopper.Id });
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        mails.Ring(member.Organisation);
        return shopper;
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/studies/{code}/shoppers/{id:guid}/mail", async (string code, Guid id, HttpContext context, Visit visit, MailShopper act, Notices notices) =>
    {
        var done = await act.Run(visit.Here, (code, id), context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return TypedResults.NotFound();
        // Why it cannot go stands on the page, where there is no such button.
        if (!done.Refused) notices.Leave(Words.LinkMailed);
        return Redirects.SeeOther(visit.Path($"studies/{code}/shoppers"));
    }).NeedsWholeReach(Right.RunStudies);
}
