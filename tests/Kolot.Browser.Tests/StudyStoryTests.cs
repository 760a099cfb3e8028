using Kolot.Core.Benchmarks;
using Kolot.Tests;
using Kolot.Tests.Benchmarks;
using Kolot.Tests.HouseRules;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>A small study from its beginning to its end, by what stands on the pages: designed, fielded by two shoppers on telephones, one of them without a network for a while, reviewed, published.</summary>
public sealed class StudyStoryTests(Chromium chromium)
{
    private const string TooFew = "פחות משלוש חברות היו נסתרות, וכולם היו יודעים מי הן. אפשר לפרסם את כל השמות.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_a_question_by_two_telephones_and_a_review_to_a_report_that_anybody_reads()
    {
        await using var world = await World.Listening(populated: true);
        var tamar = await Reader.AtTheDesk(chromium, world, Cast.Tamar, "he");
        await Begin(tamar);
        await NameCompanies(tamar);
        var links = new[] { await AddShopper(tamar, "נועה"), await AddShopper(tamar, "איתי"), await AddShopper(tamar, "רמי", gradesAgain: true) };
        await Plan(tamar, world);

        world.Clock.Advance(TimeSpan.FromDays(3));
        var (noa, itay) = (await Reader.OnAPhone(chromium, world, "he"), await Reader.OnAPhone(chromium, world, "he"));
        await ShoppersInHand.ApproachWithoutANetwork(noa, links[0]);
        await ShoppersInHand.ApproachAndHearNothingOnce(itay, links[1]);
        var rami = await Reader.OnAPhone(chromium, world, "he");
        await ShoppersInHand.GradeAgain(rami, world, links[2]);
        world.Clock.Advance(TimeSpan.FromDays(8));
        await world.Settle();
        for (var tries = 0; tries < 600 && await Came(world) != (8, 1); tries++) await Task.Delay(100, Cancel);
        Assert.Equal((8, 1), await Came(world));

        await Review(tamar);
        await Publish(tamar);
        var report = await tamar.Page.GetByRole(AriaRole.Link, new() { Name = "לעמוד הציבורי" }).First.GetAttributeAsync("href") ?? "";
        await ReadAsAnybody(noa.Page, report, "אחת מכל תשע פניות לא נענתה כלל");
        var silent = await AppealInBrowser.Silent(world);
        await AppealInBrowser.Object(itay, await AppealInBrowser.HandOutSheet(tamar, silent.Company));
        await AppealInBrowser.Decide(tamar, silent.SentAt.AddHours(2));
        await AppealInBrowser.HearTheDecision(itay);
        await ReadAsAnybody(noa.Page, report, "כל 9 הפניות נענו");
        foreach (var reader in new[] { tamar, noa, itay, rami }) await reader.Page.Context.CloseAsync();
    }

    private static async Task Begin(Reader tamar)
    {
        await tamar.Follow("להשוות", "Compare");
        await tamar.Follow("מחקר חדש", "New study");
        await tamar.Write("שם המחקר", "Name", "מי עונה לפניות באתר");
        await tamar.Press("להתחיל", "Begin");
        // Back, and once more: it is the study that was begun.
        await tamar.Page.GoBackAsync();
        await tamar.Write("שם המחקר", "Name", "מי עונה לפניות באתר");
        await tamar.Press("להתחיל", "Begin");
        var plan = tamar.Page.Locator("form:has([name=probesEach])");
        await plan.Locator("[name=probesEach]").FillAsync("3");
        await plan.Locator("[name=ratedTwice]").FillAsync("67");
        await plan.Locator("[name=inServiceHours]").UncheckAsync(new() { Force = true });
        await tamar.Click(plan.GetByRole(AriaRole.Button).Last);
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

    private static async Task<string> AddShopper(Reader tamar, string name, bool gradesAgain = false)
    {
        await tamar.Follow("פונים סמויים", "Shoppers");
        await tamar.Page.Locator("#shopper [name=name]").FillAsync(name);
        if (gradesAgain) await tamar.Tick("הערכה שנייה בלבד", "Grades again only");
        await tamar.Press("להוסיף פונה סמוי", "Add a shopper");
        await tamar.SeesInALine(name);
        await tamar.Look("shopper");
        return new Uri((await tamar.Page.Locator("#made").EvaluateAsync<string>("field => field.value ?? field.textContent")).Trim()).PathAndQuery;
    }

    private static async Task Plan(Reader tamar, World world)
    {
        await tamar.Follow("גלים", "Waves");
        var first = Designing.Today(world).AddDays(1);
        await tamar.Page.FillAsync("[name=from]", $"{first:yyyy-MM-dd}");
        await tamar.Page.FillAsync("[name=until]", $"{first.AddDays(1):yyyy-MM-dd}");
        await tamar.Press("לראות תוכנית", "Show a plan");
        await tamar.Look("plan");
        await tamar.Press("לשמור כגל 1", "Keep as wave 1");
        await tamar.SeesInALine("בית הקפה הירוק");
    }

    private static async Task<(int Answered, int Silent)> Came(World world)
    {
        await using var store = await world.Store();
        return (await store.Probes.CountAsync(probe => probe.State == ProbeState.Answered, Cancel), await store.Probes.CountAsync(probe => probe.State == ProbeState.Silent, Cancel));
    }

    private static async Task Review(Reader tamar)
    {
        await tamar.Follow("עבודת שדה", "Field work");
        await tamar.SeesWords(ShoppersInHand.Answer);
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
        await tamar.SeesInALine("בית הקפה הירוק", "3");
        Assert.Matches(@"הסכמה של \S+, בין \S+ ל־\S+, על [56] תשובות שהוערכו פעמיים", await tamar.Page.Locator("aside").InnerTextAsync());
        await tamar.Look("result");
        // Of two others everybody knows which is which.
        await tamar.Press("לפרסם", "Publish");
        await tamar.SeesWords(TooFew);
        await tamar.Tick("כל השמות", "All names");
        await tamar.Press("לפרסם", "Publish");
    }

    private static async Task ReadAsAnybody(IPage page, string report, string says)
    {
        await page.GotoAsync(report);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToContainTextAsync(says);
        var text = await page.Locator("body").InnerTextAsync();
        Assert.All(["מאפיית השחר", "בית הקפה הירוק", "קפה תמר"], name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.All(["נועה", "איתי"], shopper => Assert.DoesNotContain(shopper, text, StringComparison.Ordinal));
        House.Keeps(await Axe.Faults(page));
    }
}
