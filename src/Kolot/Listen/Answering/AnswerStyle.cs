using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Kolot.Listen.Sharing;

namespace Kolot.Listen.Answering;

/// <summary>The style of the pages that customers answer on: it stands in the page itself, so that one request brings all.</summary>
public static partial class AnswerStyle
{
    /// <summary>The rules.</summary>
    public static string Text { get; } = Read();

    // Nothing but this very style, and forms of our own.
    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))}'; style-src-attr 'unsafe-inline'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Lets a browser use it on the page that is answered; where that stands on another site, there alone.</summary>
    public static void Allow(HttpContext context) => context.Response.Headers.ContentSecurityPolicy =
        context.RequestServices.GetRequiredService<Doorway>().Site is { } site ? $"{Policy[..^"'none'".Length]}{site}" : Policy;

    private static string Read()
    {
        using var stream = typeof(AnswerStyle).Assembly.GetManifestResourceStream("inline:answering.inline.css") ?? throw new InvalidOperationException("The style of surveys is not there.");
        using var reader = new StreamReader(stream);
        return Space().Replace(Comment().Replace(reader.ReadToEnd(), ""), " ").Trim();
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
