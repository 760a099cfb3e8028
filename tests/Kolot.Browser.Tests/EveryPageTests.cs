using Deque.AxeCore.Playwright;
using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>Every page of the route table, looked at by axe, by its width and by its console, and photographed.</summary>
public sealed class EveryPageTests(CafeInBrowser cafe) : IClassFixture<CafeInBrowser>
{
    // Paths that answer with something other than a page to look at, and why.
    private static readonly Dictionary<string, string> NotPages = new()
    {
        ["/"] = "leads on",
        ["/assets"] = "files",
        ["/set-up"] = "there is nothing to set up any more; looked at in the walk",
        ["/sign-in/single-sign-on"] = "what a provider answers; asked for where single sign-on is tested",
        [$"/{World.Cafe}/sign-in"] = "leads to a provider, where there is one",
        ["/sign-in/recovery"] = "a link that came by mail; looked at where recovery is tested",
        [$"/{World.Cafe}/s/branch/thanks"] = "what is said after an answer; looked at where answering is tested",
        [$"/{World.Cafe}/surveys/branch/results/0199aaaa-0000-7000-8000-000000000000"] = "a file that was asked for; fetched where exports are tested",
        ["/join"] = "a link for nobody in particular; looked at where members are tested",
    };

    private const string NoSuchPage = "/no/such/page";

    [Theory]
    [InlineData("he", 1440, ColorScheme.Light)]
    [InlineData("he", 390, ColorScheme.Light)]
    [InlineData("en", 1440, ColorScheme.Light)]
    [InlineData("en", 390, ColorScheme.Light)]
    [InlineData("he", 1440, ColorScheme.Dark)]
    [InlineData("en", 390, ColorScheme.Dark)]
    public async Task Every_page_is_accessible_fits_and_is_quiet(string language, int width, ColorScheme scheme)
    {
        var page = await cafe.Visit(Cast.Tamar, width, scheme);
        House.Keeps(await LookAt(page, cafe.Pages().Where(path => path != "/sign-in"), language, $"{language}-{width}-{scheme}"));
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("he", 1440, ColorScheme.Light)]
    [InlineData("en", 390, ColorScheme.Dark)]
    public async Task Pages_for_nobody_in_particular_are_too(string language, int width, ColorScheme scheme)
    {
        var page = await cafe.Visit(null, width, scheme);
        House.Keeps(await LookAt(page, ["/sign-in", NoSuchPage], language, $"{language}-{width}-{scheme}"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Every_page_reflows_at_320_pixels()
    {
        var page = await cafe.Visit(Cast.Tamar, 320);
        var wide = new List<string>();
        foreach (var path in Looked(cafe.Pages()))
            if (await IsPage(page, path, "he", wide) && await Overflow(page) is { } overflow) wide.Add($"{path}: {overflow}");
        House.Keeps(wide);
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("he", 1440, ColorScheme.Light)]
    [InlineData("he", 390, ColorScheme.Dark)]
    [InlineData("en", 1440, ColorScheme.Dark)]
    [InlineData("en", 390, ColorScheme.Light)]
    public async Task What_leads_to_a_second_step_where_one_is_demanded_is_too(string language, int width, ColorScheme scheme)
    {
        var page = await cafe.Visit(Cast.Dana, width, scheme);
        await cafe.DemandSecondStep(true);
        try
        {
            House.Keeps(await LookAt(page, [$"/{World.Cafe}/voices"], language, $"demanded-{language}-{width}-{scheme}", status: 403));
        }
        finally
        {
            await cafe.DemandSecondStep(false);
            await page.Context.CloseAsync();
        }
    }

    private static async Task<List<string>> LookAt(IPage page, IEnumerable<string> paths, string language, string album, int status = 200)
    {
        var (faults, path, seen) = (new List<string>(), "", new HashSet<string>());
        page.Console += (_, message) =>
        {
            // The browser itself notes an answer of 404 or 403, which is what was asked for.
            if (message.Type == "error" && !message.Text.Contains("404", StringComparison.Ordinal) && !message.Text.Contains($"{status}", StringComparison.Ordinal)) faults.Add($"{path}: console: {message.Text}");
        };
        page.PageError += (_, error) => faults.Add($"{path}: script: {error}");
        foreach (var each in Looked(paths))
        {
            path = each;
            if (!await IsPage(page, path, language, faults, status)) continue;
            await Photograph(page, album, path);
            if (await Overflow(page) is { } overflow) faults.Add($"{path}: {overflow}");
            // One part that is wrong on every page is told once.
            faults.AddRange(from violation in (await page.RunAxe()).Violations
                            let fault = $"{violation.Id}: {violation.Help}: {string.Join("; ", violation.Nodes.Take(3).Select(node => node.Html))}"
                            where seen.Add(fault)
                            select $"{path}: {fault}");
        }

        return faults;
    }

    private static IEnumerable<string> Looked(IEnumerable<string> paths) => paths.Where(path =>
        !NotPages.Keys.Any(not => path == not || (not.Length > 1 && path.StartsWith(not + "/", StringComparison.Ordinal))));

    // What is no page: files, pictures, streams of events. One that is not there would be found faultless.
    private static async Task<bool> IsPage(IPage page, string path, string language, List<string> faults, int status = 200)
    {
        var address = $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}";
        try
        {
            var answer = await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.DOMContentLoaded, Timeout = 10_000 });
            if (answer is not null && answer.Status != (path == NoSuchPage ? 404 : status)) faults.Add($"{path}: answered {answer.Status}");
            return answer?.Headers.GetValueOrDefault("content-type")?.StartsWith("text/html", StringComparison.Ordinal) == true;
        }
        catch (PlaywrightException fault) when (fault.Message.Contains("Download is starting", StringComparison.Ordinal)
            || fault.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
        {
            return false;
        }
    }

    private static Task<string?> Overflow(IPage page) => page.EvaluateAsync<string?>(
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
        """);

    private static async Task Photograph(IPage page, string album, string path)
    {
        var name = string.Join('-', path.Split(['/', '?', '='], StringSplitOptions.RemoveEmptyEntries).Where(part => part != World.Cafe));
        var file = Path.Combine(House.Root, "artifacts", "shots", album, $"{(name.Length == 0 ? "start" : name)}.png");
        await page.ScreenshotAsync(new() { Path = file, FullPage = true });
    }
}
