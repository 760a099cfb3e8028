using System.Security.Cryptography;
using System.Text;
using Kolot.Core.Benchmarks;
using MimeKit;
using MimeKit.Text;
using MimeKit.Utils;

namespace Kolot.Benchmarks.Field;

/// <summary>A mail that came to a study, as far as it matters.</summary>
/// <param name="Keys">What may be the key of the probe that it answers.</param>
/// <param name="MessageId">By what the mail is known: sent twice it is one.</param>
/// <param name="At">When it came, UTC; null where it does not say.</param>
/// <param name="Automatic">Whether a machine wrote it by itself.</param>
/// <param name="Text">What it says, with its subject.</param>
public sealed record ProbeLetter(IReadOnlyList<string> Keys, string MessageId, DateTime? At, bool Automatic, string? Text)
{
    /// <summary>The lines of its head in which the address of a probe may stand: whom its writer wrote to, and where mail servers note to whom they delivered it.</summary>
    internal static readonly string[] Recipients = ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Forwarded-To"];

    /// <summary>The whole mail, as it is kept for evidence; null where it came in parts.</summary>
    public byte[]? Raw { get; init; }

    /// <summary>What a mail server says of a mail that it could not deliver, to whom and why (RFC 3464); null where it is no such report.</summary>
    public string? Undelivered { get; init; }

    /// <summary>The id of what it says; of a mail to a probe it is always the same.</summary>
    public Guid IdFor(Guid probe) => new(SHA256.HashData([.. probe.ToByteArray(), .. Encoding.UTF8.GetBytes(MessageId)])[..16]);

    /// <summary>Reads a mail as it went over the wire (RFC 5322); null where it is none.</summary>
    public static async Task<ProbeLetter?> Read(byte[] raw, CancellationToken cancel)
    {
        try
        {
            using var stream = new MemoryStream(raw);
            using var mail = await MimeMessage.LoadAsync(stream, cancel);
            if (mail.Headers.Count == 0) return null;
            string? Head(string name) => mail.Headers[name] ?? mail.Body?.Headers[name];
            string[] keys = [.. mail.Headers.Where(head => Recipients.Contains(head.Field, StringComparer.OrdinalIgnoreCase)).SelectMany(head => KeysIn(head.Value)).Distinct()];
            return new(keys, mail.MessageId ?? Convert.ToHexString(SHA256.HashData(raw)), ReceivedAt(mail), ProbeMail.IsAutomatic(Head), Said(mail.Subject, mail.TextBody ?? Plain(mail.HtmlBody))) { Raw = raw, Undelivered = Failure(mail) };
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>The keys in a line of addresses.</summary>
    public static IEnumerable<string> KeysIn(string line) => InternetAddressList.TryParse(line, out var all) ? all.Mailboxes.SelectMany(mailbox => ProbeMail.KeysIn(mailbox.Address)) : ProbeMail.KeysIn(line.Trim());

    /// <summary>What a mail says, with its subject above; no longer than what is kept of a reply.</summary>
    public static string? Said(string? subject, string? text)
    {
        var said = string.Join("\n\n", new[] { subject?.Trim(), text?.Trim() }.Where(part => !string.IsNullOrEmpty(part))).Replace("\0", "", StringComparison.Ordinal).ReplaceLineEndings("\n");
        if (said.Length > TakeReply.LongestText) said = said[..(char.IsHighSurrogate(said[TakeReply.LongestText - 1]) ? TakeReply.LongestText - 1 : TakeReply.LongestText)];
        return said.Length == 0 ? null : said;
    }

    // The uppermost server that took it in is the study's own: what the writer's clock says is believed only where none wrote it down.
    private static DateTime? ReceivedAt(MimeMessage mail)
    {
        if (mail.Headers["Received"] is { } received && received.LastIndexOf(';') is > 0 and var at && DateUtils.TryParse(received[(at + 1)..].Trim(), out var came)) return came.UtcDateTime;
        return mail.Headers.Contains(HeaderId.Date) && mail.Date != default ? mail.Date.UtcDateTime : null;
    }

    // One that is only late may arrive yet.
    private static string? Failure(MimeMessage mail)
    {
        if (mail.Body is not MultipartReport report || report.OfType<MessageDeliveryStatus>().FirstOrDefault() is not { } status) return null;
        var failed = status.StatusGroups.FirstOrDefault(group => string.Equals(group["Action"]?.Trim(), "failed", StringComparison.OrdinalIgnoreCase));
        return failed is null ? null : Said(null, string.Join(": ", new[] { failed["Final-Recipient"], failed["Diagnostic-Code"] ?? failed["Status"] }.OfType<string>().Select(line => line[(line.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim())));
    }

    private static string? Plain(string? html)
    {
        if (html is null) return null;
        var (words, hidden) = (new StringBuilder(), false);
        var tokens = new HtmlTokenizer(new StringReader(html)) { DecodeCharacterReferences = true };
        while (tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken tag)
            {
                if (tag.Id is HtmlTagId.Style or HtmlTagId.Script or HtmlTagId.Head) hidden = !tag.IsEndTag;
                if (tag.Id is HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI && words.Length > 0 && words[^1] != '\n') words.Append('\n');
            }
            else if (token is HtmlDataToken { Kind: HtmlTokenKind.Data } data && !hidden)
            {
                words.Append(data.Data);
            }
        }

        return words.ToString();
    }
}
