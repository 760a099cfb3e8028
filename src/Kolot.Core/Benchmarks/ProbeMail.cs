namespace Kolot.Core.Benchmarks;

/// <summary>How mail to a study is told apart: which probe it answers, and whether a machine wrote it.</summary>
public static class ProbeMail
{
    /// <summary>The shortest key that a probe has.</summary>
    public const int ShortestKey = 8;

    /// <summary>The address to which a probe's answers are to come.</summary>
    /// <param name="mailbox">The study's mailbox: <c>study@example.org</c>, whose server knows plus signs, or <c>@study.example.org</c>, which takes in whatever comes.</param>
    /// <param name="key">The probe's key.</param>
    public static string AddressOf(string mailbox, string key) => mailbox.StartsWith('@') ? key + mailbox : mailbox.Insert(mailbox.IndexOf('@', StringComparison.Ordinal), "+" + key);

    /// <summary>Whether it is such a mailbox.</summary>
    public static bool IsMailbox(string text) =>
        text.Length is > 3 and <= 200 && text.Count(sign => sign == '@') == 1 && !text.Any(sign => char.IsWhiteSpace(sign) || char.IsControl(sign) || sign is '<' or '>' or ',' or '+') && text[(text.IndexOf('@', StringComparison.Ordinal) + 1)..] is { Length: > 2 } host && host.Contains('.', StringComparison.Ordinal);

    /// <summary>What may be the key of a probe in an address: what stands before the at sign, and after a plus.</summary>
    public static IEnumerable<string> KeysIn(string address)
    {
        var name = address[..(address.LastIndexOf('@') is > 0 and var at ? at : 0)].ToLowerInvariant();
        return new[] { name, name[(name.LastIndexOf('+') + 1)..] }.Distinct().Where(key => key.Length >= ShortestKey && key.All(char.IsAsciiLetterOrDigit));
    }

    /// <summary>Whether a machine wrote it by itself, as the heads say that mail servers and ticket systems agreed on (RFC 3834).</summary>
    /// <param name="head">The value of a head by its name; null where the mail has none.</param>
    public static bool IsAutomatic(Func<string, string?> head)
    {
        if (head("Auto-Submitted")?.Trim() is { Length: > 0 } submitted && !submitted.StartsWith("no", StringComparison.OrdinalIgnoreCase)) return true;
        // What a server says of a mail's fate is no word of whom it was for (RFC 6522).
        if (head("Content-Type")?.TrimStart().StartsWith("multipart/report", StringComparison.OrdinalIgnoreCase) == true) return true;
        if (head("Precedence")?.Trim().ToLowerInvariant() is "bulk" or "junk" or "list" or "auto_reply") return true;
        if (head("X-Auto-Response-Suppress") is not null && head("In-Reply-To") is null) return true;
        return head("X-Autoreply") is not null || head("X-Autorespond") is not null || head("X-Autoresponder") is not null || head("Return-Path")?.Trim() is "<>";
    }
}
