using System.Net;
using System.Text;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Organisation.People.SingleSignOn;

public sealed class SetSignOnTests
{
    private const string Rules = "bosses = manager\nhaifa-team = agent, haifa";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_wrong_setting_is_said_at_its_field_and_the_secret_is_never_shown_kept_in_the_clear_or_told_to_another(StoreKind kind)
    {
        await using var world = await SignOnWorld.Open(kind);
        await using var provider = await FakeProvider.Open(world.Clock);
        using var tamar = world.As(Cast.Tamar);
        (string Field, string Value, string Error)[] wrong =
        [
            ("issuer", "http://login.example.com", "https"), ("issuer", provider.Issuer + "/nowhere", "לא נמצא ספק"), ("clientId", "", ""), ("rules", "bosses", "ערך = תפקיד"),
            ("rules", "bosses = owner", "תפקיד שאינו מוכר"), ("rules", "bosses = agent, atlantis", "אין יחידה"), ("clientSecret", "", ""),
        ];
        foreach (var (field, value, error) in wrong)
        {
            using var refused = await tamar.Post(SignOnWorld.Settings, [.. SignOnWorld.Form(provider, Rules).Select(pair => pair.Name == field ? (field, value) : pair)]);
            var page = await Visitor.Read(refused);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(error, page.QuerySelector($"[name={field}]")?.ParentElement?.QuerySelector(".error")?.TextContent, StringComparison.Ordinal);
            Assert.DoesNotContain("of us: two", page.Source.Text, StringComparison.Ordinal);
        }

        using (var kept = await tamar.Post(SignOnWorld.Settings, SignOnWorld.Form(provider, Rules))) Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        Assert.DoesNotContain("of us: two", (await tamar.Page(SignOnWorld.Settings)).Source.Text, StringComparison.Ordinal);
        await using var store = await world.Store();
        Assert.DoesNotContain("of us: two", Encoding.UTF8.GetString((await store.SignOnProviders.SingleAsync(Token)).ClientSecret), StringComparison.Ordinal);
        Assert.DoesNotContain("of us: two", string.Join(' ', await store.LogLines.Select(line => line.Detail ?? "").ToListAsync(Token)), StringComparison.Ordinal);

        await using var another = await FakeProvider.Open(world.Clock);
        using var moved = await tamar.Post(SignOnWorld.Settings, [.. SignOnWorld.Form(another, Rules).Select(pair => pair.Name switch { "clientSecret" => (pair.Name, ""), "version" => (pair.Name, "1"), _ => pair })]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
        using var stale = await tamar.Post(SignOnWorld.Settings, SignOnWorld.Form(provider, "* = agent"));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("bosses", (await Visitor.Read(stale)).Body?.TextContent, StringComparison.Ordinal);
        using var ended = await tamar.Post(SignOnWorld.Settings + "/closure");
        Assert.Equal((HttpStatusCode.SeeOther, 0), (ended.StatusCode, await store.SignOnProviders.CountAsync(Token)));
    }

    [Fact]
    public async Task A_private_address_is_asked_only_where_whoever_runs_the_house_allows_it()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await using var provider = await FakeProvider.Open(world.Clock);
        using var tamar = world.As(Cast.Tamar);

        using var refused = await tamar.Post(SignOnWorld.Settings, SignOnWorld.Form(provider, Rules));

        Assert.Contains("רשת פנימית", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_provider_that_calls_itself_otherwise_is_refused()
    {
        await using var world = await SignOnWorld.Open(StoreKind.Sqlite);
        await using var provider = await FakeProvider.Open(world.Clock);
        provider.CallsItself = "https://another.example";
        using var tamar = world.As(Cast.Tamar);

        using var refused = await tamar.Post(SignOnWorld.Settings, SignOnWorld.Form(provider, Rules));

        Assert.Contains("בשם אחר", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
