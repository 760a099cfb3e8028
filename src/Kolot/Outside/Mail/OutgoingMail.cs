using System.Globalization;
using System.Net;
using System.Text;

namespace Kolot.Outside.Mail;

/// <summary>One mail to one reader.</summary>
/// <param name="From">Who sends it.</param>
/// <param name="To">Who reads it.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Paragraphs with empty lines between them; an address that stands alone becomes a link.</param>
/// <param name="Language">The language, which says from which side it is read.</param>
public sealed record OutgoingMail(Mailbox From, Mailbox To, string Subject, string Text, CultureInfo Language)
{
    private const string Seam = "kolot-parts";

    /// <summary>The same for readers who see more than words: a whole document. Null where the paragraphs of <see cref="Text"/> are enough.</summary>
    public string? Html { get; init; }

    /// <summary>Where answers to it go; null for the sender.</summary>
    public Mailbox? ReplyTo { get; init; }

    /// <summary>Where a reader ends mail of this kind by one POST (RFC 8058); null where it comes once.</summary>
    public Uri? StopsAt { get; init; }

    /// <summary>The mail as it goes over the wire: Latin letters only, and every line short.</summary>
    /// <param name="id">What is its own, for the Message-ID.</param>
    /// <param name="at">When it is sent.</param>
    public string Wire(Guid id, DateTimeOffset at)
    {
        if (!MailHeader.IsOneLine(Subject)) throw new InvalidOperationException("A subject is one line.");
        // Base64 holds no hyphen, so that no part can hold the seam.
        var seam = $"{Seam}-{id:N}";
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"From: {From.Header("From")}\r\n")
            .Append(CultureInfo.InvariantCulture, $"To: {To.Header("To")}\r\n")
            .Append(ReplyTo is { } answers ? $"Reply-To: {answers.Header("Reply-To")}\r\n" : "")
            .Append(CultureInfo.InvariantCulture, $"Subject: {MailHeader.Words(Subject, "Subject: ".Length)}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Date: {at.UtcDateTime:ddd, dd MMM yyyy HH:mm:ss} +0000\r\n")
            .Append(CultureInfo.InvariantCulture, $"Message-ID: {IdOf(id, From)}\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Language: {Language.Name}\r\n")
            .Append(StopsAt is { IsAbsoluteUri: true } stop ? $"List-Unsubscribe:\r\n <{stop.AbsoluteUri}>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" : "")
            .Append("Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n")
            .Append(CultureInfo.InvariantCulture, $"Content-Type: multipart/alternative;\r\n boundary=\"{seam}\"\r\n\r\n")
            .Append(Part(seam, "text/plain", Text)).Append(Part(seam, "text/html", Html ?? Paragraphs()))
            .Append(CultureInfo.InvariantCulture, $"--{seam}--\r\n")
            .ToString();
    }

    /// <summary>The Message-ID of a mail from a sender: by it a report of what became of the mail finds back.</summary>
    public static string IdOf(Guid id, Mailbox from) => $"<{id:N}@{from.Domain}>";

    private string Paragraphs()
    {
        var side = Language.TextInfo.IsRightToLeft ? "rtl" : "ltr";
        var paragraphs = Text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Paragraph);
        return $"""
            <!doctype html>
            <html lang="{Language.Name}" dir="{side}"><head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(Subject)}</title></head>
            <body dir="{side}" style="font-family:sans-serif;line-height:1.5">
            {string.Join('\n', paragraphs)}
            </body></html>
            """;
    }

    private static string Paragraph(string paragraph)
    {
        var words = WebUtility.HtmlEncode(paragraph);
        var isLink = !paragraph.Any(char.IsWhiteSpace) && Uri.TryCreate(paragraph, UriKind.Absolute, out var link)
            && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp);
        return isLink ? $"<p><a href=\"{words}\" dir=\"ltr\">{words}</a></p>" : $"<p dir=\"auto\">{words.Replace("\n", "<br>", StringComparison.Ordinal)}</p>";
    }

    private static string Part(string seam, string kind, string words)
    {
        var content = Convert.ToBase64String(Encoding.UTF8.GetBytes(words.ReplaceLineEndings("\r\n")), Base64FormattingOptions.InsertLineBreaks);
        return $"--{seam}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{content}\r\n";
    }
}
