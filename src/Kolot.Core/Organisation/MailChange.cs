using System.Globalization;

namespace Kolot.Core.Organisation;

/// <summary>Through which server mail is to go, as typed.</summary>
public sealed record MailDraft
{
    /// <summary>The server's name or address.</summary>
    public string Host { get; init; } = "";

    /// <summary>The server's port.</summary>
    public string Port { get; init; } = "587";

    /// <summary>What protects the conversation: <c>starttls</c>, <c>tls</c>, <c>none</c>.</summary>
    public string Security { get; init; } = "starttls";

    /// <summary>By whom one signs in.</summary>
    public string? User { get; init; }

    /// <summary>Their password; blank for the one that is kept.</summary>
    public string? Password { get; init; }

    /// <summary>From which address mail is sent.</summary>
    public string FromAddress { get; init; } = "";

    /// <summary>The name that people read before it.</summary>
    public string? FromName { get; init; }

    /// <summary>Where answers go; blank for the address it is sent from.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>The version that the writer started from; 0 where nothing was saved.</summary>
    public int? Version { get; init; }

    /// <summary>What is saved now, as a form would write it: without the password.</summary>
    public static MailDraft Of(MailSettings? settings) => settings is not { Host: { } host } ? new() { Version = settings?.Version ?? 0 } : new()
    {
        Host = host,
        Port = settings.Port.ToString(CultureInfo.InvariantCulture),
        Security = MailServerTyped.CodeOf(settings.Security),
        User = settings.UserName,
        FromAddress = settings.FromAddress,
        FromName = settings.FromName,
        ReplyTo = settings.ReplyTo,
        Version = settings.Version,
    };

    /// <summary>Never the password: this may come into a log.</summary>
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>Decides through which server mail may go.</summary>
public static class MailChange
{
    /// <summary>The settings as the draft wants them, or what is wrong with it.</summary>
    /// <param name="draft">What was typed.</param>
    /// <param name="known">What is saved.</param>
    /// <param name="mayBeOpen">Whether mail may go unprotected: only where servers of one's own network are allowed.</param>
    /// <param name="seal">Seals a password.</param>
    public static Result<MailSettings> Decide(MailDraft draft, MailSettings? known, bool mayBeOpen, Func<string, byte[]> seal)
    {
        var faults = new List<Fault>();
        var (host, port, security, user) = MailServerTyped.Read((draft.Host, draft.Port, draft.Security, draft.User), mayBeOpen, faults);
        if (user is not null && security == MailSecurity.None) faults.Add(new("user", "password_in_clear"));
        var name = MailServerTyped.Line(draft.FromName, "fromName", faults);
        var address = Identities.Mail(draft.FromAddress);
        if (address is null) faults.Add(new("fromAddress", string.IsNullOrWhiteSpace(draft.FromAddress) ? "required" : "not_a_mail"));

        var replies = Identities.Mail(draft.ReplyTo);
        if (replies is null && !string.IsNullOrWhiteSpace(draft.ReplyTo)) faults.Add(new("replyTo", "not_a_mail"));

        // A password goes where it was typed for and nowhere else: whoever changes the server shows that they know it.
        var same = known is { Password: not null } && known.Host == host && known.Port == port && known.Security == security && known.UserName == user;
        if (user is not null && MailServerTyped.PasswordFault(draft.Password, same) is { } fault) faults.Add(new("password", fault));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (draft.Version != (known?.Version ?? 0)) return new Refusal.Conflict("changed_meanwhile");

        return new MailSettings
        {
            Host = host, Port = port, Security = security, UserName = user, FromAddress = address ?? "", FromName = name, ReplyTo = replies, Version = (known?.Version ?? 0) + 1,
            Password = user is null ? null : string.IsNullOrEmpty(draft.Password) ? known?.Password : seal(draft.Password),
        };
    }
}
