using Deque.AxeCore.Playwright;
using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>Writing to an organisation on a telephone, in every language: seen by axe, and by keys alone.</summary>
public sealed class WritingInHandTests(CafeInBrowser cafe) : IClassFixture<CafeInBrowser>
{
    [Theory]
    [InlineData("he", ColorScheme.Light)]
    [InlineData("en", ColorScheme.Dark)]
    [InlineData("ar", ColorScheme.Light)]
    [InlineData("ru", ColorScheme.Dark)]
    public async Task A_customer_writes_by_keys_alone_is_thanked_and_sees_their_page(string language, ColorScheme scheme)
    {
        var page = await cafe.Visit(null, 390, scheme);
        var faults = new List<string>();
        await page.GotoAsync($"/{World.Cafe}/contact?lang={language}");
        await page.FocusAsync("form button");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".fault").First.WaitForAsync();
        Assert.Equal(2, await page.Locator(".fault").CountAsync());
        await Look(page, $"faults-{language}", faults);

        await page.FocusAsync("[name=topic]");
        await page.Keyboard.PressAsync("Space");
        var met = await Walk(page, new() { ["text"] = $"word {language}", ["name"] = "Ruti", ["phone"] = "052-1234567" });
        Assert.Superset(new HashSet<string> { "text", "files", "name", "mail", "phone" }, met.ToHashSet());
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/contact/thanks/**");
        await Look(page, $"thanks-{language}", faults);
        await page.FocusAsync(".way a");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/contact/status/**");
        await Look(page, $"status-{language}", faults);

        House.Keeps(faults);
        await using var store = await cafe.World.Store();
        Assert.Equal(1, await store.Voices.CountAsync(voice => voice.Text == $"word {language}"));
        await page.Context.CloseAsync();
    }

    // From field to field by the tab key, as far as the button; what is to be typed is typed.
    private static async Task<List<string>> Walk(IPage page, Dictionary<string, string> typed)
    {
        var met = new List<string>();
        for (var tries = 0; tries < 30; tries++)
        {
            await page.Keyboard.PressAsync("Tab");
            var (name, tag) = (await page.EvaluateAsync<string?>("() => document.activeElement.name"), await page.EvaluateAsync<string>("() => document.activeElement.tagName"));
            if (tag == "BUTTON") return met;
            if (name is null or "") continue;
            met.Add(name);
            if (typed.TryGetValue(name, out var text)) await page.Keyboard.TypeAsync(text);
        }

        return met;
    }

    private static async Task Look(IPage page, string name, List<string> faults)
    {
        await page.ScreenshotAsync(new() { Path = Path.Combine(House.Root, "artifacts", "shots", "contact", $"{name}.png"), FullPage = true });
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")) faults.Add($"{name}: scrolls sideways");
        faults.AddRange((await page.RunAxe()).Violations.Select(violation => $"{name}: {violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))}"));
    }
}
