using Kolot.Tests;

namespace Kolot.Browser.Tests;

/// <summary>What pages do besides, where scripts run.</summary>
[Collection(OneCafe.Name)]
public sealed class SmallScriptsTests(CafeInBrowser cafe)
{
    [Fact]
    public async Task A_menu_closes_by_Escape_and_when_attention_goes_elsewhere()
    {
        var page = await cafe.Visit(Cast.Tamar);
        var (menu, open) = (page.Locator("details.mine summary"), page.Locator("details.mine[open]"));

        await menu.ClickAsync();
        Assert.Equal(1, await open.CountAsync());
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal(0, await open.CountAsync());
        await menu.ClickAsync();
        await page.Locator("h1").ClickAsync();
        Assert.Equal(0, await open.CountAsync());
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_new_key_is_copied_by_one_press()
    {
        var page = await cafe.Visit(Cast.Tamar);
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await page.GotoAsync($"/{World.Cafe}/settings/keys");
        await page.FillAsync("[name=name]", "הקופה");
        await page.CheckAsync("[value=EnterVoices]");
        await page.Leads(() => page.Locator("form:has([name=scopes]) button").ClickAsync());

        await page.Locator("button[data-copy=f-secret]").ClickAsync();
        await page.WaitForFunctionAsync("document.querySelector('[data-copy=f-secret]').textContent === document.querySelector('[data-copy=f-secret]').dataset.copied");

        Assert.Equal(await page.InputValueAsync("[name=secret]"), await page.EvaluateAsync<string>("navigator.clipboard.readText()"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Whoever_sends_one_part_of_a_design_is_asked_about_what_is_typed_in_another()
    {
        var page = await cafe.Visit(Cast.Tamar);
        await page.GotoAsync($"/{World.Cafe}/studies/autumn/design");
        var asked = 0;
        page.Dialog += async (_, dialog) =>
        {
            asked++;
            await dialog.DismissAsync();
        };
        await page.FillAsync("[name=nameEn]", "Typed and kept nowhere");
        await page.FillAsync("[name=appealDays]", "21");
        await page.Locator("form:has([name=appealDays]) button").ClickAsync();
        while (asked == 0) await Task.Delay(20, TestContext.Current.CancellationToken);
        // Long enough to be gone, if it were not asked.
        await page.WaitForTimeoutAsync(300);

        Assert.Equal((1, "Typed and kept nowhere", "21"), (asked, await page.InputValueAsync("[name=nameEn]"), await page.InputValueAsync("[name=appealDays]")));
        await page.Context.CloseAsync();
    }
}
