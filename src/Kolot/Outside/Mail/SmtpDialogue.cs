using System.Net.NetworkInformation;
using System.Text;
using Kolot.Core;
using Kolot.Core.Organisation;

namespace Kolot.Outside.Mail;

/// <summary>One mail handed to one server, from the greeting to its last word.</summary>
internal sealed class SmtpDialogue(OutsideDoor door, MailServer server)
{
    /// <summary>What the server said last.</summary>
    public string? Said { get; private set; }

    /// <summary>Whether the mail is out of hand: all of it was sent but for the server's word on it.</summary>
    public bool IsOut { get; private set; }

    /// <summary>Sends it over a connection that was just made.</summary>
    public async Task<MailOutcome> Send(Stream connection, OutgoingMail mail, string wire, CancellationToken cancel)
    {
        if (server.Security == MailSecurity.Tls)
        {
            var secured = await door.Secure(connection, server.Host, cancel);
            if (secured.Refusal is { } bad) return Refused(bad);
            connection = secured.Value;
        }

        var lines = new SmtpLines(connection);
        if (await Step(lines.Hear(cancel)) is { IsYes: false } unwelcome) return No(unwelcome);
        var offers = await Step(lines.Ask($"EHLO {Name()}", cancel));
        if (!offers.IsYes) return No(offers);

        if (server.Security == MailSecurity.StartTls)
        {
            if (offers.Offered("STARTTLS") is null) return Refused("no_starttls");
            if (await Step(lines.Ask("STARTTLS", cancel)) is { IsYes: false } no) return No(no);
            // What was said before the lock was put on may be anybody's.
            if (lines.HasMore) return Refused("strange_answer");
            var secured = await door.Secure(connection, server.Host, cancel);
            if (secured.Refusal is { } bad) return Refused(bad);
            lines = new SmtpLines(secured.Value);
            offers = await Step(lines.Ask($"EHLO {Name()}", cancel));
            if (!offers.IsYes) return No(offers);
        }

        return await SignIn(lines, offers, cancel) ?? await Hand(lines, mail, wire, cancel);
    }

    private async Task<MailOutcome?> SignIn(SmtpLines lines, SmtpReply offers, CancellationToken cancel)
    {
        if (server is not { User: { Length: > 0 } user, Password: { } password }) return null;
        if (server.Security == MailSecurity.None) return Refused("password_in_clear");
        var ways = offers.Offered("AUTH") ?? [];
        SmtpReply answer;
        if (ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            answer = await Step(lines.Ask($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", cancel));
        }
        else if (ways.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            answer = await Step(lines.Ask("AUTH LOGIN", cancel));
            if (answer.Code == 334) answer = await Step(lines.Ask(Base64(user), cancel));
            if (answer.Code == 334) answer = await Step(lines.Ask(Base64(password), cancel));
        }
        else
        {
            return Refused("no_sign_in");
        }

        if (answer.Code == 235) return null;
        return answer.IsLater ? No(answer) : Refused("sign_in");
    }

    private async Task<MailOutcome> Hand(SmtpLines lines, OutgoingMail mail, string wire, CancellationToken cancel)
    {
        if (await Step(lines.Ask($"MAIL FROM:<{mail.From.Address}>", cancel)) is { IsYes: false } noSender) return No(noSender);
        if (await Step(lines.Ask($"RCPT TO:<{mail.To.Address}>", cancel)) is { IsYes: false } noReader) return No(noReader);
        var ready = await Step(lines.Ask("DATA", cancel));
        if (ready.Code != 354) return ready.IsYes ? Refused("strange_answer") : No(ready);

        await lines.Hand(wire, cancel);
        IsOut = true;
        var word = await Step(lines.Ask(".", cancel));
        if (!word.IsYes) return No(word);
        return new(MailEnding.Sent, null, Said);
    }

    private async Task<SmtpReply> Step(Task<SmtpReply> reply)
    {
        var heard = await reply;
        Said = Discreet(heard.Said);
        return heard;
    }

    // Some servers repeat what they were told.
    private string Discreet(string said)
    {
        if (server is { User: { } user, Password: { Length: > 0 } password })
            foreach (var secret in new[] { password, Base64(password), Base64($"\0{user}\0{password}") })
                said = said.Replace(secret, "…", StringComparison.Ordinal);
        return said.Length <= 500 ? said : said[..500] + "…";
    }

    private MailOutcome No(SmtpReply reply) => new(reply.IsLater ? MailEnding.Later : MailEnding.Refused, "server", Said);

    private MailOutcome Refused(string reason) => new(MailEnding.Refused, reason, Said);

    private MailOutcome Refused(Refusal refusal) => Refused(refusal is Refusal.Invalid { Faults: [var fault, ..] } ? fault.Reason : "server");

    private static string Base64(string words) => Convert.ToBase64String(Encoding.UTF8.GetBytes(words));

    // A name without a domain is nobody's; then the way of writing an address serves (RFC 5321 4.1.4).
    private static string Name()
    {
        var own = IPGlobalProperties.GetIPGlobalProperties();
        var name = $"{own.HostName}.{own.DomainName}".TrimEnd('.');
        return own.DomainName.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-') ? name : "[127.0.0.1]";
    }
}
