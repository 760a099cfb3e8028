using System.Text.RegularExpressions;
using Kolot.Core.Organisation;

namespace Kolot.Core.Listen.Sending;

/// <summary>Reads what servers and gateways say of a message that did not arrive.</summary>
public static partial class Bounces
{
    private const int Longest = 300;

    // The sender is not let in, or what they write is not taken: that says nothing of the address.
    private static readonly string[] NotOfTheAddress = ["5.7.", "5.3.", "5.5.", "5.6.", "5.2.2", "5.2.3", "5.4."];

    /// <summary>The enhanced code (RFC 3463) that stands in a server's words; null where none does.</summary>
    public static string? CodeIn(string? said) => said is not null && Code().Match(said) is { Success: true } match ? match.Value : null;

    /// <summary>Whether a refusal of a reader, or a report that a mail failed, says that the address takes no mail at all.</summary>
    /// <param name="code">The enhanced code, or else the plain one.</param>
    /// <param name="said">The server's words.</param>
    public static bool IsHard(string code, string? said)
    {
        if (!code.StartsWith('5')) return false;
        if (code.Contains('.', StringComparison.Ordinal)) return code == "5.4.4" || !NotOfTheAddress.Any(beginning => code.StartsWith(beginning, StringComparison.Ordinal));
        return code is "550" or "551" or "553" && (said is null || !Policy().IsMatch(said));
    }

    /// <summary>The words as they may be kept: without anybody's address, on one line, not too long.</summary>
    public static string Bare(string? said)
    {
        var bare = Traces.Without(said, _ => true) ?? "";
        bare = string.Join(' ', bare.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return bare.Length <= Longest ? bare : bare[..Longest] + "…";
    }

    [GeneratedRegex(@"(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])")]
    private static partial Regex Code();

    [GeneratedRegex(@"spam|blocked|blacklist|blocklist|policy|relay|denied|authenticat|spf|dkim|dmarc|reputation|rejected due", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Policy();
}
