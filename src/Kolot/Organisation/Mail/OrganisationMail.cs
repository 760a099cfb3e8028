using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Outside;
using Kolot.Outside.Mail;
using Kolot.Store;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Organisation.Mail;

/// <summary>Sends mail through the server that an organisation chose, and from whom it says.</summary>
public sealed class OrganisationMail(Stores stores, SendMail mail, IDataProtectionProvider protection, IOptions<OutsideSettings> outside)
{
    /// <summary>Whether mail may go unprotected: to servers of one's own network.</summary>
    public bool MayBeOpen => outside.Value.PrivateAddresses;

    /// <summary>What an organisation set; null where it sends no mail.</summary>
    public async Task<MailSettings?> Of(string organisation, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.MailSettings.AsNoTracking().SingleOrDefaultAsync(settings => settings.Host != null, cancel);
    }

    /// <summary>Sends one mail to one reader.</summary>
    public async Task<MailOutcome> Send(string organisation, string to, MailWords words, CancellationToken cancel)
    {
        var sender = await SenderOf(organisation, cancel);
        if (sender.Refusal is Refusal.Invalid { Faults: [var fault, ..] }) return Refused(fault.Reason);
        return sender.Value.Write(to, words) is { } written ? await mail.Run(sender.Value.Server, written, cancel) : Refused("address");
    }

    /// <summary>Through which server, and from whom, an organisation's mail goes; or why none goes.</summary>
    public async Task<Result<MailSender>> SenderOf(string organisation, CancellationToken cancel)
    {
        if (await Of(organisation, cancel) is not { Host: { } host } settings) return new Refusal.Invalid("mail", "not_set");
        // What was allowed once may be forbidden since.
        if (settings.Security == MailSecurity.None && !MayBeOpen) return new Refusal.Invalid("mail", "open_connection");
        var password = settings.Password is { } kept ? Open(organisation, kept) : null;
        if (settings.UserName is not null && password is null) return new Refusal.Invalid("mail", "password_gone");
        if (Mailbox.Of(settings.FromAddress, settings.FromName) is not { } from) return new Refusal.Invalid("mail", "address");
        return new MailSender(new(host, settings.Port, settings.Security, settings.UserName, password), from, settings.ReplyTo is { } replies ? Mailbox.Of(replies) : null);
    }

    /// <summary>Seals a password, so that it opens in this house and for this organisation only.</summary>
    public byte[] Seal(string organisation, string password) => For(organisation).Protect(Encoding.UTF8.GetBytes(password));

    private string? Open(string organisation, byte[] kept)
    {
        try
        {
            return Encoding.UTF8.GetString(For(organisation).Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null; // Restored into another house, or under another name: it is typed once more.
        }
    }

    private IDataProtector For(string organisation) => protection.CreateProtector("Kolot.Mail", organisation);

    private static MailOutcome Refused(string reason) => new(MailEnding.Refused, reason, null);
}

/// <summary>Who sends an organisation's mail, and through which server.</summary>
/// <param name="Server">The server.</param>
/// <param name="From">The sender.</param>
/// <param name="ReplyTo">Where answers go; null for the sender.</param>
public sealed record MailSender(MailServer Server, Mailbox From, Mailbox? ReplyTo)
{
    /// <summary>A mail to somebody; null where no mail could reach such an address.</summary>
    public OutgoingMail? Write(string to, MailWords words) => Mailbox.Of(to) is not { } reader ? null
        : new(From, reader, words.Subject, words.Text, words.Language) { Html = words.Html, StopsAt = words.StopsAt, ReplyTo = ReplyTo };
}

/// <summary>What a mail says.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Text">Paragraphs with empty lines between them.</param>
/// <param name="Language">In which language.</param>
public sealed record MailWords(string Subject, string Text, CultureInfo Language)
{
    /// <summary>The same as a document of its own; null where the paragraphs are enough.</summary>
    public string? Html { get; init; }

    /// <summary>Where its reader ends mail of this kind; null where it comes once.</summary>
    public Uri? StopsAt { get; init; }
}
