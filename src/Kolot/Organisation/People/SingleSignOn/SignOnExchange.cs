using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Kolot.Organisation.People.SingleSignOn;

/// <summary>Whom a provider vouches for.</summary>
/// <param name="Subject">What the provider calls them, and nobody else, ever.</param>
/// <param name="Mail">Their mail address, if it was told.</param>
/// <param name="MailIsVerified">Whether the provider says that it is theirs.</param>
/// <param name="Name">As they are called, if it was told.</param>
/// <param name="Values">The values of the claim that the rules read.</param>
/// <param name="ProvenAt">When they proved it to the provider, if it says so.</param>
public sealed record Vouched(string Subject, string? Mail, bool MailIsVerified, string? Name, IReadOnlyList<string> Values, DateTimeOffset? ProvenAt);

/// <summary>Turns a code into whom the provider vouches for: OpenID Connect Core 1.0, section 3.1.3, with PKCE (RFC 7636).</summary>
public sealed class SignOnExchange(SignOnClient client, SignOnDiscovery discovery, SignOnSecret secrets, TimeProvider clock)
{
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(2);

    // With keys of the provider's own; a token that is signed with the shared secret, or not at all, is refused.
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512, SecurityAlgorithms.RsaSsaPssSha256,
        SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512, SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    /// <summary>What came back from a provider, and what was sent there.</summary>
    /// <param name="Code">The code.</param>
    /// <param name="Verifier">The secret whose hash was sent along.</param>
    /// <param name="Nonce">What the token must hold.</param>
    /// <param name="ReturnsTo">The address it came back to.</param>
    public sealed record Returned(string Code, string Verifier, string Nonce, string ReturnsTo);

    /// <summary>Asks, and believes nothing that is not signed for this house, this attempt and this moment.</summary>
    public async Task<Result<Vouched>> Run(SignOnProvider provider, Returned back, CancellationToken cancel)
    {
        if (secrets.Open(provider.ClientSecret) is not { } secret) return new Refusal.Invalid("provider", "secret_lost");
        var found = await discovery.Of(provider.Issuer, cancel);
        if (found.Refused) return new Refusal.Invalid("provider", "provider_away");
        var facts = found.Value;

        var told = await client.Post(facts.TokenEndpoint, Form(provider, facts, secret, back), Says(provider, facts, secret), cancel);
        if (told.Refused) return new Refusal.Invalid("provider", "provider_refused");
        if (SignOnDiscovery.Parse<Tokens>(told.Value) is not { IdToken: { Length: > 0 } idToken } tokens) return new Refusal.Invalid("provider", "provider_refused");
        if (await Believe(provider, facts, idToken, cancel) is not { } token || !token.TryGetPayloadValue<string>("nonce", out var nonce) || nonce != back.Nonce)
            return new Refusal.Invalid("provider", "not_believed");

        var claims = token.Claims.Select(claim => (claim.Type, claim.Value)).ToList();
        if (token.Subject is not { Length: > 0 and <= 255 } subject) return new Refusal.Invalid("provider", "not_believed");
        if (tokens.AccessToken is { } access && facts.UserinfoEndpoint is { } more && !claims.Exists(claim => claim.Type == "email"))
            claims.AddRange(await More(more, access, subject, cancel));
        return Read(provider, subject, claims) with { ProvenAt = ProvenAt(token) };
    }

    private async Task<JsonWebToken?> Believe(SignOnProvider provider, ProviderFacts facts, string idToken, CancellationToken cancel)
    {
        foreach (var anew in new[] { false, true })
        {
            var keys = await discovery.KeysOf(facts, anew, cancel);
            if (keys.Refused) return null;
            var read = await new JsonWebTokenHandler().ValidateTokenAsync(idToken, new()
            {
                ValidIssuer = facts.Issuer,
                ValidAudience = provider.ClientId,
                IssuerSigningKeys = keys.Value,
                ValidAlgorithms = Algorithms,
                LifetimeValidator = IsOfThisMoment,
            });
            if (read is { IsValid: true, SecurityToken: JsonWebToken token }) return IsForUs(token, provider.ClientId) ? token : null;
            // Providers change their keys from time to time.
            if (read.Exception is not SecurityTokenSignatureKeyNotFoundException) return null;
        }

        return null;
    }

    // Who is named among several must be named as the one it was made for.
    private static bool IsForUs(JsonWebToken token, string clientId) =>
        token.TryGetPayloadValue<string>("azp", out var party) ? party == clientId : token.Audiences.Count() == 1;

    private bool IsOfThisMoment(DateTime? from, DateTime? until, SecurityToken token, TokenValidationParameters rules)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return until is { } end && now < end + Skew && (from is not { } begin || now >= begin - Skew);
    }

    private async Task<IEnumerable<(string, string)>> More(string address, string token, string subject, CancellationToken cancel)
    {
        var told = await client.Get(address, cancel, token);
        if (told.Refused || SignOnDiscovery.Parse<Dictionary<string, JsonElement>>(told.Value) is not { } claims) return [];
        // It must speak of the same person.
        if (!claims.TryGetValue("sub", out var same) || same.ValueKind != JsonValueKind.String || same.GetString() != subject) return [];
        return claims.Where(claim => claim.Key != "sub").SelectMany(claim => claim.Value.ValueKind == JsonValueKind.Array
            ? claim.Value.EnumerateArray().Select(value => (claim.Key, value.ToString()))
            : [(claim.Key, claim.Value.ToString())]);
    }

    private static Vouched Read(SignOnProvider provider, string subject, List<(string Type, string Value)> claims)
    {
        string? One(string type) => claims.FirstOrDefault(claim => claim.Type == type).Value is { Length: > 0 } value ? value : null;
        var verified = provider.TrustsMail || string.Equals(One("email_verified"), "true", StringComparison.OrdinalIgnoreCase);
        return new(subject, One("email"), verified, One("name") ?? One("preferred_username"),
            provider.RoleClaim.Length == 0 ? [] : [.. claims.Where(claim => claim.Type == provider.RoleClaim).Select(claim => claim.Value)], null);
    }

    private static DateTimeOffset? ProvenAt(JsonWebToken token) =>
        token.TryGetPayloadValue<long>("auth_time", out var seconds) && seconds is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    // By RFC 6749, section 2.3.1, a provider that does not say otherwise takes the header.
    private static bool InForm(ProviderFacts facts) =>
        facts.TokenEndpointAuthMethodsSupported is { } ways && !ways.Contains("client_secret_basic") && ways.Contains("client_secret_post");

    private static AuthenticationHeaderValue? Says(SignOnProvider provider, ProviderFacts facts, string secret) => InForm(facts) ? null
        : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(provider.ClientId)}:{Uri.EscapeDataString(secret)}")));

    private static Dictionary<string, string> Form(SignOnProvider provider, ProviderFacts facts, string secret, Returned back)
    {
        var form = new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = back.Code, ["redirect_uri"] = back.ReturnsTo, ["code_verifier"] = back.Verifier, ["client_id"] = provider.ClientId,
        };
        if (InForm(facts)) form["client_secret"] = secret;
        return form;
    }

    private sealed record Tokens(
        [property: JsonPropertyName("id_token")] string? IdToken, [property: JsonPropertyName("access_token")] string? AccessToken);
}
