using Kolot.Organisation.People.SignIn;
using Kolot.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>The first day of a new organisation: through the printed link to the first voices.</summary>
public sealed class FirstDayTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task From_the_printed_link_to_a_voice_found_by_its_words(bool scripts)
    {
        await using var world = await World.Listening(populated: false);
        await using var window = await chromium.Window(world.Address, scripts: scripts);
        var page = await window.NewPageAsync();
        await SetUp(world, page);

        await Hear(page, "ובשירותים של הסניף חיכינו חצי שעה");
        await Hear(page, "העוגה הייתה טעימה מאוד");

        await page.GotoAsync("/cafe/voices?q=שירות");
        await Assertions.Expect(page.GetByText("ובשירותים של הסניף")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("העוגה הייתה טעימה")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_old_survey_comes_in_is_searched_and_leads_to_its_customers(bool scripts)
    {
        await using var world = await World.Listening(populated: false);
        await using var window = await chromium.Window(world.Address, scripts: scripts);
        var page = await window.NewPageAsync();
        await SetUp(world, page);

        await OldSurvey.BringIn(page, "cafe");

        await page.GotoAsync("/cafe/voices?q=שירות");
        await Assertions.Expect(page.GetByText("השירות היה מהיר ואדיב")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("בשירותים של הסניף")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("המחיר גבוה קצת")).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Link, new() { Name = "אבי לוי" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "אבי לוי" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("בשירותים של הסניף")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_typed_stays_when_it_cannot_be_taken()
    {
        await using var world = await World.Listening(populated: false);
        await using var window = await chromium.Window(world.Address);
        var page = await window.NewPageAsync();
        await SetUp(world, page);
        await page.GotoAsync("/cafe/voices/new");

        await page.FillAsync("[name=text]", "חשוב לא לאבד את זה");
        await page.FillAsync("[name=score]", "הרבה");
        await page.ClickAsync("button.main");

        await Assertions.Expect(page.Locator("[name=text]")).ToHaveValueAsync("חשוב לא לאבד את זה");
        await Assertions.Expect(page.Locator("[name=score][aria-invalid=true]")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_voice_is_entered_by_keyboard_alone()
    {
        await using var world = await World.Listening(populated: false);
        await using var window = await chromium.Window(world.Address);
        var page = await window.NewPageAsync();
        await SetUp(world, page);
        await page.GotoAsync("/cafe/voices/new");

        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("a.skip")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await TabTo(page, "text");
        await page.Keyboard.TypeAsync("הוקלד בלי עכבר");
        await TabTo(page, "BUTTON");
        await page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(page.GetByText("הוקלד בלי עכבר").First).ToBeVisibleAsync();
    }

    private static async Task SetUp(World world, IPage page)
    {
        var secret = await world.Services.GetRequiredService<SetUpDoor>().Make(TestContext.Current.CancellationToken);
        await page.GotoAsync($"/set-up/{secret}");
        await page.FillAsync("[name=organisationName]", "קפה תמר");
        await page.FillAsync("[name=organisation]", "cafe");
        await page.FillAsync("[name=name]", Cast.Tamar.Name);
        await page.FillAsync("[name=mail]", Cast.Tamar.Mail);
        await page.FillAsync("[name=password]", World.Password);
        await page.ClickAsync("button.main");
        await page.Arrives("**/cafe/voices");
    }

    private static async Task Hear(IPage page, string words)
    {
        await page.GotoAsync("/cafe/voices/new");
        await page.FillAsync("[name=text]", words);
        await page.ClickAsync("button.main");
        await Assertions.Expect(page.GetByText(words).First).ToBeVisibleAsync();
    }

    // Onward by Tab to a field of this name, or to the first main button.
    private static async Task TabTo(IPage page, string target)
    {
        for (var step = 0; step < 60; step++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>(
                "to => document.activeElement.name === to || (to === 'BUTTON' && document.activeElement.matches('button.main'))", target)) return;
        }

        Assert.Fail($"{target} is out of the keyboard's reach.");
    }
}
