using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>Somebody at a browser who goes by what stands on its pages, in Hebrew or in English.</summary>
internal sealed class Reader(IPage page, string language)
{
    private int looked;

    /// <summary>What they have before them.</summary>
    public IPage Page => page;

    /// <summary>A window of somebody who comes by a link, on a telephone.</summary>
    public static async Task<Reader> OnAPhone(Chromium chromium, World world, string language) =>
        new(await (await chromium.Window(world.Address, 390)).NewPageAsync(), language);

    /// <summary>Somebody of the café at their desk, signed in.</summary>
    public static async Task<Reader> AtTheDesk(Chromium chromium, World world, Person person, string language)
    {
        var page = await (await chromium.Window(world.Address)).NewPageAsync();
        await page.GotoAsync("/sign-in");
        if (language != "he") await page.Leads(() => page.Locator($"button[name=language][value={language}]").First.ClickAsync());
        await page.FillAsync("[name=mail]", person.Mail);
        await page.FillAsync("[name=password]", World.Password);
        await page.PressAsync("[name=password]", "Enter");
        await page.Arrives("**/today");
        return new(page, language);
    }

    /// <summary>The one of two that is in their language.</summary>
    public string Said(string hebrew, string english) => language == "he" ? hebrew : english;

    /// <summary>Presses a button, and waits until the page that it leads to is there whole.</summary>
    public Task Press(string hebrew, string english) => Click(page.GetByRole(AriaRole.Button, new() { Name = Said(hebrew, english), Exact = true }).First);

    /// <summary>Follows a link, as far as a whole page.</summary>
    public Task Follow(string hebrew, string english) => Click(page.GetByRole(AriaRole.Link, new() { Name = Said(hebrew, english), Exact = true }).First);

    /// <summary>Clicks on something, and waits until the page is there whole that it leads to, if it does.</summary>
    public async Task Click(ILocator place)
    {
        await place.ClickAsync();
        await page.Whole();
    }

    /// <summary>Opens what is folded.</summary>
    public Task Unfold(string hebrew, string english) => page.Locator("summary").Filter(new() { HasTextString = Said(hebrew, english) }).First.ClickAsync();

    /// <summary>Writes into the field of that label.</summary>
    public Task Write(string hebrew, string english, string words) => page.GetByRole(AriaRole.Textbox, new() { Name = Said(hebrew, english) }).First.FillAsync(words);

    public Task Tick(string hebrew, string english) => page.GetByLabel(Said(hebrew, english)).First.CheckAsync(new() { Force = true });

    public Task Sees(string hebrew, string english) => SeesWords(Said(hebrew, english));

    public async Task SeesWords(params IEnumerable<string> words)
    {
        foreach (var each in words) await Assertions.Expect(page.Locator("main, body > *:not(script)").GetByText(each).Locator("visible=true").First).ToBeVisibleAsync();
    }

    /// <summary>Sees words together, in a line of a table or list.</summary>
    public async Task SeesInALine(params IEnumerable<string> words)
    {
        var line = page.Locator("tr, li");
        foreach (var each in words) line = line.Filter(new() { HasTextString = each });
        await Assertions.Expect(line.First).ToBeVisibleAsync();
    }

    /// <summary>A photograph wide, by night and on a telephone, for whoever looks at the pages; where a machine tests alone, nobody does.</summary>
    public async Task Look(string name)
    {
        if (Environment.GetEnvironmentVariable("CI") is not null) return;
        var was = page.ViewportSize!;
        looked++;
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (1440, ColorScheme.Dark), (390, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            var file = $"{looked:00}-{name}-{width}-{scheme.ToString().ToLowerInvariant()}.png";
            await page.ScreenshotAsync(new() { Path = Path.Combine(House.Root, "artifacts", "shots", $"story-{language}", file), FullPage = true });
        }

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(was.Width, was.Height);
    }
}
