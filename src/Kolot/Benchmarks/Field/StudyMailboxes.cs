using System.Security.Cryptography;
using System.Text;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Outside;
using Kolot.Outside.Mail;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Kolot.Benchmarks.Field;

/// <summary>Opens the mailboxes of studies, and keeps their passwords sealed.</summary>
public sealed class StudyMailboxes(ReadMailbox mailboxes, IDataProtectionProvider protection, IOptions<OutsideSettings> outside)
{
    // As long as somebody may sit before a form.
    private static readonly TimeSpan Typing = TimeSpan.FromHours(2);

    /// <summary>Whether a server may be spoken to unprotected: one of one's own network.</summary>
    public bool MayBeOpen => outside.Value.PrivateAddresses;

    /// <summary>Opens one as it is kept, or says why not.</summary>
    public async Task<Result<OpenMailbox>> Open(string organisation, StudyMailbox kept, CancellationToken cancel) =>
        Unseal(organisation, kept.Password) is { } password ? await Open(kept.Place, password, cancel) : new Refusal.Invalid("password", "password_gone");

    /// <summary>Opens one, or says why not.</summary>
    public async Task<Result<OpenMailbox>> Open(MailboxPlace place, string password, CancellationToken cancel) =>
        // What was allowed once may be forbidden since.
        place.Security == MailSecurity.None && !MayBeOpen ? new Refusal.Invalid("security", "open_connection") : await mailboxes.Open(new(place.Host, place.Port, place.Security, place.User, password), place.Folder, cancel);

    /// <summary>Seals a password, so that it opens in this house and for this organisation only.</summary>
    public byte[] Seal(string organisation, string password) => For(organisation).Protect(Encoding.UTF8.GetBytes(password));

    /// <summary>The password of a mailbox; null where it was sealed in another house, or under another name: it is typed once more.</summary>
    public string? Unseal(string organisation, byte[] kept)
    {
        try
        {
            return Encoding.UTF8.GetString(For(organisation).Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>A password that was typed, as a form that comes back holds it: of use to whoever typed it alone, and for a while.</summary>
    public string Hold(Member member, string password) => ForTyping(member).Protect(password, Typing);

    /// <summary>The password that such a form held.</summary>
    public string? Held(Member member, string? held)
    {
        try
        {
            return string.IsNullOrEmpty(held) ? null : ForTyping(member).Unprotect(held);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector For(string organisation) => protection.CreateProtector("Kolot.StudyMailbox", organisation);

    private ITimeLimitedDataProtector ForTyping(Member member) => protection.CreateProtector("Kolot.StudyMailbox.Typed", member.Organisation, member.Id.ToString()).ToTimeLimitedDataProtector();
}
