using Kolot.Core.Benchmarks;
using Kolot.Tests;
using Kolot.Tests.Benchmarks;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A shopper on a telephone, for a while without a network: nothing of what they bring is lost, and its times are those at which it was pressed.</summary>
[Collection(OneCafe.Name)]
public sealed class FieldInHandTests(CafeInBrowser cafe)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_grade_means_stands_in_the_line_of_its_number()
    {
        var page = await cafe.Visit(null, 390);
        var field = await FieldWorld.Over(cafe.World);
        await page.GotoAsync(FieldWorld.Page);
        // The grades stand there from the first, for when there is no network: they are shown once something came back. Shown and measured at once: the page itself hides them again when it has looked at what waits.
        var apart = await page.EvaluateAsync<double[]>(
            """
            () => {
              for (const part of document.querySelectorAll('main details, [data-after]')) { part.open = true; part.hidden = false; }
              return [...document.querySelectorAll('.meanings')].filter(all => all.offsetHeight > 0).map(all => Math.abs(all.querySelector('dt').getBoundingClientRect().top - all.querySelector('dd').getBoundingClientRect().top));
            }
            """);
        Assert.NotEmpty(apart);
        Assert.All(apart, gap => Assert.InRange(gap, 0, 3));
        await page.Context.CloseAsync();
        await field.Leave();
    }

    [Fact]
    public async Task What_is_sent_answered_and_graded_without_a_network_waits_on_the_telephone_and_arrives_once_there_is_one()
    {
        var page = await cafe.Visit(null, 390);
        var field = await FieldWorld.Over(cafe.World);
        var card = page.Locator($"#p-{field.ProbeId:N}");
        await page.GotoAsync(FieldWorld.Page);
        await FieldKeptTests.Kept(page);
        var faults = new List<string>();
        await Look(page, "today", faults);

        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "נשלחה עכשיו" }).ClickAsync();
        await Waits(page, 1);
        await Assertions.Expect(card.Locator(".once")).ToBeHiddenAsync();
        await Opened(card, "[data-after=sent] summary");
        await card.Locator("[data-after=sent] textarea").FillAsync("כן, בשמחה");
        await card.Locator("[data-after=sent] button").ClickAsync();
        await Waits(page, 2);
        await Grade(card);
        await Waits(page, 3);
        await page.ReloadAsync();
        await Waits(page, 3);
        await Look(page, "waiting", faults);
        Assert.Equal(ProbeState.Planned, (await field.Probe()).State);
        var pressed = cafe.World.Clock.Now;

        await FieldKeptTests.AnHourLater(page);
        await page.Context.SetOfflineAsync(false);
        await page.WaitForFunctionAsync("() => document.getElementById('field-waiting')?.hidden && document.querySelector('.came')");
        await Look(page, "arrived", faults);
        House.Keeps(faults);
        var probe = await field.Probe();
        Assert.Equal(ProbeState.Answered, probe.State);
        Assert.True(probe.SentAt < pressed.AddMinutes(-30));
        await using var store = await cafe.World.Store();
        Assert.Equal("כן, בשמחה", (await store.ProbeReplies.SingleAsync(reply => reply.ProbeId == field.ProbeId, Cancel)).Text);
        Assert.Equal(5, StudyJson.ReadGrades((await store.ProbeGradings.SingleAsync(one => one.ProbeId == field.ProbeId, Cancel)).Grades)["warm"]);
        await page.Context.CloseAsync();
        await field.Leave();
    }

    [Fact]
    public async Task What_is_not_taken_in_says_why_at_its_probe_and_stays_until_it_is_let_go()
    {
        var page = await cafe.Visit(null, 390, ColorScheme.Dark);
        var field = await FieldWorld.Over(cafe.World);
        await page.GotoAsync(FieldWorld.Page);
        var card = page.Locator($"#p-{field.ProbeId:N}");
        await card.GetByRole(AriaRole.Button, new() { Name = "נשלחה עכשיו" }).ClickAsync();
        await card.GetByText("לא נשלחה, לבטל").WaitForAsync();
        await field.Close();
        await Opened(card, "[data-after=sent] summary");
        await card.Locator("[data-after=sent] textarea").FillAsync("איחרתי");
        await card.Locator("[data-after=sent] button").ClickAsync();

        await page.Locator("#field-refused").GetByRole(AriaRole.Button).WaitForAsync();
        Assert.Contains("נסגר", await card.Locator("[role=alert]").TextContentAsync(), StringComparison.Ordinal);
        Assert.Equal("איחרתי", await card.Locator("[data-after=sent] textarea").InputValueAsync());
        var faults = new List<string>();
        await Look(page, "refused", faults);
        House.Keeps(faults);
        await page.Locator("#field-refused").GetByRole(AriaRole.Button).ClickAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('field-refused')?.hidden");
        await page.Context.CloseAsync();
        await field.Leave();
    }

    [Fact]
    public async Task Without_script_the_same_is_sent_at_once()
    {
        var page = await cafe.Visit(null, 390, scripts: false);
        var field = await FieldWorld.Over(cafe.World);
        await page.GotoAsync(FieldWorld.Page);
        var card = page.Locator($"#p-{field.ProbeId:N}");
        await card.GetByRole(AriaRole.Button, new() { Name = "נשלחה עכשיו" }).ClickAsync();
        await Opened(card, "[data-after=sent] summary");
        await page.Leads(() => card.Locator("[data-after=sent] button").ClickAsync());
        await Grade(card);
        await card.GetByText("תיקון ההערכה").WaitForAsync();

        Assert.Equal(ProbeState.Answered, (await field.Probe()).State);
        await page.Context.CloseAsync();
        await field.Leave();
    }

    private static async Task Grade(ILocator card)
    {
        if (!await card.Locator(".gradeform").IsVisibleAsync()) await Opened(card, "[data-after=reply] summary");
        await card.Locator("[name=grade-fast][value='4']").CheckAsync();
        await card.Locator("[name=grade-warm][value='5']").CheckAsync();
        await card.Locator(".gradeform button").ClickAsync();
    }

    private static Task Opened(ILocator card, string summary) => card.Locator(summary).ClickAsync();

    private static async Task Waits(IPage page, int count) => await page.WaitForFunctionAsync("count => document.getElementById('field-waiting')?.textContent.includes(count) && document.querySelectorAll('[data-note]').length == count", count);

    private static async Task Look(IPage page, string where, List<string> faults)
    {
        faults.AddRange((await Axe.Faults(page)).Select(fault => $"{where}: {fault}"));
        if (await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth")) faults.Add($"{where}: it is wider than the screen");
    }
}
