using System.Net;
using Kolot.Core.Organisation;
using Kolot.Tests;
using Kolot.Tests.Understand.Alerts;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A board as somebody keeps it: filled from the scores, dragged into order, left open on the wall.</summary>
[Collection(OneCafe.Name)]
public sealed class BoardTests(CafeInBrowser cafe)
{
    [Fact]
    public async Task A_board_is_filled_by_one_press_each_dragged_into_order_and_shows_a_new_answer_by_itself()
    {
        await Hear(0, 20);
        await cafe.World.Fed();
        var page = await cafe.Visit(Cast.Ron);
        foreach (var (view, shape) in new[] { ("measure=nps&days=30", "figure"), ("measure=nps&days=365", "distribution"), ("measure=nps&days=90&by=unit", "groups") })
        {
            await page.GotoAsync($"/{World.Cafe}/scores?{view}");
            await page.Locator($".addtoboard [value={shape}]").ClickAsync();
            await page.Locator(".toast").WaitForAsync();
        }

        await page.Locator(".addtoboard .head a").ClickAsync();
        await page.Locator(".boards h2 a").First.ClickAsync();
        var board = page.Url;
        await page.GotoAsync(board + "?arrange=1");
        var before = await Order(page);
        await page.Locator("[data-grip]").Nth(2).HoverAsync();
        await page.Mouse.DownAsync();
        await page.Locator("[data-tile] h2").Nth(0).HoverAsync();
        var kept = page.WaitForResponseAsync(answer => answer.Request.Method == "POST");
        await page.Mouse.UpAsync();
        await kept;
        await page.GotoAsync(board);
        Assert.Equal([before[2], before[0], before[1]], await Order(page));

        var answers = await Answers(page);
        await Hear(20, 25);
        for (var tries = 0; tries < 900 && await Answers(page) == answers; tries++)
        {
            // Somebody comes back to the window.
            await page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
            await page.WaitForTimeoutAsync(100);
        }

        Assert.Equal(answers + 5, await Answers(page));
        await page.Context.CloseAsync();
    }

    private static Task<string[]> Order(IPage page) => page.EvaluateAsync<string[]>("[...document.querySelectorAll('[data-tile]')].map(tile => tile.dataset.tile)");

    private static Task<int> Answers(IPage page) => page.Locator("[data-tile] .score > span:last-child .n").First.EvaluateAsync<int>("one => Number(one.textContent)");

    private async Task Hear(int from, int to)
    {
        using var key = await cafe.World.Key(Right.EnterVoices);
        using var heard = await key.PostJson($"/api/v1/{World.Cafe}/voices", Enumerable.Range(from, to - from).Select(at => new
        {
            source = "wall", id = $"w{at}", channel = "survey", unit = at % 2 == 0 ? "haifa" : "yafo", heardAt = cafe.World.Clock.Now.AddHours(-at), score = new { value = at % 2 == 0 ? 10 : 4, low = 0, high = 10 },
        }).ToArray());
        Assert.Equal(HttpStatusCode.Accepted, heard.StatusCode);
    }
}
