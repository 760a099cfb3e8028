using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Kolot.Shell;

/// <summary>What was just done, in a sentence, and where it can be seen.</summary>
public sealed record Notice(string Sentence, string? Href, string? Label);

/// <summary>One sentence about what was just done, shown once, on the page that follows a redirect.</summary>
public sealed class Notices(IDataProtectionProvider protection, IHttpContextAccessor web)
{
    private const string Cookie = "kolot-notice";

    private readonly IDataProtector protector = protection.CreateProtector("Kolot.Shell.Notices");

    private HttpContext Context => web.HttpContext ?? throw new InvalidOperationException("A notice is left within a request.");

    private CookieOptions Options => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Lax,
        Secure = Context.Request.IsHttps,
        MaxAge = TimeSpan.FromMinutes(5),
    };

    /// <summary>Leaves a sentence for the next page, and a link to what it speaks of.</summary>
    public void Leave(string sentence, (string Href, string Label)? link = null) =>
        Context.Response.Cookies.Append(Cookie, protector.Protect(JsonSerializer.Serialize(new Notice(sentence, link?.Href, link?.Label))), Options);

    /// <summary>Takes the sentence that was left, so that it is not shown twice.</summary>
    public Notice? Take()
    {
        if (Context.Request.Cookies[Cookie] is not { Length: > 0 } kept) return null;

        Context.Response.Cookies.Delete(Cookie, Options);
        try
        {
            return JsonSerializer.Deserialize<Notice>(protector.Unprotect(kept));
        }
        catch (Exception fault) when (fault is CryptographicException or JsonException)
        {
            return null; // Written with keys that are gone: the act it speaks of was done all the same.
        }
    }
}
