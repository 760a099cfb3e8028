using System.Net.NetworkInformation;
using System.Text;
using Kolot.Core;
using Kolot.Core.Organisation;

namespace Kolot.Outside.Mail;

/// <summary>A conversation with one server: the greeting once, then mail after mail.</summary>
internal sealed class SmtpDialogue(OutsideDoor door, MailServer server) : IAsyncDisposable
{
    private Stream? connection;
    private SmtpLines? lines;
    private bool pipelines;
    private bool begun;

    /// <summary>What the server said last.</summary>
    public string? Said { get; private set; }

    /// <summary>How far the mail at hand came.</summary>
    public MailStage Stage { get; private set; } = MailStage.Reaching;

    /// <summary>Whether the mail at hand is out of hand: all of it was sent but for the server's word on it.</summary>
    public bool IsOut { get; private set; }

    /// <summary>Whether the server says that it listens no longer.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Connects, and comes to where mail may be handed over.</summary>
    /// <returns>Null where it did; what every mail would come to, where it did not.</returns>
    public async Task<MailOutcome?> Open(CancellationToken cancel)
    {
        var connected = await door.Connect(server.Host, server.Port, cancel);
        if (connected.Refusal is Refusal.Invalid { Faults: [var fault, ..] })
            return new(fault.Reason == "private_address" ? MailEnding.Refused : MailEnding.Later, fault.Reason, null) { Stage = Stage };
        connection = connected.Value;
        if (server.Security == MailSecurity.Tls && await Lock(cancel) is { } bad) return bad;

        lines = new SmtpLines(connection);
        if (await Step(lines.Hear(cancel)) is { IsYes: false } unwelcome) return No(unwelcome);
        var offers = await Step(lines.Ask($"EHLO {Name()}", cancel));
        if (!offers.IsYes) return No(offers);

        if (server.Security == MailSecurity.StartTls)
        {
            if (offers.Offered("STARTTLS") is null) return Refused("no_starttls");
            if (await Step(lines.Ask("STARTTLS", cancel)) is { IsYes: false } no) return No(no);
            // What was said before the lock was put on may be anybody's.
            if (lines.HasMore) return Refused("strange_answer");
            if (await Lock(cancel) is { } unlocked) return unlocked;
            lines = new SmtpLines(connection);
            offers = await Step(lines.Ask($"EHLO {Name()}", cancel));
            if (!offers.IsYes) return No(offers);
        }

        pipelines = offers.Offered("PIPELINING") is not null;
        Stage = MailStage.SigningIn;
        return await SignIn(lines, offers, cancel);
    }

    /// <summary>Hands a mail over.</summary>
    public async Task<MailOutcome> Hand(OutgoingMail mail, string wire, CancellationToken cancel)
    {
        var talk = lines ?? throw new InvalidOperationException("The conversation is not open.");
        (IsOut, Stage) = (false, MailStage.Sender);
        string[] envelope = [.. begun ? ["RSET"] : Array.Empty<string>(), $"MAIL FROM:<{mail.From.Address}>", $"RCPT TO:<{mail.To.Address}>", "DATA"];
        begun = true;
        // Said in one breath where the server takes it so, line by line where it does not; heard alike.
        if (pipelines) await talk.Say(envelope, cancel);
        MailOutcome? no = null;
        foreach (var line in envelope)
        {
            // What the server said to an earlier line is of that one; one that is not awaited is not said.
            if (no is not null && !pipelines) break;
            if (no is null) Stage = line.StartsWith("RCPT", StringComparison.Ordinal) ? MailStage.Reader : line == "DATA" ? MailStage.Content : MailStage.Sender;
            var answer = pipelines ? await talk.Hear(cancel) : await talk.Ask(line, cancel);
            if (no is not null)
            {
                // A server that takes the words of nobody's mail gets none.
                if (line == "DATA" && answer.Code == 354) await talk.Ask(".", cancel);
                continue;
            }

            Hears(answer);
            no = line != "DATA" ? answer.IsYes ? null : No(answer) : answer.Code == 354 ? null : answer.IsYes ? Refused("strange_answer") : No(answer);
        }

        if (no is not null) return no;
        await talk.Hand(wire, cancel);
        IsOut = true;
        var word = await Step(talk.Ask(".", cancel));
        IsOut = false;
        begun = false;
        return word.IsYes ? new(MailEnding.Sent, null, Said) : No(word);
    }

    /// <summary>Says goodbye. What comes of that is nobody's concern.</summary>
    public async Task Leave(CancellationToken cancel)
    {
        try
        {
            if (lines is not null) await lines.Say(["QUIT"], cancel);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException or ObjectDisposedException)
        {
            Said = null;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (connection is not null) await connection.DisposeAsync();
    }

    private async Task<MailOutcome?> Lock(CancellationToken cancel)
    {
        var secured = await door.Secure(connection ?? Stream.Null, server.Host, cancel);
        if (secured.Refusal is { } bad) return Refused(bad is Refusal.Invalid { Faults: [var fault, ..] } ? fault.Reason : "server");
        connection = secured.Value;
        return null;
    }

    private async Task<MailOutcome?> SignIn(SmtpLines talk, SmtpReply offers, CancellationToken cancel)
    {
        if (server is not { User: { Length: > 0 } user, Password: { } password }) return null;
        if (server.Security == MailSecurity.None) return Refused("password_in_clear");
        var ways = offers.Offered("AUTH") ?? [];
        SmtpReply answer;
        if (ways.Contains("PLAIN", StringComparer.OrdinalIgnoreCase))
        {
            answer = await Step(talk.Ask($"AUTH PLAIN {Base64($"\0{user}\0{password}")}", cancel));
        }
        else if (ways.Contains("LOGIN", StringComparer.OrdinalIgnoreCase))
        {
            answer = await Step(talk.Ask("AUTH LOGIN", cancel));
            if (answer.Code == 334) answer = await Step(talk.Ask(Base64(user), cancel));
            if (answer.Code == 334) answer = await Step(talk.Ask(Base64(password), cancel));
        }
        else
        {
            return Refused("no_sign_in");
        }

        if (answer.Code == 235) return null;
        return answer.IsLater ? No(answer) : Refused("sign_in");
    }

    private async Task<SmtpReply> Step(Task<SmtpReply> reply)
    {
        var heard = await reply;
        Hears(heard);
        return heard;
    }

    private void Hears(SmtpReply heard)
    {
        Said = Discreet(heard.Said);
        IsOver |= heard.Code == 421;
    }

    // Some servers repeat what they were told.
    private string Discreet(string said)
    {
        if (server is { User: { } user, Password: { Length: > 0 } password })
            foreach (var secret in new[] { password, Base64(password), Base64($"\0{user}\0{password}") })
                said = said.Replace(secret, "…", StringComparison.Ordinal);
        return said.Length <= 500 ? said : said[..500] + "…";
    }

    private MailOutcome No(SmtpReply reply) => new(reply.IsLater ? MailEnding.Later : MailEnding.Refused, "server", Said) { Stage = Stage };

    private MailOutcome Refused(string reason) => new(MailEnding.Refused, reason, Said) { Stage = Stage };

    private static string Base64(string words) => Convert.ToBase64String(Encoding.UTF8.GetBytes(words));

    // A name without a domain is nobody's; then the way of writing an address serves (RFC 5321 4.1.4).
    private static string Name()
    {
        var own = IPGlobalProperties.GetIPGlobalProperties();
        var name = $"{own.HostName}.{own.DomainName}".TrimEnd('.');
        return own.DomainName.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-') ? name : "[127.0.0.1]";
    }
}
