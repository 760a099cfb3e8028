using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Tests.Shell;

public sealed class UnlockedTests
{
    private static readonly Dictionary<string, string> Locked = new() { ["PublicAddress"] = "https://voices.example.com" };

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/no-such-page")]
    public async Task A_page_that_comes_through_a_proxy_whose_word_is_not_believed_names_the_setting_in_both_languages(string path)
    {
        await using var world = await World.Open(StoreKind.Sqlite, settings: Locked);
        using var client = await world.Nobody().Client();
        client.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        using var again = await client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.MisdirectedRequest, HttpStatusCode.MisdirectedRequest), (answer.StatusCode, again.StatusCode));
        var page = await Visitor.Read(answer);
        Assert.Equal(["he", "en"], page.QuerySelectorAll("main section").Select(section => section.GetAttribute("lang")));
        Assert.All(page.QuerySelectorAll("main section"), section => Assert.Contains("ProxyHops", section.TextContent, StringComparison.Ordinal));
        Assert.Empty(page.QuerySelectorAll("form"));
        Assert.DoesNotContain("unhandled", world.Troubles.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.Single(world.Troubles.ToString().Split('\n'), trouble => trouble.Contains("ProxyHops", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_the_proxy_is_believed_or_no_https_was_set_pages_are_as_ever()
    {
        await using var believed = await World.Open(StoreKind.Sqlite, settings: new Dictionary<string, string>(Locked) { ["ProxyHops"] = "1" });
        await using var open = await World.Open(StoreKind.Sqlite);
        using var through = await believed.Nobody().Client();
        through.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        using var straight = open.Nobody();

        using var one = await through.GetAsync("/sign-in", TestContext.Current.CancellationToken);
        using var other = await straight.Get("/sign-in");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (one.StatusCode, other.StatusCode));
    }

    [Fact]
    public async Task Programs_with_a_key_go_on_by_http()
    {
        await using var world = await World.Open(StoreKind.Sqlite, settings: Locked);
        using var till = await world.Key(Right.ReadVoices);

        await till.Json("/api/v1/cafe-tamar/voices");
    }
}
