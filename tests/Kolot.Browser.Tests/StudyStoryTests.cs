using Kolot.Core.Benchmarks;
using Kolot.Tests;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A small study from its beginning to its end, by what stands on the pages: designed, fielded by two shoppers on telephones, one of them without a network for a while, reviewed, published.</summary>
public sealed class StudyStoryTests(Chromium chromium)
{
    private const string Answer = "איזה כיף שפניתם. השולחן ליד החלון שמור לכם ליום שלישי בשמונה.";

    private const string TooFew = "פחות משלוש חברות היו נסתרות, וכולם היו יודעים מי הן. אפשר לפרסם את כל השמות.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_a_question_by_two_telephones_and_a_review_to_a_report_that_anybody_reads()
    {
        await using var world = await World.Listening(populated: true);
        var tamar = await Reader.AtTheDesk(chromium, world, Cast.Tamar, "he");
        await Begin(tamar);
        await NameCompanies(tamar);
        var links = new[] { await AddShopper(tamar, "נועה"), await AddShopper(tamar, "איתי") };
        await Plan(tamar, world);

        world.Clock.Advance(TimeSpan.FromDays(3));
        var (noa, itay) = (await Reader.OnAPhone(chromium, world, "he"), await Reader.OnAPhone(chromium, world, "he"));
        await ApproachWithoutANetwork(noa, links[0]);
        await ApproachAndHearNothingOnce(itay, links[1]);
        world.Clock.Advance(TimeSpan.FromDays(8));
        await world.Settle();
        for (var tries = 0; tries < 100 && await Came(world) != (5, 1); tries++) await Task.Delay(100, Cancel);
        Assert.Equal((5, 1), await Came(world));

        await Review(tamar);
        await Publish(tamar);
        await ReadAsAnybody(noa.Page, await tamar.Page.GetByRole(AriaRole.Link, new() { Name = "לעמוד הציבורי" }).First.GetAttributeAsync("href") ?? "");
        foreach (var reader in new[] { tamar, noa, itay }) await reader.Page.Context.CloseAsync();
    }

    private static async Task Begin(Reader tamar)
    {
        await tamar.Follow("להשוות", "Compare");
        await tamar.Follow("מחקר חדש", "New study");
        await tamar.Write("שם המחקר", "Name", "מי עונה לפניות באתר");
        await tamar.Press("להתחיל", "Begin");
        var plan = tamar.Page.Locator("form:has([name=probesEach])");
        await plan.Locator("[name=probesEach]").FillAsync("2");
        await plan.Locator("[name=ratedTwice]").FillAsync("0");
        await plan.Locator("[name=inServiceHours]").UncheckAsync(new() { Force = true });
        await plan.GetByRole(AriaRole.Button).Last.ClickAsync();
        await tamar.Look("design");
    }

    private static async Task NameCompanies(Reader tamar)
    {
        await tamar.Follow("חברות", "Companies");
        await tamar.Press("להוסיף אותנו", "Add ourselves");
        await tamar.Page.FillAsync("[name=contact_form]", "https://cafe.example/contact");
        await tamar.Press("לשמור", "Keep");
        await tamar.Follow("מקובץ או מהדבקה", "From a file or pasted");
        await tamar.Page.FillAsync("textarea[name=text]", "name,industry,contact_form\nבית הקפה הירוק,קפה,https://green.example/contact\nמאפיית השחר,קפה,https://dawn.example/contact\n");
        await tamar.Press("לראות מה יוצא", "Show first");
        await tamar.Press("לשמור 2 שורות תקינות", "Keep");
        await tamar.SeesInALine("מאפיית השחר");
        await tamar.Look("companies");
    }

    private static async Task<string> AddShopper(Reader tamar, string name)
    {
        await tamar.Follow("פונים סמויים", "Shoppers");
        await tamar.Page.Locator("#shopper [name=name]").FillAsync(name);
        await tamar.Press("להוסיף פונה סמוי", "Add a shopper");
        await tamar.SeesInALine(name);
        await tamar.Look("shopper");
        return new Uri((await tamar.Page.Locator("#made").EvaluateAsync<string>("field => field.value ?? field.textContent")).Trim()).PathAndQuery;
    }

    private static async Task Plan(Reader tamar, World world)
    {
        await tamar.Follow("גלים", "Waves");
        var first = DateOnly.FromDateTime(world.Clock.Now).AddDays(1);
        await tamar.Page.FillAsync("[name=from]", $"{first:yyyy-MM-dd}");
        await tamar.Page.FillAsync("[name=until]", $"{first.AddDays(1):yyyy-MM-dd}");
        await tamar.Press("לראות תוכנית", "Show a plan");
        await tamar.Look("plan");
        await tamar.Press("לשמור כגל 1", "Keep as wave 1");
        await tamar.SeesInALine("בית הקפה הירוק");
    }

