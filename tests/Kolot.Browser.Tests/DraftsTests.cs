using Kolot.Tests;

namespace Kolot.Browser.Tests;

/// <summary>What scripts do at a case: nothing that was typed is lost, and keys lead.</summary>
[Collection(OneCafe.Name)]
public sealed class DraftsTests(CafeInBrowser cafe)
{
    private string Case => $"/{World.Cafe}/cases/{cafe.Known["cases/number"]}";

    [Fact]
    public async Task A_half_written_answer_outlives_a_note_and_another_page_and_can_be_let_go()
    {
        var page = await cafe.Visit(Cast.Tamar);
        await page.GotoAsync(Case);
        var (answer, note) = (page.Locator("#answer textarea"), page.Locator("textarea[name=note]"));

        await answer.FillAsync("שלום, בדקתי ו");
        await page.Locator(".casenote > summary").ClickAsync();
        await note.FillAsync("לא ברור מה קרה");
        await page.Locator(".casenote > form button[type=submit]").ClickAsync();
        await page.Locator(".toast").WaitForAsync();
        await page.Whole();
        Assert.Equal(("שלום, בדקתי ו", ""), (await answer.InputValueAsync(), await note.InputValueAsync()));

        await page.GotoAsync($"/{World.Cafe}/cases/snippets");
        await page.GotoAsync(Case);
        Assert.Equal("שלום, בדקתי ו", await answer.InputValueAsync());
        await page.Locator("#answer .draft button").ClickAsync();
        Assert.Equal("", await answer.InputValueAsync());
        await page.ReloadAsync();
        Assert.Equal(("", 0), (await answer.InputValueAsync(), await page.Locator(".draft").CountAsync()));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Keys_lead_by_their_letter_and_by_its_place_until_they_are_turned_off()
    {
        var page = await cafe.Visit(Cast.Tamar);
        await page.GotoAsync($"/{World.Cafe}/cases?view=open");
        await page.Locator("[data-keys]").WaitForAsync();
        Task<string?> Focused() => page.EvaluateAsync<string?>("() => document.activeElement.closest('article')?.querySelector('.n').textContent");
        Task HebrewJ() => page.EvaluateAsync("() => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ח', code: 'KeyJ', bubbles: true, cancelable: true }))");

        await page.Keyboard.PressAsync("j");
        var first = await Focused();
        await HebrewJ();
        var second = await Focused();
        await page.Keyboard.PressAsync("Enter");
        await page.Arrives("**/cases/*");
        await page.Keyboard.PressAsync("a");
        Assert.Equal("text", await page.EvaluateAsync<string>("() => document.activeElement.name"));
        await page.Keyboard.PressAsync("l");
        Assert.Equal("l", await page.Locator("#answer textarea").InputValueAsync());
        await page.EvaluateAsync("() => { document.activeElement.value = ''; document.activeElement.dispatchEvent(new Event('input', { bubbles: true })); document.activeElement.blur(); }");
        await page.Keyboard.PressAsync("?");
        await page.Locator("[data-keys][open] input").UncheckAsync();
        await page.Locator("h1").ClickAsync();
        await page.Keyboard.PressAsync("a");

        Assert.NotNull(first);
        Assert.NotNull(second);
        Assert.NotEqual(first, second);
        Assert.Equal("BODY", await page.EvaluateAsync<string>("() => document.activeElement.tagName === 'MAIN' ? 'BODY' : document.activeElement.tagName"));
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_name_is_offered_after_an_at_sign_and_written_out_by_keys()
    {
        var page = await cafe.Visit(Cast.Tamar);
        await page.GotoAsync(Case);
        await page.Locator(".casenote > summary").ClickAsync();
        var note = page.Locator("textarea[name=note]");

        await note.PressSequentiallyAsync($"@{Cast.Yoav.Name[..3]}");
        await note.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");

        Assert.Equal($"@{Cast.Yoav.Name} ", await note.InputValueAsync());
        await page.EvaluateAsync("() => sessionStorage.clear()");
        await page.Context.CloseAsync();
    }
}
