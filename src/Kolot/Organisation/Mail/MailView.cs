using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Outside.Mail;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Mail;

/// <summary>Shows through which server an organisation's mail goes. The password is never shown.</summary>
public sealed class MailView(Stores stores, OrganisationMail mail)
{
    /// <summary>What the page shows.</summary>
    /// <param name="Draft">What stands in the fields.</param>
    /// <param name="Saved">What is saved.</param>
    /// <param name="HasPassword">Whether a password is kept.</param>
    /// <param name="MayBeOpen">Whether a connection may go unprotected.</param>
    /// <param name="Own">The address of whoever looks.</param>
    public sealed record Shown(MailDraft Draft, MailDraft Saved, bool HasPassword, bool MayBeOpen, string Own)
    {
        /// <summary>Whether mail is sent.</summary>
        public bool IsSet => Saved.Host.Length > 0;
    }

    /// <summary>Loads it.</summary>
    public async Task<Shown> Run(Member member, MailDraft? typed, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var settings = await store.MailSettings.AsNoTracking().SingleOrDefaultAsync(cancel);
        var own = await store.Members.Where(row => row.Id == member.Id).Select(row => row.Mail).SingleOrDefaultAsync(cancel);
        var saved = MailDraft.Of(settings);
        return new(typed ?? saved, saved, settings?.Password is not null, mail.MayBeOpen, own ?? "");
    }

    /// <summary>The page, with what was refused or what a test message came to.</summary>
    public async Task<IResult> Page(Member member, MailDraft? typed, Refusal? refusal, MailOutcome? outcome, CancellationToken cancel)
    {
        var shown = await Run(member, typed, cancel);
        // Only whoever was shown both sides saves once more knowingly.
        if (refusal is Refusal.Conflict) shown = shown with { Draft = shown.Draft with { Version = shown.Saved.Version } };
        return new RazorComponentResult<MailPage>(new
        {
            View = shown, Outcome = outcome, Stale = refusal is Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager),
        })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }
}
