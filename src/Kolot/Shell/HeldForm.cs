using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Kolot.Shell;

/// <summary>What a form held that could not be taken in, because its session or its token had ended meanwhile: it can be sent again as it was.</summary>
/// <param name="Path">Where it is sent.</param>
/// <param name="Fields">What it held, in order.</param>
public sealed record HeldForm(string Path, IReadOnlyList<HeldForm.Field> Fields)
{
    /// <summary>Whose session it came with; null where that is not known any more.</summary>
    public Guid? Account { get; init; }

    /// <summary>The organisation that it is meant for, if it is for one.</summary>
    public string Organisation => Path.Split('/', '?') is [_, var organisation, ..] ? organisation : "";

    /// <summary>One field.</summary>
    public sealed record Field(string Name, string Value);
}

/// <summary>Holds forms, on the page that answers them and nowhere else.</summary>
/// <remarks>Only what the browser says came from our own page is held: else another site could have its form sent by whoever signs in.</remarks>
public sealed class HeldForms(IDataProtectionProvider protection)
{
    // The longest text that a voice may have, as a form writes Hebrew, and as much again.
    private const long Most = 256 * 1024;
    private const string Token = "__RequestVerificationToken";

    // Who comes back later than this has left the page to somebody else.
    private static readonly TimeSpan Held = TimeSpan.FromHours(1);

    private readonly ITimeLimitedDataProtector protector = protection.CreateProtector("Kolot.Shell.HeldForms").ToTimeLimitedDataProtector();

    /// <summary>Takes what was posted; null where it is not to be held: a program's, another site's, too large, with files or secrets.</summary>
    public static async Task<HeldForm?> Take(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || request.ContentLength is null or > Most) return null;
        if (Trouble.IsApi(request) || !IsOurs(request) || !IsHere(request.Path + request.QueryString)) return null;
        try
        {
            var form = await request.ReadFormAsync(context.RequestAborted);
            if (form.Files.Count > 0 || form.Keys.Any(IsSecret)) return null;
            var fields = form.Where(field => field.Key != Token).SelectMany(field => field.Value.Select(value => new HeldForm.Field(field.Key, value ?? "")));
            return new(request.Path + request.QueryString, [.. fields]);
        }
        catch (InvalidDataException)
        {
            return null; // No form after all: there is nothing to send again.
        }
    }

    /// <summary>As text for a page, which nobody but this house can write or read.</summary>
    public string Seal(HeldForm held, Guid? account) => protector.Protect(JsonSerializer.Serialize(held with { Account = account }), Held);

    /// <summary>What was sealed; null where it was not, or with keys that are gone, or where it is known to be somebody else's.</summary>
    public HeldForm? Open(string? kept, Guid account)
    {
        if (string.IsNullOrEmpty(kept)) return null;
        try
        {
            return JsonSerializer.Deserialize<HeldForm>(protector.Unprotect(kept)) is { } held && IsHere(held.Path) && (held.Account ?? account) == account ? held : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    // Held, it would stand in a page.
    private static bool IsSecret(string name) =>
        name.Contains("password", StringComparison.OrdinalIgnoreCase) || name.Contains("secret", StringComparison.OrdinalIgnoreCase);

    private static bool IsHere(string path) => Redirects.Local(path) == path;

    // A browser names its page's origin and no script can change that; without TLS the older of the two headers alone is sent.
    private static bool IsOurs(HttpRequest request) => request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
        ? site == "same-origin"
        : Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}
