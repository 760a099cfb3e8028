using System.Globalization;
using System.Text;

namespace Kolot.Core.Organisation;

/// <summary>How a mail server is written into a form, whether mail goes through it or comes from it.</summary>
public static class MailServerTyped
{
    // A name in the DNS is no longer than this (RFC 1035).
    private const int LongestHost = 253;
    private const int Longest = 254;

    /// <summary>The ways of protecting a conversation, by code.</summary>
    public static IReadOnlyDictionary<string, MailSecurity> Securities { get; } =
        new Dictionary<string, MailSecurity> { ["starttls"] = MailSecurity.StartTls, ["tls"] = MailSecurity.Tls, ["none"] = MailSecurity.None };

    /// <summary>The code of a way.</summary>
    public static string CodeOf(MailSecurity security) => Securities.Single(known => known.Value == security).Key;

    /// <summary>What was typed, as it is kept; what is wrong with it is added to the faults.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="mayBeOpen">Whether it may be spoken to unprotected: only where servers of one's own network are allowed.</param>
    /// <param name="faults">What is wrong.</param>
    public static (string? Host, int Port, MailSecurity Security, string? User) Read((string? Host, string? Port, string? Security, string? User) typed, bool mayBeOpen, List<Fault> faults)
    {
        var host = PlainText.Of(typed.Host, LongestHost, "host", faults);
        if (host is null) faults.Add(new("host", "required"));
        else if (Uri.CheckHostName(host) == UriHostNameType.Unknown) faults.Add(new("host", "not_a_host"));
        if (!int.TryParse(typed.Port?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65_535) faults.Add(new("port", "not_a_port"));
        if (!Securities.TryGetValue(typed.Security ?? "", out var security)) faults.Add(new("security", "unknown"));
        else if (security == MailSecurity.None && !mayBeOpen) faults.Add(new("security", "open_connection"));
        return (host, port, security, Line(typed.User, "user", faults));
    }

    /// <summary>What is wrong with a password; null where nothing is.</summary>
    /// <param name="password">What was typed; blank for the one that is kept.</param>
    /// <param name="same">Whether one is kept for the very same server and user.</param>
    public static string? PasswordFault(string? password, bool same) =>
        string.IsNullOrEmpty(password) ? same ? null : "type_password"
        : password.Length > Longest ? "too_long"
        : password.Any(char.IsControl) ? "not_text"
        : null;

    /// <summary>One line without anything in it that is not written.</summary>
    public static string? Line(string? written, string field, List<Fault> faults)
    {
        var text = PlainText.Of(written, Longest, field, faults);
        if (text?.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar || rune.Value is 0x2028 or 0x2029) == true) faults.Add(new(field, "not_text"));
        return text;
    }
}
