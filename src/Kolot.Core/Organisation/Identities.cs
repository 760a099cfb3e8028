using System.Net.Mail;

namespace Kolot.Core.Organisation;

/// <summary>Brings identities into their one canonical form, so that a person is found however they were written down.</summary>
public static class Identities
{
    /// <summary>A mail address in lower case; null if it is not one.</summary>
    public static string? Mail(string? written)
    {
        var trimmed = written?.Trim();
        return trimmed is { Length: > 0 and <= 254 } && MailAddress.TryCreate(trimmed, out var address) && address.Address == trimmed
            ? trimmed.ToLowerInvariant()
            : null;
    }

    /// <summary>A phone number in E.164 form; null if it cannot be one.</summary>
    /// <param name="written">As written: 054-123-4567, +972 54 1234567, 00972….</param>
    /// <param name="country">The country code that a leading zero stands for, without a plus: <c>972</c>.</param>
    public static string? Phone(string? written, string country = "972")
    {
        if (written is null) return null;
        var digits = new string([.. written.Where(char.IsAsciiDigit)]);
        var international = written.TrimStart().StartsWith('+') ? digits
            : digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..]
            : digits.StartsWith('0') ? country + digits[1..]
            : digits.StartsWith(country, StringComparison.Ordinal) ? digits
            : country + digits;
        // E.164 allows fifteen digits; fewer than eight is no subscriber's number anywhere we know of.
        return international.Length is >= 8 and <= 15 ? "+" + international : null;
    }

    /// <summary>The canonical form of an identity of that kind; null if it is not one.</summary>
    public static string? Canonical(string kind, string? written) => kind switch
    {
        "mail" => Mail(written),
        "phone" or "whatsapp" => Phone(written),
        _ => written?.Trim() is { Length: > 0 and <= 200 } value ? value : null,
    };
}
