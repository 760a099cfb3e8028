using Kolot.Store;
using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A browser whose machine holds passkeys, as a telephone with a finger on it does.</summary>
[Collection(OneCafe.Name)]
public sealed class PasskeyTests(CafeInBrowser cafe, Chromium chromium)
{
    [Fact]
    public async Task Whoever_added_a_passkey_comes_in_by_it_without_a_password_until_it_is_removed()
    {
        // A passkey belongs to a name: browsers know none of addresses in numbers.
        var window = await chromium.Window(new UriBuilder(cafe.World.Address) { Host = "localhost" }.Uri);
        var page = await window.NewPageAsync();
        await Hold(page);
        await page.GotoAsync("/sign-in?to=/account/passkeys");
        await page.FillAsync("[name=mail]", Cast.Noa.Mail);
        await page.FillAsync("[name=password]", World.Password);
        await page.PressAsync("[name=password]", "Enter");
        await page.Arrives("**/account/passkeys");
        await page.FillAsync("[name=name]", "הטלפון של נועה");
        await Look(page, "adding");
        await page.ClickAsync("form[data-passkey] button");
        await page.WaitForSelectorAsync("tbody th");
        await Look(page, "added");

        await window.ClearCookiesAsync();
        await page.GotoAsync($"/sign-in?to=/{World.Cafe}/voices");
        await Look(page, "door");
        await page.ClickAsync("form[data-passkey] button");
        await page.Arrives($"**/{World.Cafe}/voices");
        Assert.Contains(Cast.Noa.Name, await page.TextContentAsync("body"), StringComparison.Ordinal);

        cafe.World.Clock.Advance(TimeSpan.FromMinutes(11));
        await page.GotoAsync("/account/passkeys");
        await Look(page, "proof");
        await page.ClickAsync("form[data-passkey] button");
        await page.WaitForSelectorAsync("form[action$='/removal']");
        await page.ClickAsync("form[action$='/removal'] button");
        await page.WaitForSelectorAsync("[role=status]");
        await window.ClearCookiesAsync();
        await page.GotoAsync("/sign-in");
        await page.ClickAsync("form[data-passkey] button");
        await page.WaitForSelectorAsync(".faults, [aria-invalid], .note.bad");
        Assert.Contains("לא מוכר", await page.TextContentAsync("main"), StringComparison.Ordinal);
        await using var directory = cafe.World.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.Equal(2, await directory.SignIns.CountAsync(line => line.Act == SignInLine.PasskeyAdded || line.Act == SignInLine.PasskeyRemoved, TestContext.Current.CancellationToken));
        await window.CloseAsync();
    }

    private static async Task Hold(IPage page)
    {
        var machine = await page.Context.NewCDPSessionAsync(page);
        await machine.SendAsync("WebAuthn.enable");
        await machine.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new
            {
                protocol = "ctap2",
                transport = "internal",
                hasResidentKey = true,
                hasUserVerification = true,
                isUserVerified = true,
                automaticPresenceSimulation = true,
            },
        });
    }

    private static async Task Look(IPage page, string name)
    {
        await page.WaitForSelectorAsync("form[data-passkey] button");
        await page.Whole();
        await page.ScreenshotAsync(new() { Path = Path.Combine(House.Root, "artifacts", "shots", "passkeys", $"{name}.png"), FullPage = true });
        House.Keeps(await Axe.Faults(page));
    }
}
