using Kolot.Tests;

namespace Kolot.Browser.Tests;

[Collection(OneCafe.Name)]
public sealed class ScoresInHandTests(CafeInBrowser cafe)
{
    private const string Charts = """
        () => [...document.querySelectorAll('svg.chart')].filter(chart => chart.getBoundingClientRect().width > 0).map(chart => {
          const frame = chart.closest('figure'), box = chart.getBoundingClientRect();
          const letters = [...chart.querySelectorAll('text')].map(text => text.getBoundingClientRect().height);
          return frame.scrollWidth <= frame.clientWidth && box.width <= innerWidth && Math.min(...letters) >= 11;
        })
        """;

    [Theory]
    [InlineData("he", 390)]
    [InlineData("en", 390)]
    [InlineData("he", 1440)]
    public async Task The_course_and_the_groups_are_read_at_once_and_lead_to_their_voices(string language, int width)
    {
        var page = await cafe.Visit(Cast.Tamar, width);
        var address = $"/{World.Cafe}/scores?measure=csat&days=90&by=unit&lang={language}";
        await page.GotoAsync(address);
        // Numbers that are loaded just now come by themselves.
        await page.Locator("svg.chart:visible").First.WaitForAsync();

        var charts = await page.EvaluateAsync<bool[]>(Charts);
        Assert.Equal([true, true], charts);
        await page.Locator(".course a.piece:visible").Last.ClickAsync();
        await page.Arrives("**/voices?from=*");
        Assert.NotEqual(0, await page.Locator("#list article").CountAsync());
        await page.Context.CloseAsync();
    }
}
