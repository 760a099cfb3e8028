using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Shell;

public sealed class SecurityHeadersTests
{
    private static readonly (string Name, string Value)[] Always =
    [
        ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "same-origin"), ("Cross-Origin-Opener-Policy", "same-origin"),
    ];

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/cafe-tamar/voices")]
    [InlineData("/no/such/page")]
    [InlineData("/api/v1/cafe-tamar/voices")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/health/live")]
    public async Task Every_answer_tells_browsers_to_do_nothing_that_our_pages_do_not_need(string path)
    {
        await using var world = await World.Open(Kolot.Store.StoreKind.Sqlite);
        using var tamar = world.As(Cast.Tamar);

        using var answer = await tamar.Get(path);

        foreach (var (name, value) in Always) Assert.Equal(value, answer.Headers.GetValues(name).Single());
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single().Split(';', StringSplitOptions.TrimEntries);
        Assert.Superset(new HashSet<string> { "default-src 'none'", "script-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'" }, policy.ToHashSet());
        Assert.DoesNotContain(policy, part => part.Contains("unsafe", StringComparison.Ordinal) && part != "style-src-attr 'unsafe-inline'");
        Assert.False(answer.Headers.Contains("Server"));
        if (answer.Content.Headers.ContentType?.MediaType == "text/html") Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Fact]
    public async Task Where_people_come_by_TLS_browsers_come_by_nothing_else_and_the_session_never_travels_without_a_lock()
    {
        await using var world = await World.Open(Kolot.Store.StoreKind.Sqlite, settings: new Dictionary<string, string> { ["PublicAddress"] = "https://voices.example.com" });
        using var tamar = world.Nobody();

        using var answer = await tamar.Get("https://localhost/sign-in");

        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
        var cookie = world.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme).Cookie;
        Assert.Equal(("__Host-kolot-session", CookieSecurePolicy.Always, true, SameSiteMode.Lax), (cookie.Name, cookie.SecurePolicy, cookie.HttpOnly, cookie.SameSite));
    }
}
