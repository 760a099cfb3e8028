using Kolot.Tests;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A survey as somebody builds it who never saw the house: with keys alone, and by dragging.</summary>
[Collection(OneCafe.Name)]
public sealed class BuildingTests(CafeInBrowser cafe)
{
    private const string All = $"/{World.Cafe}/surveys";

    [Fact]
    public async Task A_survey_is_begun_built_put_in_order_and_published_with_keys_alone()
    {
        var page = await cafe.Visit(Cast.Tamar);
        await page.GotoAsync(All);
        await Reach(page, "#blank-name");
        await page.Keyboard.TypeAsync("איך היה?");
        await Press(page, "[name=ready][value=blank]");
        await page.Arrives($"**{All}/survey");
        await Add(page, "Nps", "תמליצו עלינו?");
        await Press(page, "#screen-1 .add > summary");
        await Add(page, "Text", "מה קרה?");

        await Press(page, "#q-comment [value=up]");
        await page.Locator("li.ask:first-child#q-comment :focus").WaitForAsync();
        await Assertions.Expect(page.Locator("#said")).ToContainTextAsync("מה קרה?");
        await page.Whole();
        await Press(page, "form[action$='/versions'] button");
        await page.Arrives("**/share");

        await page.GotoAsync($"/{World.Cafe}/s/survey");
        Assert.Equal(["comment", "recommend"], await page.EvaluateAsync<string[]>("[...document.querySelectorAll('fieldset')].map(field => field.id)"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_question_is_dragged_onto_another_screen_and_a_condition_shows_what_its_answer_can_be_compared_with()
    {
        var page = await cafe.Visit(Cast.Tamar);
        await page.GotoAsync(All);
        await page.Leads(() => page.Locator("[name=ready][value=technician]").ClickAsync());
        var built = page.Url;
        await page.Locator("#q-solved [data-grip]").HoverAsync();
        await page.Mouse.DownAsync();
        await page.Locator("#q-visit h3").HoverAsync(new() { Position = new() { X = 5, Y = 1 } });
        await page.Locator("#q-visit .meta").HoverAsync();
        var kept = page.WaitForResponseAsync(answer => answer.Request.Method == "POST");
        await page.Mouse.UpAsync();
        await kept;
        await page.GotoAsync(built);
        Assert.Equal("satisfied on-time|solved visit comment", await Order(page));

        await page.GotoAsync($"{built}/questions/comment");
        await page.Locator("details:has(#f-showIf) > summary").ClickAsync();
        await page.Locator("[name='of.0']").SelectOptionAsync("satisfied");
        await page.Locator("[name='look.0']").SelectOptionAsync("AtMost");
        await page.Locator("[name='value.0']").SelectOptionAsync("2");
        await page.Locator("button.main").ClickAsync();
        await page.Locator("#q-comment .onlyif").WaitForAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Words_that_were_suggested_are_typed_over_and_those_in_other_languages_give_way()
    {
        var page = await cafe.Visit(Cast.Tamar);
        await page.GotoAsync(All);
        await page.Leads(() => page.Locator("[name=ready][value=purchase]").ClickAsync());
        await page.GotoAsync($"{page.Url}/screens/1/questions?kind=Csat");
        await page.Locator("[name='he:text']:focus").WaitForAsync();
        var english = page.Locator("[name='en:text']");
        var usual = await english.InputValueAsync();

        await page.Keyboard.TypeAsync("היה טעים?");
        Assert.Equal(("היה טעים?", ""), (await page.Locator("[name='he:text']").InputValueAsync(), await english.InputValueAsync()));
        await page.Locator("[name='he:text']").FillAsync(await page.Locator("[name='he:text']").GetAttributeAsync("data-usual") ?? "");
        Assert.Equal(usual, await english.InputValueAsync());
        await page.Context.CloseAsync();
    }

    private static async Task Add(IPage page, string kind, string text)
    {
        await Press(page, $"#screen-1 [name=kind][value={kind}]");
        await page.Arrives("**/questions?**");
        // The first thing to fill in is where one is.
        await page.Locator("[name='he:text']:focus").WaitForAsync();
        await page.Keyboard.TypeAsync(text);
        await Press(page, "button.main");
        await page.Arrives("**/survey#**");
    }

    private static async Task Press(IPage page, string selector)
    {
        await Reach(page, selector);
        await page.Keyboard.PressAsync("Enter");
    }

    private static async Task Reach(IPage page, string selector)
    {
        for (var steps = 0; steps < 150; steps++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector)) return;
            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} is not reached by Tab.");
    }

    private static Task<string> Order(IPage page) =>
        page.EvaluateAsync<string>("[...document.querySelectorAll('[data-screen]')].map(screen => [...screen.querySelectorAll('[data-question]')].map(one => one.dataset.question).join(' ')).join('|')");
}
