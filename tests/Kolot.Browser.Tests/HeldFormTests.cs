using Kolot.Store;
using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A session that ends while somebody types, in a browser that names the page a form comes from by itself.</summary>
[Collection(OneCafe.Name)]
public sealed class HeldFormTests(CafeInBrowser cafe)
{
    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, false)]
    public async Task What_was_typed_is_sent_after_signing_in_again(int width, bool scripts)
    {
        var page = await cafe.Visit(Cast.Tamar, width, scripts: scripts);
        var name = $"רות בן־חיים {width}";
        await page.GotoAsync($"/{World.Cafe}/customers/new");
        await page.FillAsync("[name=name]", name);
        await using (var directory = cafe.World.Services.GetRequiredService<Databases>().OpenDirectory())
            await directory.SessionTickets.ExecuteDeleteAsync(TestContext.Current.CancellationToken);
        cafe.World.Clock.Advance(TimeSpan.FromSeconds(6));

        await page.ClickAsync("main form[action$='/customers/new'] button.main");
        await Look(page, $"door-{width}", scripts);
        await page.FillAsync("[name=mail]", Cast.Tamar.Mail);
        await page.FillAsync("[name=password]", World.Password);
        await page.PressAsync("[name=password]", "Enter");
        await page.WaitForSelectorAsync("main form[action$='/customers/new']");
        await Look(page, $"again-{width}", scripts);
        await page.ClickAsync("main form button");
        await page.Arrives("**/customers/*-*");

        Assert.Contains(name, await page.TextContentAsync("main"), StringComparison.Ordinal);
        await page.Context.CloseAsync();
    }

    private static async Task Look(IPage page, string name, bool scripts)
    {
        await page.WaitForSelectorAsync("main form button");
        await page.Whole();
        await page.ScreenshotAsync(new() { Path = Path.Combine(House.Root, "artifacts", "shots", "held", $"{name}.png"), FullPage = true });
        if (scripts) House.Keeps(await Axe.Faults(page));
    }
}
