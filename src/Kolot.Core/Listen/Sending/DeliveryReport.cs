using System.Text.RegularExpressions;

namespace Kolot.Core.Listen.Sending;

/// <summary>What a mail server reports of a mail that it took (RFC 3464).</summary>
/// <param name="MessageId">The Message-ID of the mail, with its angle brackets.</param>
/// <param name="Action">What became of it: <c>failed</c>, <c>delayed</c>, <c>delivered</c>, <c>relayed</c>, <c>expanded</c>.</param>
/// <param name="Status">The enhanced code: <c>5.1.1</c>.</param>
/// <param name="Said">What the other server said, as it was reported.</param>
public sealed partial record DeliveryReport(string MessageId, string Action, string Status, string Said)
{
    private const int Longest = 1 << 20;
    private const int MostLines = 20_000;

    private static readonly string[] Actions = ["failed", "delayed", "delivered", "relayed", "expanded"];

    /// <summary>Reads a mail that may be a report.</summary>
    /// <param name="mail">The mail as it came, whole; of nobody known, so nothing in it is believed but what it tells of.</param>
    /// <returns>What it reports; null where it is no report, or reports of no mail that could be ours.</returns>
    public static DeliveryReport? Read(string mail)
    {
        if (mail.Length > Longest) return null;
        var lines = Unfolded(mail);
        // A report says that it is one; what is quoted in a complaint does not.
        if (!lines.TakeWhile(line => line.Length > 0).Any(line => Report().IsMatch(line))) return null;
        string? action = null, status = null, said = null;
        string? id = null;
        foreach (var line in lines)
        {
            if (Field(line, "Action") is { } its) action ??= its.ToLowerInvariant();
            else if (Field(line, "Status") is { } code) status ??= Bounces.CodeIn(code);
            else if (Field(line, "Diagnostic-Code") is { } words) said ??= words.Contains(';', StringComparison.Ordinal) ? words[(words.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim() : words;
        }

        // The report's own Message-ID comes first, that of the mail that it returns after it.
        var heads = lines.Select(line => Field(line, "Message-ID")).OfType<string>().Where(value => Id().IsMatch(value)).ToArray();
        id = heads.Length > 1 ? heads[^1] : null;
        return id is not null && action is not null && Actions.Contains(action) ? new(id, action, status ?? (action == "failed" ? "5.0.0" : "2.0.0"), said ?? "") : null;
    }

    private static string? Field(string line, string name) =>
        line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase) ? line[(name.Length + 1)..].Trim() : null;

    // A line that begins with a blank goes on the one before it.
    private static List<string> Unfolded(string mail)
    {
        var lines = new List<string>();
        foreach (var line in mail.ReplaceLineEndings("\n").Split('\n').Take(MostLines))
            if (line.Length > 0 && line[0] is ' ' or '\t' && lines.Count > 0 && lines[^1].Length is > 0 and < 10_000) lines[^1] += " " + line.Trim();
            else lines.Add(line);
        return lines;
    }

    [GeneratedRegex(@"^Content-Type:\s*multipart/report\b.*report-type=""?delivery-status", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Report();

    [GeneratedRegex(@"\A<[^\s<>@]{1,100}@[^\s<>@]{1,255}>\z")]
    private static partial Regex Id();
}
