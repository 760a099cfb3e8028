using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Kolot.Tests.Organisation.People.SingleSignOn;

/// <summary>A real provider of OpenID Connect at a port of its own, which says what a test wants, also what it should not.</summary>
public sealed class FakeProvider : IAsyncDisposable
{
    public const string ClientId = "kolot";
    public const string Secret = "הסוד of us: two";

    private readonly WebApplication house;
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string ReturnsTo)> codes = new();
    private RsaSecurityKey key = NewKey();

    private FakeProvider(WebApplication house) => this.house = house;

    /// <summary>Its address.</summary>
    public string Issuer { get; private set; } = "";

    /// <summary>What it calls itself, where that is another name.</summary>
    public string? CallsItself { get; set; }

    /// <summary>The claims of whoever signs in there.</summary>
    public Dictionary<string, object> Claims { get; set; } = new() { ["sub"] = "u-1" };

    /// <summary>What it tells only when it is asked once more.</summary>
    public Dictionary<string, object> Userinfo { get; set; } = [];

    /// <summary>Spoils what is to be signed.</summary>
    public Action<SecurityTokenDescriptor> Spoil { get; set; } = _ => { };

    /// <summary>Signs what is spoilt, if not with its own key.</summary>
    public Func<SecurityTokenDescriptor, string>? Forge { get; set; }

    public static async Task<FakeProvider> Open(TimeProvider clock)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var provider = new FakeProvider(builder.Build());
        provider.Map(clock);
        await provider.house.StartAsync(TestContext.Current.CancellationToken);
        provider.Issuer = provider.house.Urls.First();
        return provider;
    }

    /// <summary>From now on it signs with another key.</summary>
    public void ChangesItsKey() => key = NewKey();

    /// <summary>What somebody does there who is sent with this address: signs in, and is sent back to the address that this returns.</summary>
    public string Approve(Uri sent)
    {
        var asked = QueryHelpers.ParseQuery(sent.Query);
        Assert.Equal(("code", ClientId, "S256"), (asked["response_type"].ToString(), asked["client_id"].ToString(), asked["code_challenge_method"].ToString()));
        var code = Guid.CreateVersion7().ToString("N");
        codes[code] = (asked["code_challenge"].ToString(), asked["nonce"].ToString(), asked["redirect_uri"].ToString());
        return $"{new Uri(asked["redirect_uri"].ToString()).AbsolutePath}?code={code}&state={asked["state"]}&iss={Uri.EscapeDataString(Issuer)}";
    }

    public ValueTask DisposeAsync() => house.DisposeAsync();

    private void Map(TimeProvider clock)
    {
        house.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = CallsItself ?? Issuer, authorization_endpoint = Issuer + "/authorize", token_endpoint = Issuer + "/token",
            userinfo_endpoint = Issuer + "/userinfo", jwks_uri = Issuer + "/keys",
        }));
        house.MapGet("/keys", () =>
        {
            var open = JsonWebKeyConverter.ConvertFromRSASecurityKey(key);
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", kid = key.KeyId, n = open.N, e = open.E } } });
        });
        house.MapGet("/userinfo", (HttpRequest request) => request.Headers.Authorization == "Bearer opens-more" ? Results.Json(Userinfo) : Results.Unauthorized());
        house.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var says = Encoding.UTF8.GetString(Convert.FromBase64String(request.Headers.Authorization.ToString()["Basic ".Length..])).Split(':').Select(Uri.UnescapeDataString);
            if (!says.SequenceEqual([ClientId, Secret]) || !codes.TryRemove(form["code"].ToString(), out var sent)) return Results.BadRequest();
            var hash = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            if (hash != sent.Challenge || form["redirect_uri"] != sent.ReturnsTo) return Results.BadRequest();
            return Results.Json(new { access_token = "opens-more", token_type = "Bearer", id_token = Token(sent.Nonce, clock) });
        });
    }

    private string Token(string nonce, TimeProvider clock)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var token = new SecurityTokenDescriptor
        {
            Issuer = Issuer, Audience = ClientId, IssuedAt = now, NotBefore = now, Expires = now.AddMinutes(5),
            Claims = new Dictionary<string, object>(Claims) { ["nonce"] = nonce }, SigningCredentials = new(key, SecurityAlgorithms.RsaSha256),
        };
        Spoil(token);
        return Forge?.Invoke(token) ?? new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(token);
    }

    private static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Guid.CreateVersion7().ToString("N")[^8..] };
}