    private static async Task ApproachWithoutANetwork(Reader noa, string link)
    {
        await noa.Page.GotoAsync(link);
        await noa.Page.WaitForFunctionAsync("async path => { const cache = await caches.open(`field ${path}`); return (await cache.keys()).length > 3; }", link);
        var cards = await ToBeSent(noa.Page);
        Assert.Equal(3, cards.Count);
        await noa.Look("telephone");
        await noa.Page.Context.SetOfflineAsync(true);
        await Send(noa.Page, cards[0]);
        await Hear(noa.Page, cards[0]);
        await Grade(noa.Page, cards[0], 5);
        await noa.Sees("מחכות להישלח: 3", "");
        await noa.Look("without-a-network");
        await noa.Page.Context.SetOfflineAsync(false);
        await noa.Page.WaitForFunctionAsync("() => document.getElementById('field-waiting').hidden");
        foreach (var card in cards.Skip(1)) await Approach(noa.Page, card, 4);

        await noa.Page.WaitForFunctionAsync("() => document.getElementById('field-waiting').hidden && document.querySelectorAll('.came').length == 3");
    }

    private static async Task ApproachAndHearNothingOnce(Reader itay, string link)
    {
        await itay.Page.GotoAsync(link);
        var cards = await ToBeSent(itay.Page);
        foreach (var card in cards.Take(2)) await Approach(itay.Page, card, 3);
        await Send(itay.Page, cards[2]);
        await itay.Page.Locator($"#{cards[2]}").GetByText("לא נשלחה, לבטל").WaitForAsync();
        await itay.Page.WaitForFunctionAsync("() => document.getElementById('field-waiting').hidden && document.querySelectorAll('.came').length == 2");
    }

    private static async Task<IReadOnlyList<string>> ToBeSent(IPage page) => await page.Locator(".probe:has(.once)").EvaluateAllAsync<string[]>("all => all.map(card => card.id)");

    private static async Task Send(IPage page, string id)
    {
        var card = page.Locator($"#{id}");
        if (!await card.Locator(".inside").IsVisibleAsync()) await card.Locator("> summary").ClickAsync();
        await card.GetByRole(AriaRole.Button, new() { Name = "נשלחה עכשיו" }).ClickAsync();
    }

    // With a network each step is drawn anew once it was taken in.
    private static async Task Approach(IPage page, string card, int grade)
    {
        await Send(page, card);
        await page.Locator($"#{card}").GetByText("לא נשלחה, לבטל").WaitForAsync();
        await Hear(page, card);
        await page.Locator($"#{card} .came").WaitForAsync();
        await Grade(page, card, grade);
        await page.Locator($"#{card}").GetByText("תיקון ההערכה").WaitForAsync();
    }

    private static async Task Hear(IPage page, string card)
    {
        var reply = page.Locator($"#{card} [data-after=sent]");
        if (!await reply.Locator("textarea").IsVisibleAsync()) await reply.Locator("summary").ClickAsync();
        await reply.Locator("textarea").FillAsync(Answer);
        await reply.Locator("button").ClickAsync();
    }

    private static async Task Grade(IPage page, string card, int grade)
    {
        var form = page.Locator($"#{card} .gradeform");
        if (!await form.IsVisibleAsync()) await page.Locator($"#{card} [data-after=reply] summary").ClickAsync();
        foreach (var item in await form.Locator($"input[type=radio][value='{grade}']").AllAsync()) await item.CheckAsync();
        await form.Locator("button").ClickAsync();
    }

    private static async Task<(int Answered, int Silent)> Came(World world)
    {
        await using var store = await world.Store();
        return (await store.Probes.CountAsync(probe => probe.State == ProbeState.Answered, Cancel), await store.Probes.CountAsync(probe => probe.State == ProbeState.Silent, Cancel));
    }

    private static async Task Review(Reader tamar)
    {
        await tamar.Follow("עבודת שדה", "Field work");
        await tamar.SeesWords(Answer);
        await tamar.Look("review");
        foreach (var each in await tamar.Page.Locator("[name=probe][form=bulk]").AllAsync()) await each.CheckAsync(new() { Force = true });
        await tamar.Press("לקבל את מה שסומן", "Accept what is ticked");
        await tamar.Sees("אין כרגע מה לבדוק", "Nothing to look at");
    }

    private static async Task Publish(Reader tamar)
    {
        await tamar.Follow("גלים", "Waves");
        await tamar.Follow("גל 1", "Wave 1");
        await tamar.Press("לסגור את גל 1", "Close wave 1");
        await tamar.Follow("תוצאות", "Result");
        await tamar.SeesInALine("בית הקפה הירוק", "2");
        await tamar.Look("result");
        // Of two others everybody knows which is which.
        await tamar.Press("לפרסם", "Publish");
        await tamar.SeesWords(TooFew);
        await tamar.Tick("כל השמות", "All names");
        await tamar.Press("לפרסם", "Publish");
    }

    private static async Task ReadAsAnybody(IPage page, string report)
    {
        await page.GotoAsync(report);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync("אחת מכל שש פניות לא נענתה כלל");
        var text = await page.Locator("body").InnerTextAsync();
        Assert.All(["מאפיית השחר", "בית הקפה הירוק", "קפה תמר"], name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.All(["נועה", "איתי"], shopper => Assert.DoesNotContain(shopper, text, StringComparison.Ordinal));
        House.Keeps(await Axe.Faults(page));
    }
}
