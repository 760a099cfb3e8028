using System.Globalization;
using System.Text.RegularExpressions;

namespace Kolot.Outside.Mail;

/// <summary>Where mail goes to or comes from.</summary>
public sealed partial record Mailbox
{
    // RFC 5321 4.5.3.1.3, less the angle brackets.
    private const int Longest = 254;

    private Mailbox(string address, string? name) => (Address, Name) = (address, name);

    /// <summary>The address, in the letters that every mail server takes.</summary>
    public string Address { get; }

    /// <summary>What people read instead of it.</summary>
    public string? Name { get; }

    /// <summary>The part behind the @.</summary>
    public string Domain => Address[(Address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    /// <summary>The mailbox, or null where no mail could be sent to such an address.</summary>
    public static Mailbox? Of(string address, string? name = null)
    {
        var at = address.LastIndexOf('@');
        if (at < 1 || !MailHeader.IsOneLine(name)) return null;
        var whole = address[..at] + "@" + Latin(address[(at + 1)..]);
        return whole.Length <= Longest && Plain().IsMatch(whole) ? new(whole, string.IsNullOrWhiteSpace(name) ? null : name.Trim()) : null;
    }

    /// <summary>As it stands in a header.</summary>
    public string Header(string header) => Name is null ? Address : $"{MailHeader.Phrase(Name, header.Length + 2)} <{Address}>";

    // Names of domains may be written in Hebrew; on the way they are spelt in Latin letters.
    private static string Latin(string domain)
    {
        try
        {
            return new IdnMapping().GetAscii(domain);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\z")]
    private static partial Regex Plain();
}
