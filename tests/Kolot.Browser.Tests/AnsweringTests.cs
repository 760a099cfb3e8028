using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>The pages that customers answer on, in every language: seen by axe, walked by keys alone, on a telephone.</summary>
public sealed class AnsweringTests(AnswersInBrowser house, Chromium chromium) : IClassFixture<AnswersInBrowser>
{
    private static readonly string Address = $"/{World.Cafe}/s/{AnswersInBrowser.Code}";

    [Theory]
    [InlineData("he", 390, ColorScheme.Light)]
    [InlineData("en", 390, ColorScheme.Dark)]
    [InlineData("ar", 390, ColorScheme.Light)]
    [InlineData("ru", 390, ColorScheme.Dark)]
    [InlineData("he", 1440, ColorScheme.Dark)]
    [InlineData("en", 1440, ColorScheme.Light)]
    public async Task Every_question_every_fault_and_both_endings_are_accessible_and_fit(string language, int width, ColorScheme scheme)
    {
        var page = await Open(language, width, scheme);
        var faults = new List<string>();
        await Look(page, $"ask-{language}-{width}", faults);
        Assert.Empty(await page.EvaluateAsync<string[]>(TooSmall));
        Assert.Equal(language is "he" or "ar", await page.EvaluateAsync<bool>("() => { const at = value => document.querySelector(`[name=nps][value='${value}']`).getBoundingClientRect().x; return at(0) > at(5) && at(1) > at(2); }"));

        await page.Leads(() => page.ClickAsync("form button"));
        Assert.Equal(1, await page.Locator("#nps .fault").CountAsync());
        await Look(page, $"faults-{language}-{width}", faults);
        foreach (var (score, wish) in new[] { (2, "call"), (10, "kind") })
        {
            await page.GotoAsync($"{Address}?lang={language}&again=1");
            await page.CheckAsync($"[name=nps][value='{score}']", new() { Force = true });
            await page.ClickAsync("form button");
            await page.Arrives("**/thanks?**");
            await Look(page, $"{wish}-{language}-{width}", faults);
            Assert.Empty(await page.EvaluateAsync<string[]>(TooSmall));
            await page.Leads(() => page.ClickAsync("#wish button"));
            await Look(page, $"{wish}-faults-{language}-{width}", faults);
        }

        House.Keeps(faults);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("he")]
    [InlineData("en")]
    [InlineData("ar")]
    [InlineData("ru")]
    public async Task Keys_alone_reach_every_field_and_see_where_they_are_and_ask_for_a_call(string language)
    {
        var page = await Open(language, 390, ColorScheme.Light);
        var met = await Walk(page);

        Assert.Equal(await page.EvaluateAsync<string[]>("() => [...new Set([...document.querySelectorAll('form [name]:not([type=hidden]):not([name=website])')].map(field => field.name))].sort()"), met.Order(StringComparer.Ordinal));
        await page.Keyboard.PressAsync("Enter");
        await page.Arrives("**/thanks?**");
        await Walk(page);
        await page.Keyboard.PressAsync("Enter");
        await page.Arrives("**wished=1**");

        await using var store = await house.World.Store();
        var wish = await store.Voices.OrderByDescending(voice => voice.Place).FirstAsync(voice => voice.Kind == Core.Listen.VoiceKind.Request);
        Assert.StartsWith("{\"wish\":\"call\"", wish.Answers, StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_first_view_is_one_request_of_one_window_and_works_without_script()
    {
        await using var window = await chromium.Window(house.World.Address, 390, scripts: false);
        var page = await window.NewPageAsync();
        var requests = new List<IRequest>();
        page.Request += (_, request) => requests.Add(request);

        await page.GotoAsync($"{Address}?lang=he");
        var sizes = await Assert.Single(requests, request => !request.Url.StartsWith("data:", StringComparison.Ordinal)).SizesAsync();

        Assert.InRange(sizes.ResponseBodySize + sizes.ResponseHeadersSize, 1, 14 * 1024);
    }

    [Fact]
    public async Task Under_attack_the_browser_does_the_work_by_itself()
    {
        await using var flooded = await World.Listening(populated: true, new Dictionary<string, string> { ["Answering:ProofAbove"] = "1" });
        await using (var store = await flooded.Store()) await SurveysInBrowser.Ask(store, flooded.Clock.Now);
        for (var at = 0; at < 2; at++)
        {
            await using var window = await chromium.Window(flooded.Address, 390);
            var page = await window.NewPageAsync();
            await page.GotoAsync($"/{World.Cafe}/s/branch?lang=en");
            await page.CheckAsync("[name=stars][value='4']", new() { Force = true });
            await page.Leads(() => page.ClickAsync("form button"));
            // The second comes while it is flooded: the page comes back as it was filled in, and is sent once more.
            if (at == 1) await page.ClickAsync("form[data-prove] button");
            await page.Arrives("**/thanks?**");
        }

        await using var after = await flooded.Store();
        Assert.Equal(2, await after.Voices.CountAsync());
    }

    private const string TooSmall =
        """
        () => [...document.querySelectorAll('form input:not([type=hidden]):not([name=website]), form select, form textarea, form button')].map(field => {
          const target = field.matches('[type=radio], [type=checkbox]') ? field.closest('label') ?? field.closest('.yes') : field;
          const box = target.getBoundingClientRect();
          return box.width < 44 || box.height < 44 ? `${field.name} ${field.value}: ${Math.round(box.width)} x ${Math.round(box.height)}` : null;
        }).filter(Boolean)
        """;

    private async Task<IPage> Open(string language, int width, ColorScheme scheme)
    {
        var page = await (await chromium.Window(house.World.Address, width, scheme)).NewPageAsync();
        await page.GotoAsync($"{Address}?lang={language}");
        return page;
    }

    // From field to field by Tab, answering each as its kind is answered, until the button that sends it.
    private static async Task<HashSet<string>> Walk(IPage page)
    {
        var met = new HashSet<string>();
        for (var steps = 0; steps < 200; steps++)
        {
            await page.Keyboard.PressAsync("Tab");
            var at = await page.EvaluateAsync<string[]>(
                """
                () => {
                  const field = document.activeElement, seen = field.closest('.scale label') ?? field;
                  return [field.closest('form') ? field.tagName.toLowerCase() : 'outside', field.type ?? '', field.name ?? '', getComputedStyle(seen).outlineStyle];
                }
                """);
            if (at[0] == "outside") continue;
            Assert.True(at[3] != "none", $"Nobody sees that {at[2]} has the focus.");
            if (at[0] == "button") return met;
            if (!met.Add(at[2])) continue;
            if (at[1] is "radio" or "checkbox") await page.Keyboard.PressAsync("Space");
            else if (at[0] == "select") await page.Keyboard.PressAsync(met.Count(name => name.StartsWith("ranking", StringComparison.Ordinal)) == 1 ? "1" : "2");
            else if (at[1] is "text" or "textarea") await page.Keyboard.TypeAsync(at[2] == "number" ? "3" : "שלום");
            else if (at[1] is "tel") await page.Keyboard.TypeAsync("0521234567");
            else if (at[1] is "email") await page.Keyboard.TypeAsync("ruti@abraham.example");
        }

        throw new InvalidOperationException($"No key leads to the button. Met: {string.Join(' ', met)}");
    }

    private static async Task Look(IPage page, string name, List<string> faults)
    {
        if (Environment.GetEnvironmentVariable("CI") is null) await page.ScreenshotAsync(new() { Path = Path.Combine(House.Root, "artifacts", "shots", "answering", $"{name}.png"), FullPage = true });
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")) faults.Add($"{name} scrolls sideways");
        faults.AddRange((await Axe.Faults(page)).Select(fault => $"{name}: {fault}"));
    }
}
