using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Kolot.Core;
using Kolot.Organisation.People.SignIn;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.WebUtilities;

namespace Kolot.Organisation.People.SingleSignOn;

/// <summary>The way to a provider, and back.</summary>
/// <remarks>What was sent along is kept, sealed, in a cookie of a few minutes: an answer that this browser did not ask for opens nothing.</remarks>
public sealed class SignOnDoor(SignOnDiscovery discovery, SignOnExchange exchange, EnterBySignOn enter, IDataProtectionProvider protection)
{
    private const string Cookie = "kolot-sign-on";
    private const string Back = "/sign-in/single-sign-on";

    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector seal = protection.CreateProtector("Kolot.SignOn").ToTimeLimitedDataProtector();

    /// <summary>The address that a provider sends people back to; it is entered there.</summary>
    public static string ReturnAddress(HttpContext context) => PublicAddress.Of(context) + Back;

    /// <summary>Its routes. Neither changes anything that was not asked for at this browser.</summary>
    public static void Map(IEndpointRouteBuilder routes, RouteGroupBuilder organisation)
    {
        const string Why = "Who is to sign in is not known yet.";
        organisation.MapGet("/sign-in", async (string? to, bool? fresh, HttpContext context, SignOnDoor door) => await door.Leave(context, to, fresh == true))
            .OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
        routes.MapGet(Back, async (HttpContext context, SignOnDoor door) => await door.Return(context)).OpenToAll(Why).RequireRateLimiting(SignInSetup.Doors);
    }

    // An organisation without a provider looks like none at all.
    private async Task<IResult> Leave(HttpContext context, string? to, bool fresh)
    {
        var organisation = context.RequestServices.GetRequiredService<Visit>().Organisation ?? "";
        if (await enter.ProviderOf(organisation, context.RequestAborted) is not { } provider) return Results.NotFound();
        var facts = await discovery.Of(provider.Issuer, context.RequestAborted);
        if (facts.Refused) return await Refused(context, to, new Refusal.Invalid("provider", "provider_away"));

        var sent = new Sent(organisation, Random(), Random(), Random(), Redirects.Local(to ?? Redirects.Home(organisation)));
        context.Response.Cookies.Append(Cookie, seal.Protect(JsonSerializer.Serialize(sent), Lasting), Options(context));
        var asks = new Dictionary<string, string?>
        {
            ["response_type"] = "code", ["client_id"] = provider.ClientId, ["redirect_uri"] = ReturnAddress(context), ["scope"] = "openid profile email",
            ["state"] = sent.State, ["nonce"] = sent.Nonce, ["code_challenge_method"] = "S256",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(sent.Verifier))),
        };
        // Whoever must prove it anew is not waved through by a session that the provider still has; when they did, the token says.
        if (fresh) (asks["prompt"], asks["max_age"]) = ("login", "0");
        return Results.Redirect(QueryHelpers.AddQueryString(facts.Value.AuthorizationEndpoint, asks));
    }

    private async Task<IResult> Return(HttpContext context)
    {
        var (query, cancel) = (context.Request.Query, context.RequestAborted);
        var sent = Open(context.Request.Cookies[Cookie]);
        // It serves once.
        context.Response.Cookies.Delete(Cookie, Options(context));
        if (sent is null || !CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent.State), Encoding.UTF8.GetBytes(query["state"].ToString())))
            return await Refused(context, null, new Refusal.Invalid("provider", "not_asked_for"));
        if (query["code"].ToString() is not { Length: > 0 } code) return await Refused(context, sent.To, new Refusal.Invalid("provider", "provider_refused"));
        if (await enter.ProviderOf(sent.Organisation, cancel) is not { } provider) return await Refused(context, sent.To, new Refusal.Invalid("provider", "not_asked_for"));
        // Whose answer it is, where the provider says so (RFC 9207).
        if (query["iss"].ToString() is { Length: > 0 } said && said.TrimEnd('/') != provider.Issuer) return await Refused(context, sent.To, new Refusal.Invalid("provider", "not_believed"));

        var vouched = await exchange.Run(provider, new(code, sent.Verifier, sent.Nonce, ReturnAddress(context)), cancel);
        if (vouched.Refusal is { } doubt) return await Refused(context, sent.To, doubt);
        var done = await enter.Run(context, sent.Organisation, provider, vouched.Value);
        return done.Refusal is { } refusal ? await Refused(context, sent.To, refusal) : Redirects.SeeOther(sent.To);
    }

    private Sent? Open(string? kept)
    {
        if (kept is null) return null;
        try
        {
            return JsonSerializer.Deserialize<Sent>(seal.Unprotect(kept));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static Task<RazorComponentResult<SignInPage>> Refused(HttpContext context, string? to, Refusal refusal) =>
        EnterWithPassword.Page(context, new("", to, null), Faults.Of(refusal, Words.ResourceManager), StatusCodes.Status422UnprocessableEntity);

    private static string Random() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    // The provider sends people back from another site: lax, or the cookie would stay away.
    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = ReturnAddress(context).StartsWith("https://", StringComparison.OrdinalIgnoreCase), Path = Back, MaxAge = Lasting,
    };

    private sealed record Sent(string Organisation, string State, string Nonce, string Verifier, string To);
}
