using System.Globalization;
using System.Text;

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
        Security = MailChange.CodeOf(settings.Security),
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
    // A name in the DNS is no longer than this (RFC 1035).
    private const int LongestHost = 253;
    private const int Longest = 254;

    /// <summary>The ways of protecting a conversation, by code.</summary>
    public static IReadOnlyDictionary<string, MailSecurity> Securities { get; } =
        new Dictionary<string, MailSecurity> { ["starttls"] = MailSecurity.StartTls, ["tls"] = MailSecurity.Tls, ["none"] = MailSecurity.None };

    /// <summary>The code of a way.</summary>
    public static string CodeOf(MailSecurity security) => Securities.Single(known => known.Value == security).Key;

    /// <summary>The settings as the draft wants them, or what is wrong with it.</summary>
    /// <param name="draft">What was typed.</param>
    /// <param name="known">What is saved.</param>
    /// <param name="mayBeOpen">Whether mail may go unprotected: only where servers of one's own network are allowed.</param>
    /// <param name="seal">Seals a password.</param>
    public static Result<MailSettings> Decide(MailDraft draft, MailSettings? known, bool mayBeOpen, Func<string, byte[]> seal)
    {
        var faults = new List<Fault>();
        var host = PlainText.Of(draft.Host, LongestHost, "host", faults);
        if (host is null) faults.Add(new("host", "required"));
        else if (Uri.CheckHostName(host) == UriHostNameType.Unknown) faults.Add(new("host", "not_a_host"));
        if (!int.TryParse(draft.Port.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535) faults.Add(new("port", "not_a_port"));
        if (!Securities.TryGetValue(draft.Security, out var security)) faults.Add(new("security", "unknown"));
        else if (security == MailSecurity.None && !mayBeOpen) faults.Add(new("security", "open_connection"));
        var user = Line(draft.User, "user", faults);
        if (user is not null && security == MailSecurity.None) faults.Add(new("user", "password_in_clear"));
        var name = Line(draft.FromName, "fromName", faults);
        var address = Identities.Mail(draft.FromAddress);
        if (address is null) faults.Add(new("fromAddress", string.IsNullOrWhiteSpace(draft.FromAddress) ? "required" : "not_a_mail"));

        var replies = Identities.Mail(draft.ReplyTo);
        if (replies is null && !string.IsNullOrWhiteSpace(draft.ReplyTo)) faults.Add(new("replyTo", "not_a_mail"));

        // A password goes where it was typed for and nowhere else: whoever changes the server shows that they know it.
        var same = known is { Password: not null } && known.Host == host && known.Port == port && known.Security == security && known.UserName == user;
        if (user is not null && PasswordFault(draft.Password, same) is { } fault) faults.Add(new("password", fault));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        if (draft.Version != (known?.Version ?? 0)) return new Refusal.Conflict("changed_meanwhile");

        return new MailSettings
        {
            Host = host, Port = port, Security = security, UserName = user, FromAddress = address ?? "", FromName = name, ReplyTo = replies, Version = (known?.Version ?? 0) + 1,
            Password = user is null ? null : string.IsNullOrEmpty(draft.Password) ? known?.Password : seal(draft.Password),
        };
    }

    private static string? PasswordFault(string? password, bool same) =>
        string.IsNullOrEmpty(password) ? same ? null : "type_password"
        : password.Length > Longest ? "too_long"
        : password.Any(char.IsControl) ? "not_text"
        : null;

    private static string? Line(string? written, string field, List<Fault> faults)
    {
        var text = PlainText.Of(written, Longest, field, faults);
        if (text?.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is 0x2028 or 0x2029) == true) faults.Add(new(field, "not_text"));
        return text;
    }
}
