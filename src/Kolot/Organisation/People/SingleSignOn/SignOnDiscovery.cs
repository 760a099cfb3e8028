using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Microsoft.IdentityModel.Tokens;

namespace Kolot.Organisation.People.SingleSignOn;

/// <summary>What a provider tells of itself, by OpenID Connect Discovery 1.0.</summary>
/// <param name="Issuer">Its own name, which must be the address it was asked at.</param>
/// <param name="AuthorizationEndpoint">Where people are sent.</param>
/// <param name="TokenEndpoint">Where a code becomes a token.</param>
/// <param name="UserinfoEndpoint">Where more is told of who signed in, if anywhere.</param>
/// <param name="JwksUri">Where its keys are.</param>
/// <param name="TokenEndpointAuthMethodsSupported">In which ways Kolot may say its secret.</param>
public sealed record ProviderFacts(
    [property: JsonPropertyName("issuer")] string Issuer,
    [property: JsonPropertyName("authorization_endpoint")] string AuthorizationEndpoint,
    [property: JsonPropertyName("token_endpoint")] string TokenEndpoint,
    [property: JsonPropertyName("userinfo_endpoint")] string? UserinfoEndpoint,
    [property: JsonPropertyName("jwks_uri")] string JwksUri,
    [property: JsonPropertyName("token_endpoint_auth_methods_supported")] string[]? TokenEndpointAuthMethodsSupported);

/// <summary>Reads what providers tell of themselves, and their keys, and remembers it for a while.</summary>
public sealed class SignOnDiscovery(SignOnClient client, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);

    // Whoever sends tokens with keys of their own invention has the provider asked no more often than this.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (long At, ProviderFacts Facts)> facts = new();
    private readonly ConcurrentDictionary<string, (long At, SecurityKey[] Keys)> keys = new();

    /// <summary>Whether it can be a provider's address: https, or http to this very machine.</summary>
    public static bool IsAddress(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0
        && uri.Query.Length == 0 && uri.Fragment.Length == 0
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    /// <summary>What a provider tells of itself, read anew.</summary>
    /// <returns>Refused at <c>issuer</c> with: <c>unknown_name</c>, <c>private_address</c>, <c>no_answer</c>, <c>no_provider</c>, <c>other_issuer</c>.</returns>
    public async Task<Result<ProviderFacts>> Read(string issuer, CancellationToken cancel)
    {
        var told = await client.Get(issuer + "/.well-known/openid-configuration", cancel);
        if (told.Refusal is Refusal.Invalid silent) return new Refusal.Invalid("issuer", silent.Faults[0].Reason);
        if (Parse<ProviderFacts>(told.Value) is not { } read || !IsWhole(read)) return new Refusal.Invalid("issuer", "no_provider");
        if (read.Issuer.TrimEnd('/') != issuer) return new Refusal.Invalid("issuer", "other_issuer");
        facts[issuer] = (clock.GetTimestamp(), read);
        return read;
    }

    /// <summary>What a provider tells of itself, from memory if it is fresh.</summary>
    public async Task<Result<ProviderFacts>> Of(string issuer, CancellationToken cancel) =>
        facts.TryGetValue(issuer, out var known) && clock.GetElapsedTime(known.At) < Fresh ? known.Facts : await Read(issuer, cancel);

    /// <summary>A provider's keys; asked for anew where they are not fresh, or one is missing.</summary>
    public async Task<Result<SecurityKey[]>> KeysOf(ProviderFacts provider, bool oneIsMissing, CancellationToken cancel)
    {
        if (keys.TryGetValue(provider.JwksUri, out var known) && clock.GetElapsedTime(known.At) < (oneIsMissing ? Between : Fresh)) return known.Keys;
        var told = await client.Get(provider.JwksUri, cancel);
        if (told.Refusal is { } silent) return silent;
        try
        {
            var read = new JsonWebKeySet(told.Value).GetSigningKeys().ToArray();
            keys[provider.JwksUri] = (clock.GetTimestamp(), read);
            return read;
        }
        catch (ArgumentException)
        {
            return new Refusal.Invalid("issuer", "no_provider");
        }
    }

    /// <summary>What was told as JSON; null where it is none.</summary>
    internal static T? Parse<T>(string told) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(told);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(ProviderFacts told) =>
        !string.IsNullOrEmpty(told.Issuer) && IsEndpoint(told.AuthorizationEndpoint) && IsEndpoint(told.TokenEndpoint) && IsEndpoint(told.JwksUri)
        && (told.UserinfoEndpoint is null || IsEndpoint(told.UserinfoEndpoint));

    private static bool IsEndpoint(string? address) => Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));
}
