using System.Globalization;
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

    private const string Objection = "ענינו על הפנייה הזאת בטלפון, שעתיים אחריה. רישום השיחה אצלנו.";

    private const string Decision = "בדקנו את רישום השיחה, והתשובה אכן ניתנה. התוצאות תוקנו.";

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
        await ApproachWithoutANetwork(noa, links[0]);
        await ApproachAndHearNothingOnce(itay, links[1]);
        var rami = await Reader.OnAPhone(chromium, world, "he");
        await GradeAgain(rami, world, links[2]);
        world.Clock.Advance(TimeSpan.FromDays(8));
        await world.Settle();
        for (var tries = 0; tries < 100 && await Came(world) != (8, 1); tries++) await Task.Delay(100, Cancel);
        Assert.Equal((8, 1), await Came(world));

        await Review(tamar);
        await Publish(tamar);
        var report = await tamar.Page.GetByRole(AriaRole.Link, new() { Name = "לעמוד הציבורי" }).First.GetAttributeAsync("href") ?? "";
        await ReadAsAnybody(noa.Page, report, "אחת מכל תשע פניות לא נענתה כלל");
        var silent = await Silent(world);
        await Object(itay, await HandOutSheet(tamar, silent.Company));
        await Decide(tamar, silent.SentAt.AddHours(2));
        await HearTheDecision(itay);
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

        await noa.Page.WaitForFunctionAsync("() => document.getElementById('field-waiting').hidden && document.querySelectorAll('.came').length == " + cards.Count);
    }

    private static async Task ApproachAndHearNothingOnce(Reader itay, string link)
    {
        await itay.Page.GotoAsync(link);
        var cards = await ToBeSent(itay.Page);
        foreach (var card in cards.SkipLast(1)) await Approach(itay.Page, card, 3);
        await Send(itay.Page, cards[^1]);
        await itay.Page.Locator($"#{cards[^1]}").GetByText("לא נשלחה, לבטל").WaitForAsync();
        await itay.Page.WaitForFunctionAsync("() => document.getElementById('field-waiting').hidden && document.querySelectorAll('.came').length == " + (cards.Count - 1));
    }

    // A part was drawn by chance. Whoever grades it again sees what was answered, and neither by whom nor how it was graded.
    private static async Task GradeAgain(Reader rami, World world, string link)
    {
        await using var store = await world.Store();
        Assert.Equal(6, await store.Probes.CountAsync(probe => probe.Twice, Cancel));
        var drawn = await store.Probes.Where(probe => probe.Twice && probe.State == ProbeState.Answered).Select(probe => probe.Id).ToListAsync(Cancel);
        await rami.Page.GotoAsync(link);
        await rami.Sees($"מחכות להערכה: {drawn.Count}", "");
        var text = await rami.Page.Locator("main").TextContentAsync() ?? "";
        Assert.All(["מאפיית השחר", "בית הקפה הירוק", "קפה תמר", "נועה", "איתי"], name => Assert.DoesNotContain(name, text, StringComparison.Ordinal));
        Assert.Equal(0, await rami.Page.Locator(".gradeform input:checked").CountAsync());
        await rami.Look("second-rater");
        foreach (var (at, id) in drawn.Index())
        {
            var card = $"p-{id:N}";
            await rami.Page.Locator($"#{card} > summary").ClickAsync();
            await rami.SeesWords(Answer);
            await Grade(rami.Page, card, 3 + (at % 3));
            await rami.Page.Locator($"#{card}").GetByText("תיקון ההערכה").WaitForAsync();
        }

        Assert.Equal(drawn.Count, await store.ProbeGradings.CountAsync(grading => grading.Again, Cancel));
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
        // It opens once the answer is kept on the telephone.
        await page.Locator($"#{card} [data-after=reply]").WaitForAsync();
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
        await tamar.SeesInALine("בית הקפה הירוק", "3");
        Assert.Matches(@"הסכמה של \S+, בין \S+ ל־\S+, על [56] תשובות שהוערכו פעמיים", await tamar.Page.Locator("aside").InnerTextAsync());
        await tamar.Look("result");
        // Of two others everybody knows which is which.
        await tamar.Press("לפרסם", "Publish");
        await tamar.SeesWords(TooFew);
        await tamar.Tick("כל השמות", "All names");
        await tamar.Press("לפרסם", "Publish");
    }

    private static async Task<(string Company, DateTime SentAt)> Silent(World world)
    {
        await using var store = await world.Store();
        var probe = await store.Probes.SingleAsync(one => one.State == ProbeState.Silent, Cancel);
        return ((await store.StudyCompanies.SingleAsync(one => one.Id == probe.CompanyId, Cancel)).Name!, probe.SentAt!.Value);
    }

    private static async Task<string> HandOutSheet(Reader tamar, string company)
    {
        await tamar.Follow("תוצאות", "Result");
        await tamar.Follow(company, company);
        await tamar.Press("ליצור קישור", "Make a link");
        return new Uri(await tamar.Page.InputValueAsync("[name=link]")).PathAndQuery;
    }

    private static async Task Object(Reader company, string sheet)
    {
        await company.Page.GotoAsync(sheet);
        await company.Look("own-sheet");
        // Sent, back by the browser's button, and sent once more: it is one appeal.
        for (var times = 0; times < 2; times++)
        {
            var unanswered = await company.Page.Locator("[name=probe] option").Filter(new() { HasTextString = "לא נענתה" }).Or(company.Page.Locator("[name=probe] option").Filter(new() { HasTextString = "לא נענה" })).First.GetAttributeAsync("value");
            await company.Page.Locator("[name=probe]").SelectOptionAsync(unanswered!);
            await company.Write("מה לא נכון", "What is not right", Objection);
            await company.Write("מי כותב", "Who writes", "מנהלת השירות");
            await company.Press("לשלוח את הערעור", "Send");
            await company.Sees("הערעור נבדק.", "");
            if (times == 0) await company.Page.GoBackAsync();
        }

        Assert.Equal(1, await company.Page.Locator(".appeals > li").CountAsync());
        House.Keeps(await Axe.Faults(company.Page));
    }

    private static async Task Decide(Reader tamar, DateTime answered)
    {
        await tamar.Follow("עבודת שדה", "Field work");
        await tamar.Page.Locator(".tabs a[href*='show=appeals']").ClickAsync();
        await tamar.SeesWords(Objection);
        await tamar.Unfold("להכריע", "Decide");
        await tamar.Page.CheckAsync("[name=upheld][value=yes]", new() { Force = true });
        await tamar.Page.CheckAsync("[name=effect][value=answered]", new() { Force = true });
        await tamar.Page.FillAsync("[name=answered]", TimeZoneInfo.ConvertTimeFromUtc(answered, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem")).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture));
        await tamar.Page.FillAsync("[name=decision]", Decision);
        await tamar.Look("appeal");
        await tamar.Press("לשמור את ההכרעה", "Keep");
        await tamar.SeesWords(Decision);
        // Decided once, it stands, by the browser's button too.
        await tamar.Page.GoBackAsync();
        await tamar.SeesWords(Decision);
    }

    private static async Task HearTheDecision(Reader company)
    {
        await company.Page.ReloadAsync();
        await company.SeesWords(Decision, "נענתה אחרי שעתיים");
        await company.Look("decided");
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
