using Deque.AxeCore.Playwright;
using Kolot.Listen.Sharing;
using Kolot.Store;
using Kolot.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A survey on somebody else's site: it moves nothing, holds nobody up, and tells that site alone.</summary>
[Collection(OneCafe.Name)]
public sealed class SurveysOnSitesTests(CafeInBrowser cafe)
{
    [Theory]
    [InlineData("he", "rtl", 1440)]
    [InlineData("en", "ltr", 390)]
    public async Task In_a_page_it_is_answered_and_nothing_moves(string language, string direction, int width)
    {
        await using var site = await HostSite.Open(cafe.World);
        await Allow(site.Origin);
        var page = await Visit(width);
        await page.GotoAsync($"{site.Origin}/inline?lang={language}");
        var survey = page.FrameLocator("[data-kolot] iframe");
        await survey.Locator("form button").WaitForAsync();

        Assert.Equal(direction, await survey.Locator("html").GetAttributeAsync("dir"));
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}"));
        await Answer(page, survey);

        Assert.Equal(["branch"], await page.EvaluateAsync<string[]>("window.finished"));
        await Quiet(page);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("he", "rtl", 390)]
    [InlineData("en", "ltr", 1440)]
    public async Task In_a_small_window_it_opens_when_something_happened_once_and_closes_by_keys(string language, string direction, int width)
    {
        await using var site = await HostSite.Open(cafe.World);
        await Allow(site.Origin);
        var page = await Visit(width);
        await page.GotoAsync($"{site.Origin}/popup?lang={language}");
        await page.WaitForFunctionAsync("!window.kolot.said");
        Assert.Equal(0, await page.Locator("kolot-survey").CountAsync());
        await page.EvaluateAsync("kolot('track', 'bought', { branch: 'haifa' })");
        var window = page.Locator("kolot-survey [role=dialog]");
        await page.WaitForFunctionAsync("document.querySelector('kolot-survey')?.shadowRoot.querySelector('.shown')");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Kolot.Tests.HouseRules.House.Root, "artifacts", "shots", $"popup-{language}-{width}.png") });

        Assert.Equal(direction, await window.GetAttributeAsync("dir"));
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}"));
        await Answer(page, page.FrameLocator("kolot-survey iframe"));
        await Quiet(page);
        await window.Locator("button").FocusAsync();
        await page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(window).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await page.WaitForFunctionAsync("!window.kolot.said");
        await page.EvaluateAsync("kolot('track', 'bought')");
        Assert.Equal(0, await page.Locator("kolot-survey").CountAsync());
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("he", "rtl", 1440)]
    [InlineData("en", "ltr", 390)]
    public async Task A_link_to_the_contact_form_opens_it_in_a_small_window_that_keeps_what_was_begun_until_it_is_sent(string language, string direction, int width)
    {
        await using var site = await HostSite.Open(cafe.World);
        await Allow(site.Origin);
        var page = await Visit(width);
        await page.GotoAsync($"{site.Origin}/contact?lang={language}");
        await page.WaitForFunctionAsync("!window.kolot.said");
        await page.FocusAsync("#write");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("document.querySelector('kolot-survey')?.shadowRoot.querySelector('.shown')");
        var (window, form) = (page.Locator("kolot-survey [role=dialog]"), page.FrameLocator("kolot-survey iframe"));
        await form.Locator("[name=topic]").First.CheckAsync();
        await form.Locator("[name=text]").FillAsync($"on the site {language}");
        await window.Locator("button").ClickAsync();
        await Assertions.Expect(window).ToBeHiddenAsync();
        Assert.Equal("write", await page.EvaluateAsync<string>("document.activeElement.id"));
        await page.Keyboard.PressAsync("Enter");
        await page.ScreenshotAsync(new() { Path = Path.Combine(Kolot.Tests.HouseRules.House.Root, "artifacts", "shots", $"contact-{language}-{width}.png") });
        Assert.Equal((direction, $"on the site {language}"), (await window.GetAttributeAsync("dir"), await form.Locator("[name=text]").InputValueAsync()));
        Assert.Empty((await page.RunAxe()).Violations.Select(violation => $"{violation.Id}: {string.Join("; ", violation.Nodes.Select(node => node.Html))}"));

        await form.Locator("main form button").ClickAsync();
        await page.WaitForFunctionAsync("window.finished.length > 0");
        await form.Locator(".reference").WaitForAsync();
        await Quiet(page);
        await window.Locator("button").ClickAsync();
        await Assertions.Expect(window).ToHaveCountAsync(0);
        await using var store = await cafe.World.Store();
        Assert.Equal("site", await store.Enquiries.Where(enquiry => store.Voices.Any(voice => voice.Id == enquiry.VoiceId && voice.Text == $"on the site {language}")).Select(enquiry => enquiry.Way).SingleAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Within_a_page_the_contact_form_moves_nothing_and_without_its_script_the_link_leads_to_it()
    {
        await using var site = await HostSite.Open(cafe.World);
        await Allow(site.Origin);
        var page = await Visit(1440);
        await page.GotoAsync($"{site.Origin}/contact-inline?lang=he");
        await page.FrameLocator("[data-kolot] iframe").Locator("main form button").WaitForAsync();
        await Quiet(page);
        await page.Context.CloseAsync();

        var plain = await cafe.Visit(null, 1440, scripts: false);
        await plain.GotoAsync($"{site.Origin}/contact?lang=he");
        await plain.ClickAsync("#write");
        await plain.Arrives($"**/{World.Cafe}/contact");
        await plain.Context.CloseAsync();
    }

    [Fact]
    public async Task On_a_site_that_is_not_listed_it_does_not_open_and_tells_nothing()
    {
        await using var site = await HostSite.Open(cafe.World);
        await Allow("https://another.example");
        var page = await Visit(1440);
        var refused = await page.RunAndWaitForResponseAsync(() => page.GotoAsync($"{site.Origin}/inline?lang=en"), answer => answer.Url.Contains("/s/branch", StringComparison.Ordinal));

        Assert.Contains("frame-ancestors 'none'", refused.Headers["content-security-policy"], StringComparison.Ordinal);
        Assert.Empty(await page.EvaluateAsync<string[]>("window.heard"));
        Assert.Equal(0, await page.FrameLocator("[data-kolot] iframe").Locator("form").CountAsync());
        await page.Context.CloseAsync();
    }

    // On a busy machine anything may take long once; what takes long by itself takes long each time.
    [Theory]
    [InlineData("inline")]
    [InlineData("popup")]
    public async Task It_holds_the_page_up_for_no_more_than_a_blink(string way)
    {
        await using var site = await HostSite.Open(cafe.World);
        await Allow(site.Origin);
        var page = await Visit(1440);
        var longest = double.MaxValue;
        for (var tries = 0; tries < 20 && longest > 50; tries++)
        {
            await page.GotoAsync($"{site.Origin}/{way}?lang=he");
            await page.WaitForFunctionAsync("!window.kolot.said");
            if (way == "popup") await page.EvaluateAsync("kolot('open', 'branch')");
            await page.FrameLocator("iframe").Locator("form button").WaitForAsync();
            longest = await page.EvaluateAsync<double>("window.longest");
        }

        Assert.InRange(longest, 0, 50);
        await page.Context.CloseAsync();
    }

    private static async Task Answer(IPage page, IFrameLocator survey)
    {
        await survey.Locator("input[name=stars][value='5']").CheckAsync();
        await survey.Locator("form button").First.ClickAsync();
        await page.WaitForFunctionAsync("window.finished.length > 0");
        await survey.Locator("h1").WaitForAsync();
    }

    private async Task Quiet(IPage page)
    {
        Assert.Equal(0, await page.EvaluateAsync<double>("window.shifts"));
        Assert.Equal([cafe.World.Address.GetLeftPart(UriPartial.Authority)], (await page.EvaluateAsync<string[]>("window.heard")).Select(heard => heard.Split(' ')[0]).Distinct());
    }

    private async Task<IPage> Visit(int width) => await cafe.Visit(null, width);

    private async Task Allow(string origin)
    {
        await using var store = await cafe.World.Store();
        if (await store.WaysIn.SingleOrDefaultAsync() is { } ways) ways.Origins = origin;
        else store.WaysIn.Add(new WaysIn { Origins = origin });
        await store.SaveChangesAsync();
        cafe.World.Services.GetRequiredService<KnownWays>().Forget(World.Cafe);
    }
}
