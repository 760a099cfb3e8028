using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Kolot.Listen.Sharing;

namespace Kolot.Listen.Answering;

/// <summary>The style of the pages that customers answer on: it stands in the page itself, so that one request brings all.</summary>
public static partial class AnswerStyle
{
    /// <summary>The rules.</summary>
    public static string Text { get; } = Read("answering");

    /// <summary>The same with those of the contact form.</summary>
    public static string WithContact { get; } = $"{Text} {Read("contact")}";

    // Nothing but these very styles, and forms of our own.
    private static readonly string Policy =
        $"default-src 'none'; style-src {HashOf(Text)} {HashOf(WithContact)}; style-src-attr 'unsafe-inline'; img-src 'self' data:; script-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Lets a browser use it on the page that is answered; where that stands on another site, there alone.</summary>
    public static void Allow(HttpContext context) => context.Response.Headers.ContentSecurityPolicy =
        context.RequestServices.GetRequiredService<Doorway>().Site is { } site ? $"{Policy[..^"'none'".Length]}{site}" : Policy;

    private static string HashOf(string style) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'";

    private static string Read(string name)
    {
        using var stream = typeof(AnswerStyle).Assembly.GetManifestResourceStream($"inline:{name}.inline.css") ?? throw new InvalidOperationException($"The style of {name} is not there.");
        using var reader = new StreamReader(stream);
        return Space().Replace(Comment().Replace(reader.ReadToEnd(), ""), " ").Trim();
    }

    [GeneratedRegex(@"/\*.*?\*/", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
