using Kolot.Core.Benchmarks;
using Kolot.Organisation;
using Kolot.Tests;
using Kolot.Tests.Benchmarks;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>What a shopper's telephone keeps when things go wrong: it is closed, its link is replaced, nothing secures its connection.</summary>
[Collection(OneCafe.Name)]
public sealed class FieldKeptTests(CafeInBrowser cafe)
{
    private const string Replaced = "adi-second-secret-of-enough-letters";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_kept_goes_from_a_telephone_that_was_closed_and_opened_again_without_a_network()
    {
        var (field, page) = await Open();
        var window = page.Context;
        await window.SetOfflineAsync(true);
        await SendNow(page, field);
        await Waits(page, 1);
        var pressed = cafe.World.Clock.Now;
        await page.CloseAsync();
        page = await window.NewPageAsync();
        await page.GotoAsync(FieldWorld.Page);
        await Waits(page, 1);
        await page.CloseAsync();

        await window.SetOfflineAsync(false);
        page = await window.NewPageAsync();
        await AnHourLater(page);
        await page.GotoAsync(FieldWorld.Page);
        await page.GetByText("לא נשלחה, לבטל").WaitForAsync();
        var probe = await field.Probe();
        Assert.Equal((ProbeState.Sent, true), (probe.State, probe.SentAt < pressed.AddMinutes(-30)));
        await window.CloseAsync();
        await field.Leave();
    }

    [Fact]
    public async Task A_link_that_was_replaced_says_so_and_what_was_typed_goes_by_the_new_one()
    {
        var (field, page) = await Open();
        await page.Context.SetOfflineAsync(true);
        await SendNow(page, field);
        await Waits(page, 1);
        await (await Typed(page, field, "כן, בשמחה")).ClickAsync();
        await Waits(page, 2);
        await using var store = await cafe.World.Store();
        await store.StudyShoppers.Where(one => one.Id == field.AdiId).ExecuteUpdateAsync(set => set.SetProperty(one => one.SecretHash, EntranceKeys.HashOf(Replaced)), Cancel);
        await page.Context.SetOfflineAsync(false);

        await Assertions.Expect(page.Locator("#field-waiting")).ToContainTextAsync("הקישור הזה הוחלף או בוטל");
        await Waits(page, 2);
        House.Keeps(await Axe.Faults(page));
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("לא אבד");
        await page.GotoAsync($"/{World.Cafe}/field/{Replaced}");
        await page.WaitForFunctionAsync("() => document.getElementById('field-waiting')?.hidden && document.querySelector('.came')");
        Assert.Equal(ProbeState.Answered, (await field.Probe()).State);
        Assert.Equal("כן, בשמחה", (await store.ProbeReplies.SingleAsync(reply => reply.ProbeId == field.ProbeId, Cancel)).Text);
        await page.Context.CloseAsync();
        await field.Leave();
    }

    [Fact]
    public async Task What_is_being_typed_stays_when_what_waited_is_taken_in_meanwhile()
    {
        var (field, page) = await Open();
        await page.Context.SetOfflineAsync(true);
        await SendNow(page, field);
        await Waits(page, 1);
        var keep = await Typed(page, field, "התחלתי לכתוב כשעוד לא הייתה רשת");
        await page.Context.SetOfflineAsync(false);
        await page.GetByText("לא נשלחה, לבטל").WaitForAsync();

        Assert.Equal("התחלתי לכתוב כשעוד לא הייתה רשת", await page.Locator($"#p-{field.ProbeId:N} [data-after=sent] textarea").InputValueAsync());
        await keep.ClickAsync();
        await page.Locator($"#p-{field.ProbeId:N} .came").GetByText("התחלתי לכתוב").WaitForAsync();
        await page.Context.CloseAsync();
        await field.Leave();
    }

    [Fact]
    public async Task Where_nothing_secures_the_connection_it_says_that_nothing_is_kept_and_sends_at_once()
    {
        var page = await cafe.Visit(null, 390);
        var field = await FieldWorld.Over(cafe.World);
        await page.GotoAsync($"http://{Chromium.Unsecured}:{cafe.World.Address.Port}{FieldWorld.Page}");
        await Assertions.Expect(page.Locator("#field-unkept")).ToContainTextAsync("HTTPS");
        await SendNow(page, field);
        await page.GetByText("לא נשלחה, לבטל").WaitForAsync();

        Assert.Equal(ProbeState.Sent, (await field.Probe()).State);
        await page.Context.CloseAsync();
        await field.Leave();
    }

    private async Task<(FieldWorld Field, IPage Page)> Open()
    {
        var page = await cafe.Visit(null, 390);
        var field = await FieldWorld.Over(cafe.World);
        await page.GotoAsync(FieldWorld.Page);
        await Kept(page);
        return (field, page);
    }

    /// <summary>Waits until the telephone keeps the page, and what dresses it.</summary>
    internal static async Task Kept(IPage page)
    {
        // Asked again and again: waiting for a function takes its promise for a yes.
        while (!await page.EvaluateAsync<bool>("async () => { const cache = await caches.open('field ' + location.pathname); return await cache.match(location.pathname) !== undefined && (await cache.keys()).length > 3; }")) await Task.Delay(50, Cancel);
    }

    /// <summary>It is an hour later for the telephone: when something was pressed is told by how long ago that was, and what it takes to say so is no part of it.</summary>
    internal static Task AnHourLater(IPage page) => page.Clock.SetFixedTimeAsync(TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(1));

    private static Task SendNow(IPage page, FieldWorld field) => page.Locator($"#p-{field.ProbeId:N}").GetByRole(AriaRole.Button, new() { Name = "נשלחה עכשיו" }).ClickAsync();

    // Types what came back, and tells what would keep it.
    private static async Task<ILocator> Typed(IPage page, FieldWorld field, string text)
    {
        var reply = page.Locator($"#p-{field.ProbeId:N} [data-after=sent]");
        await reply.Locator("summary").ClickAsync();
        await reply.Locator("textarea").FillAsync(text);
        return reply.Locator("button");
    }

    private static async Task Waits(IPage page, int count) => await page.WaitForFunctionAsync("count => document.getElementById('field-waiting')?.textContent.includes(count) && document.querySelectorAll('[data-note]').length == count", count);
}
