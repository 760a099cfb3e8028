using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A walk from page to page in one language. Each is opened once and looked at wide, by night, on a telephone and on a very small one; by axe wide and by night in Hebrew, on a telephone in English.</summary>
internal sealed class PageTour
{
    /// <summary>Where nothing is.</summary>
    public const string NoSuchPage = "/no/such/page";

    // What axe asks hangs on the page and hardly on its language: it looks at the wide one in this, at the one of telephones in the other.
    private const string Wide = "he";

    private readonly IPage page;
    private readonly string language;
    private readonly List<string> faults = [];

    // One part that is wrong on every page is told once.
    private readonly HashSet<string> seen = [];
    private string path = "";

    public PageTour(IPage page, string language)
    {
        (this.page, this.language) = (page, language);
        page.Console += (_, message) =>
        {
            // The browser itself notes an answer of 404 or 403, which is what was asked for.
            if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal) && !message.Text.Contains($"{Status}", StringComparison.Ordinal)) faults.Add($"{path}: console: {message.Text}");
        };
        page.PageError += (_, error) => faults.Add($"{path}: script: {error}");
    }

    /// <summary>What the photographs are put together as.</summary>
    public string Album { get; init; } = "pages";

    /// <summary>What each page answers with.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Looks at these, and tells what is wrong with them.</summary>
    public async Task<IReadOnlyList<string>> Of(IEnumerable<string> paths)
    {
        foreach (var each in paths)
        {
            path = each;
            await As(1440, ColorScheme.Light);
            if (!await IsPage()) continue;
            await Look("1440");
            if (language == Wide) await Axed("1440");
            await As(1440, ColorScheme.Dark);
            await Look("1440-dark");
            // By night nothing but colours is another, and those are the same in every language.
            if (language == Wide) await Axed("1440-dark", Axe.Colours);
            await As(390, ColorScheme.Light);
            await Look("390");
            if (language != Wide) await Axed("390");
            await As(320, ColorScheme.Light);
            await Fits("320");
        }

        return faults;
    }

    private async Task As(int width, ColorScheme scheme)
    {
        await page.SetViewportSizeAsync(width, 900);
        await page.EmulateMediaAsync(new() { ColorScheme = scheme });
    }

    private async Task Look(string how)
    {
        await Photograph(how);
        await Fits(how);
    }

    private async Task Axed(string how, params string[] rules) =>
        faults.AddRange((await Axe.Faults(page, rules)).Where(seen.Add).Select(fault => $"{path} ({how}): {fault}"));

    // What is no page: files, pictures, streams of events. One that is not there would be found faultless.
    private async Task<bool> IsPage()
    {
        var address = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}";
        try
        {
            var answer = await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = 60_000 });
            if (answer is not null && answer.Status != (path == NoSuchPage ? 404 : Status)) faults.Add($"{path}: answered {answer.Status}");
            return answer?.Headers.GetValueOrDefault("content-type")?.StartsWith("text/html", StringComparison.Ordinal) == true;
        }
        catch (PlaywrightException fault) when (fault.Message.Contains("Download is starting", StringComparison.Ordinal)
            || fault.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private async Task Fits(string how)
    {
        if (await page.EvaluateAsync<string?>(Overflow) is { } overflow) faults.Add($"{path} ({how}): {overflow}");
    }

    private const string Overflow =
        """
        () => {
          const root = document.documentElement;
          if (root.scrollWidth <= root.clientWidth) return null;
          const wide = [...document.querySelectorAll('body *')].filter(e => {
            const r = e.getBoundingClientRect();
            return r.width > 0 && (r.right > root.clientWidth + 1 || r.left < -1);
          }).slice(-1)[0];
          return `scrolls sideways, ${root.scrollWidth} in ${root.clientWidth}: ${wide?.outerHTML.slice(0, 160)}`;
        }
        """;

    private async Task Photograph(string how)
    {
        // Where a machine tests alone, nobody looks at pictures.
        if (Environment.GetEnvironmentVariable("CI") is not null) return;
        var name = string.Join('-', path.Split(['/', '?', '='], StringSplitOptions.RemoveEmptyEntries).Where(part => part != World.Cafe));
        var file = Path.Combine(House.Root, "artifacts", "shots", $"{Album}-{language}-{how}", $"{(name.Length == 0 ? "start" : name)}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
    }
}
