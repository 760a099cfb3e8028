using Kolot.Tests;
using Kolot.Tests.HouseRules;

namespace Kolot.Browser.Tests;

/// <summary>Every page of the route table, looked at by axe, by its width and by its console, and photographed: here in Hebrew.</summary>
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
        [$"/{World.Cafe}/cases/of"] = "leads to the case of a voice, or to the form by which one is opened",
        [$"/{World.Cafe}/enquiries"] = "leads to the list of cases, or to the enquiry that is to be answered next",
        ["/join"] = "a link for nobody in particular; looked at where members are tested",
    };

    private const int Together = 25;

    [Fact]
    public Task Every_page_is_accessible_fits_and_is_quiet() => LookAtAll(cafe, "he");

    [Fact]
    public Task Pages_for_nobody_in_particular_are_too() => LookAtThoseForNobody(cafe, "he");

    [Fact]
    public async Task What_leads_to_a_second_step_where_one_is_demanded_is_too()
    {
        var page = await cafe.Visit(Cast.Dana);
        await cafe.DemandSecondStep(true);
        try
        {
            foreach (var language in (string[])["he", "en"]) House.Keeps(await new PageTour(page, language) { Album = "demanded", Status = 403 }.Of([$"/{World.Cafe}/voices"]));
        }
        finally
        {
            await cafe.DemandSecondStep(false);
            await page.Context.CloseAsync();
        }
    }

    /// <summary>Looks at all that a member may open, in one language.</summary>
    internal static async Task LookAtAll(CafeInBrowser cafe, string language)
    {
        var faults = new List<string>();
        // Some pages ask for a password of the last ten minutes: on a slow machine a tour takes longer.
        foreach (var some in Looked(cafe.Pages().Where(path => path != "/sign-in")).Chunk(Together))
        {
            var page = await cafe.Visit(Cast.Tamar);
            faults.AddRange(await new PageTour(page, language).Of(some));
            await page.Context.CloseAsync();
        }

        House.Keeps(faults);
    }

    /// <summary>Looks at what is there for whoever is not signed in.</summary>
    internal static async Task LookAtThoseForNobody(CafeInBrowser cafe, string language)
    {
        var page = await cafe.Visit(null);
        House.Keeps(await new PageTour(page, language).Of(["/sign-in", PageTour.NoSuchPage]));
        await page.Context.CloseAsync();
    }

    private static IEnumerable<string> Looked(IEnumerable<string> paths) => paths.Where(path =>
        !NotPages.Keys.Any(not => path == not || (not.Length > 1 && path.StartsWith(not + "/", StringComparison.Ordinal))) && !HandsOut(path));

    // Files of cases and of answers are handed out by what hands out those of voices, which is fetched here.
    private static bool HandsOut(string path) => path.Contains("/files/", StringComparison.Ordinal) && !path.Contains("/voices/", StringComparison.Ordinal);
}

/// <summary>The same in English, at the same time.</summary>
public sealed class EveryPageInEnglishTests(CafeInBrowser cafe) : IClassFixture<CafeInBrowser>
{
    [Fact]
    public Task Every_page_is_accessible_fits_and_is_quiet() => EveryPageTests.LookAtAll(cafe, "en");

    [Fact]
    public Task Pages_for_nobody_in_particular_are_too() => EveryPageTests.LookAtThoseForNobody(cafe, "en");
}
