using Kolot.Core.Benchmarks;
using Kolot.Tests;
using Kolot.Tests.Benchmarks;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>What a shopper's telephone shows of what is done and what is left, as it is done.</summary>
[Collection(OneCafe.Name)]
public sealed class FieldListsTests(CafeInBrowser cafe)
{
    [Fact]
    public async Task Pressed_twice_in_one_go_without_a_network_is_pressed_once_and_after_it_was_taken_back_once_more()
    {
        var (field, page) = await Open();
        var now = page.Locator($"#p-{field.ProbeId:N}").GetByRole(AriaRole.Button, new() { Name = "נשלחה עכשיו" });
        await page.Context.SetOfflineAsync(true);
        await now.EvaluateAsync("button => { button.click(); button.click(); }");
        await Waits(page, 1);
        await page.Locator("[data-note] button").ClickAsync();
        await Waits(page, 0);
        await now.ClickAsync();
        await Waits(page, 1);

        var reply = page.Locator($"#p-{field.ProbeId:N} [data-after=sent]");
        await reply.Locator("summary").ClickAsync();
        await reply.Locator("textarea").FillAsync("כן, בשמחה");
        await reply.Locator("button").EvaluateAsync("button => { button.click(); button.click(); }");
        await Waits(page, 2);
        await page.Context.CloseAsync();
        await field.Leave();
    }

    [Fact]
    public async Task What_was_sent_and_graded_goes_on_to_its_list_at_once_and_what_is_typed_elsewhere_stays()
    {
        var (field, page) = await Open();
        var other = await field.AnotherToday();
        await page.ReloadAsync();
        await Lists(page, "לשליחה 2");
        await page.Locator($"#p-{other:N} summary").First.ClickAsync();
        await page.Locator($"#p-{other:N} [name=at]").First.FillAsync("2026-11-30T10:00");
        await page.Locator($"#p-{field.ProbeId:N}").GetByRole(AriaRole.Button, new() { Name = "נשלחה עכשיו" }).ClickAsync();
        await page.GetByText("לא נשלחה, לבטל").WaitForAsync();
        await Lists(page, "לשליחה 1", "מחכות לתשובה 1");
        Assert.Equal("2026-11-30T10:00", await page.Locator($"#p-{other:N} [name=at]").First.InputValueAsync());

        var card = page.Locator($"#p-{field.ProbeId:N}");
        await card.Locator("[data-after=sent] summary").ClickAsync();
        await card.Locator("[data-after=sent] button").ClickAsync();
        await card.Locator(".came").WaitForAsync();
        await Lists(page, "לשליחה 1", "להערכה 1");
        var grades = card.Locator(".gradeform");
        if (!await grades.IsVisibleAsync()) await card.Locator("[data-after=reply] summary").ClickAsync();
        await grades.Locator("[name=grade-fast][value='4']").CheckAsync();
        await grades.Locator("[name=grade-warm][value='5']").CheckAsync();
        await grades.Locator("button").ClickAsync();
        await card.GetByText("תיקון ההערכה").WaitForAsync();
        await Lists(page, "לשליחה 1", "נמסרו לבדיקה 1");
        Assert.Equal("2026-11-30T10:00", await page.Locator($"#p-{other:N} [name=at]").First.InputValueAsync());
        Assert.Equal(ProbeState.Answered, (await field.Probe()).State);
        await page.Context.CloseAsync();
        await field.Leave();
    }

    private static Task Lists(IPage page, params string[] told) => Assertions.Expect(page.Locator(".probes:has(.probe) h2")).ToHaveTextAsync(told);

    private async Task<(FieldWorld Field, IPage Page)> Open()
    {
        var page = await cafe.Visit(null, 390);
        var field = await FieldWorld.Over(cafe.World);
        await page.GotoAsync(FieldWorld.Page);
        await FieldKeptTests.Kept(page);
        return (field, page);
    }

    private static async Task Waits(IPage page, int count) => await page.WaitForFunctionAsync("count => document.querySelectorAll('[data-note]').length == count && (count == 0 || document.getElementById('field-waiting').textContent.includes(count))", count);
}
