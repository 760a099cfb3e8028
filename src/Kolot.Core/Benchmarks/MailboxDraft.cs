using Kolot.Core.Organisation;

namespace Kolot.Core.Benchmarks;

/// <summary>From which mailbox a study's answers are read, as typed.</summary>
/// <param name="Host">The server's name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">What protects the conversation: <c>tls</c>, <c>starttls</c>, <c>none</c>.</param>
/// <param name="User">By whom one signs in.</param>
/// <param name="Password">Their password; blank for the one that is kept.</param>
/// <param name="Folder">In which folder answers lie; blank for the one into which all comes.</param>
public sealed record MailboxDraft(string? Host, string? Port, string? Security, string? User, string? Password, string? Folder)
{
    /// <summary>The folder into which all mail comes (RFC 9051).</summary>
    public const string Inbox = "INBOX";

    /// <summary>Never the password: this may come into a log.</summary>
    public override string ToString() => $"{Host}:{Port}";

    /// <summary>What is to be read, or what is wrong with it.</summary>
    /// <param name="known">From where it is read now, and whether a password is kept for that; null where it is not.</param>
    /// <param name="mayBeOpen">Whether a server may be spoken to unprotected: only where those of one's own network are allowed.</param>
    public Result<MailboxPlace> Decide(MailboxPlace? known, bool mayBeOpen)
    {
        var faults = new List<Fault>();
        var (host, port, security, user) = MailServerTyped.Read((Host, Port, Security, User), mayBeOpen, faults);
        if (user is null) faults.Add(new("user", "required"));
        var folder = MailServerTyped.Line(Folder, "folder", faults) ?? Inbox;
        var wanted = new MailboxPlace(host ?? "", port, security, user ?? "", folder);
        // A password goes where it was typed for and nowhere else: whoever changes the server shows that they know it.
        if (MailServerTyped.PasswordFault(Password, known is not null && known with { Folder = folder } == wanted) is { } fault) faults.Add(new("password", fault));
        return faults.Count > 0 ? new Refusal.Invalid(faults) : wanted;
    }
}

/// <summary>From where a study's answers are read.</summary>
/// <param name="Host">The server's name or address.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">What protects the conversation.</param>
/// <param name="User">By whom one signs in.</param>
/// <param name="Folder">In which folder answers lie.</param>
public sealed record MailboxPlace(string Host, int Port, MailSecurity Security, string User, string Folder);
