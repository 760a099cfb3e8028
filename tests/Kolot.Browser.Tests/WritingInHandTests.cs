using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>Writing to an organisation on a telephone, in every language: by keys alone, each page seen by axe.</summary>
[Collection(OneCafe.Name)]
public sealed class WritingInHandTests(CafeInBrowser cafe)
{
    [Theory]
    [InlineData("he", "rtl", ColorScheme.Light)]
    [InlineData("en", "ltr", ColorScheme.Dark)]
    [InlineData("ar", "rtl", ColorScheme.Light)]
    [InlineData("ru", "ltr", ColorScheme.Dark)]
    public async Task A_customer_writes_by_keys_alone_is_told_what_is_missing_is_thanked_and_sees_their_page(string language, string direction, ColorScheme scheme)
    {
        var page = await cafe.Visit(null, 390, scheme);
        var faults = new List<string>();
        await page.GotoAsync($"/{World.Cafe}/contact?lang={language}");
        Assert.Equal(direction, await page.EvaluateAsync<string>("() => document.documentElement.dir"));
        await page.FocusAsync("main form button");
        await Sent(page, 422, "**/contact?*");
        Assert.Equal(2, await page.Locator(".fault").CountAsync());
        await Look(page, $"faults-{language}", faults);

        await page.FocusAsync("[name=topic]");
        await page.Keyboard.PressAsync("Space");
        var met = await Walk(page, new() { ["text"] = $"word {language}", ["name"] = "Ruti", ["phone"] = "052-1234567" });
        Assert.Equal(["text", "files", "name", "mail", "phone"], met);
        await Sent(page, 200, "**/contact/thanks/**");
        await Look(page, $"thanks-{language}", faults);
        await page.FocusAsync(".way a");
        await Sent(page, 200, "**/contact/status/**");
        Assert.Equal(direction, await page.EvaluateAsync<string>("() => document.documentElement.dir"));
        await Look(page, $"status-{language}", faults);

        House.Keeps(faults);
        await using var store = await cafe.World.Store();
        Assert.Equal(1, await store.Voices.CountAsync(voice => voice.Text == $"word {language}"));
        await page.Context.CloseAsync();
    }

    // What Enter leads to, once it is there whole: a document of that address that answers so.
    private static async Task Sent(IPage page, int status, string address)
    {
        await page.Leads(() => page.RunAndWaitForResponseAsync(() => page.Keyboard.PressAsync("Enter"), response => response.Request is { ResourceType: "document" } && response.Status == status));
        await page.Arrives(address);
    }

    // From field to field by the tab key, as far as the button that sends; what is to be typed is typed.
    private static async Task<List<string>> Walk(IPage page, Dictionary<string, string> typed)
    {
        var met = new List<string>();
        for (var tries = 0; tries < 30; tries++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = (await page.EvaluateAsync<string>("() => `${document.activeElement.tagName} ${document.activeElement.name ?? ''}`")).Split(' ');
            if (at[0] == "BUTTON") return met;
            if (at[1].Length == 0 || met.Contains(at[1])) continue;
            met.Add(at[1]);
            if (typed.TryGetValue(at[1], out var text)) await page.Keyboard.TypeAsync(text);
        }

        return met;
    }

    private static async Task Look(IPage page, string name, List<string> faults)
    {
        if (Environment.GetEnvironmentVariable("CI") is null) await page.ScreenshotAsync(new() { Path = Path.Combine(House.Root, "artifacts", "shots", "contact", $"{name}.png"), FullPage = true });
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")) faults.Add($"{name}: scrolls sideways");
        faults.AddRange((await Axe.Faults(page)).Select(fault => $"{name}: {fault}"));
    }
}
