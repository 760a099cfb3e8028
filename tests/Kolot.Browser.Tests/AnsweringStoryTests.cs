using Kolot.Core.Respond.Restatements;
using Kolot.Tests;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>One answer from its beginning to its end: a customer is hurt, is called, understood, promised and given something, and says that it is solved.</summary>
public sealed class AnsweringStoryTests(Chromium chromium)
{
    private const string Organisation = $"/{World.Cafe}";

    [Theory]
    [InlineData("he", "רותי אברהם", "חיכינו חצי שעה לקפה, והחשבון הגיע לפניו.")]
    [InlineData("en", "Emma Clarke", "We waited half an hour for coffee, and the bill came before it.")]
    public async Task From_two_stars_and_a_wish_to_be_called_to_a_promise_kept_and_a_customer_who_says_that_it_is_solved(string language, string customer, string words)
    {
        await using var server = new FakeMailServer();
        var (world, link) = await StoryInBrowser.Open(server, customer);
        await using var closes = world;
        var tamar = await Reader.AtTheDesk(chromium, world, Cast.Tamar, language);
        await StoryInBrowser.Reads(world, Cast.Tamar, language);
        await DecideWhatMayBeGiven(tamar);

        var guest = await Reader.OnAPhone(chromium, world, language);
        await GiveTwoAndAskToBeCalled(guest, $"{link}?lang={language}", words);
        await world.Settle();

        var dana = await Reader.AtTheDesk(chromium, world, Cast.Dana, language);
        await FindTheCaseOnToday(dana, customer, words);
        await SayThatTheyCalled(dana);
        await SayItBack(dana);
        await PromiseForTomorrow(dana);
        await CompensateInTwoTaps(dana);
        await MakeItRight(dana);

        world.Clock.Advance(TimeSpan.FromHours(24.5));
        await SeeLoadAndPromises(tamar);
        await KeepThePromise(dana);
        await SayThatItIsSolved(guest, world, await StoryInBrowser.Mailed(server, "/contact/case/"));
        await world.Settle();
        await TellOfTrust(guest, await StoryInBrowser.Mailed(server, $"{Organisation}/a/"));

        world.Clock.Advance(TimeSpan.FromHours(23));
        await ReadTheDigest(tamar, server);
        await ReadWhatWasSpentAndKept(tamar, customer);
        await ReadHowItWasSolvedAndLearn(tamar);
        await dana.Page.Context.CloseAsync();
        await tamar.Page.Context.CloseAsync();
        await guest.Page.Context.CloseAsync();
    }

    private static async Task DecideWhatMayBeGiven(Reader tamar)
    {
        await tamar.Page.GotoAsync($"{Organisation}/settings/allowance");
        var agents = tamar.Page.GetByRole(AriaRole.Group, new() { Name = tamar.Said("נציגים", "Agents") });
        await agents.GetByLabel(tamar.Said("לאירוע אחד", "For one incident")).FillAsync("200");
        await agents.GetByLabel(tamar.Said("בחודש", "In a month")).FillAsync("1000");
        await tamar.Press("שמירה", "Save");
        await tamar.Sees("התקציבים נשמרו", "The allowances are saved");
    }

    private static async Task GiveTwoAndAskToBeCalled(Reader guest, string link, string words)
    {
        await guest.Page.GotoAsync(link);
        await guest.Look("survey");
        await guest.Tick("2 כוכבים", "2 stars");
        await guest.Write("מילה או שתיים", "A word or two", words);
        await guest.Press("שליחה", "Send");
        await guest.Sees("רוצים שנתקשר אליכם?", "Would you like us to call you?");
        await guest.Write("טלפון", "Phone", "052-123-4567");
        await guest.Press("אשמח לשיחה", "Yes, call me");
        await guest.Sees("נתקשר אליכם", "We will call you");
    }

    private static async Task FindTheCaseOnToday(Reader dana, string customer, string words)
    {
        await dana.Follow("היום", "Today");
        await dana.SeesWords(customer, words);
        await dana.Look("today");
        await dana.Follow("לחזרה טלפונית", "To the call");
        await dana.SeesWords(words, Cast.Dana.Name);
        await dana.Sees("בקשה לחזור בטלפון", "Asks to be called");
        await dana.Look("case-new");
    }

    private static async Task SayThatTheyCalled(Reader dana)
    {
        await dana.Press("שוחחנו בטלפון", "We spoke on the phone");
        await dana.SeesInALine(dana.Said("שוחחנו בטלפון", "We spoke on the phone"), Cast.Dana.Name);
    }

    private static async Task SayItBack(Reader dana)
    {
        await dana.Follow("לוודא שהבנו", "Say it back");
        await dana.Write("מה הבנו", "What we understood", dana.Said("חיכיתם חצי שעה לקפה, והחשבון הגיע קודם. חשוב לכם שזה לא יקרה שוב.", "You waited half an hour for your coffee, and got the bill first. It must not happen again."));
        await dana.Press("לשלוח ללקוח לאישור", "Send it to be confirmed");
        await dana.Sees("מחכים לתשובה", "Waiting for their answer");
        await dana.Look("restated");
        await dana.Follow("טיפול 1", "Case 1");
    }

    private static async Task PromiseForTomorrow(Reader dana)
    {
        await dana.Write("תשובה", "Answer", dana.Said("תודה על השיחה. אתקשר אליך מחר ב-10:00 ואספר מה שינינו.", "Thank you for the call. I'll call you tomorrow at 10:00 and tell you what we changed."));
        await dana.Sees("יש כאן הבטחה", "This promises something");
        await dana.Tick("אתקשר אליך מחר", "I'll call you tomorrow");
        await dana.Look("promising");
        await dana.Tick("נאמר בשיחה", "Said on a call");
        await dana.Press("שליחת התשובה", "Send the answer");
        await dana.SeesInALine(dana.Said("אתקשר אליך מחר", "I'll call you tomorrow"), dana.Said("מחר בשעה 10:00", "tomorrow at 10:00"), Cast.Dana.Name);
    }

    private static async Task CompensateInTwoTaps(Reader dana)
    {
        await dana.Unfold("לפצות", "Compensate");
        await dana.Click(dana.Page.Locator("#allowance").GetByRole(AriaRole.Button, new() { Name = dana.Said("50\u2069\u00a0₪", "₪50") }));
        await dana.SeesInALine(dana.Said("ניתן פיצוי", "Compensation was given"), Cast.Dana.Name);
        await dana.Look("case-given");
    }

    private static async Task MakeItRight(Reader dana)
    {
        foreach (var (hebrew, english) in new[] { ("להודות", "Admit"), ("לתקן", "Fix"), ("לפצות", "Make up for it"), ("להסביר", "Explain") })
        {
            await dana.Click(dana.Page.Locator(".parts li").Filter(new() { HasTextString = dana.Said(hebrew, english) }).GetByRole(AriaRole.Link).First);
            await dana.Write("מה הלקוח קורא", "What the customer reads", dana.Said($"כך זה נעשה: {hebrew}", $"This is how: {english}"));
            await dana.Write("מה מראה שזה קרה", "What shows that it happened", dana.Said("השיחה מהבוקר", "The call of this morning"));
            await dana.Press("רישום ועדכון הלקוח", "Note it and tell the customer");
        }

        await dana.Sees("כל ארבעת הצעדים נעשו", "All four steps are made");
        await dana.Look("recovery");
    }

    private static async Task SeeLoadAndPromises(Reader tamar)
    {
        await tamar.Page.GotoAsync($"{Organisation}/today/team");
        await tamar.SeesInALine(Cast.Dana.Name, "1");
        await tamar.SeesInALine(tamar.Said("אתקשר אליך מחר", "I'll call you tomorrow"), Cast.Dana.Name, "10:00");
        await tamar.Look("team");
    }

    private static async Task KeepThePromise(Reader dana)
    {
        await dana.Page.GotoAsync($"{Organisation}/today");
        await dana.SeesInALine(dana.Said("אתקשר אליך מחר", "I'll call you tomorrow"), dana.Said("היום בשעה 10:00", "today at 10:00"));
        await dana.Look("today-promised");
        await dana.Click(dana.Page.GetByRole(AriaRole.Link, new() { Name = dana.Said("אתקשר אליך מחר", "I'll call you tomorrow") }).First);
        await dana.Press("קוים", "Done");
        await dana.Sees("נרשם שקוים", "Noted as kept");
    }

    private static async Task SayThatItIsSolved(Reader guest, World world, string link)
    {
        var before = await Stands(world);
        await guest.Page.GotoAsync(link);
        Assert.Equal(before, await Stands(world));
        await guest.Look("standing");
        await guest.Press("כן, בדיוק", "Yes, exactly");
        await guest.Sees("התקבל אישור ממך שהבנו נכון", "You confirmed that we got it right");
        await guest.Page.SelectOptionAsync("[name=minutes]", "30");
        await guest.Press("כן, נפתר", "Yes, it is solved");
        await guest.Sees("נפתר, לפי דבריך", "Solved, as you told us");
        await guest.Look("solved");
    }

    // What a page that is only opened leaves as it was.
    private static async Task<(int Version, RestatementEnding Ending)> Stands(World world)
    {
        await using var store = await world.Store();
        return (await store.Cases.Select(row => row.Version).SingleAsync(), await store.Restatements.Select(one => one.Ending).SingleAsync());
    }

    private static async Task TellOfTrust(Reader guest, string link)
    {
        await guest.Page.GotoAsync(link);
        // Nobody told the café in which language its customers are to be asked: they choose.
        if (guest.Said("he", "en") == "en") await guest.Press("English", "English");
        await guest.Sees("עד כמה אתם סומכים עלינו?", "How much do you trust us?");
        await guest.Page.CheckAsync("[name=trust][value='5']", new() { Force = true });
        await guest.Press("שליחה", "Send");
        await guest.Page.Arrives("**/thanks**");
    }

    private static async Task ReadHowItWasSolvedAndLearn(Reader tamar)
    {
        await tamar.Page.GotoAsync($"{Organisation}/cases/counted?of=own-minutes");
        await tamar.SeesInALine("1", tamar.Said("30 דקות", "30 minutes"));
        await tamar.Look("counted");
        await tamar.Page.GotoAsync($"{Organisation}/cases/counted?of=solved-at-first");
        await tamar.SeesInALine("1", tamar.Said("כן", "Yes"));
        // Of one case alone no number is told, only what is counted.
        await tamar.Page.GotoAsync($"{Organisation}/scores?measure=confirmed-solved");
        await tamar.Look("scores-solved");
        await tamar.Page.GotoAsync($"{Organisation}/cases/1/lesson");
        await tamar.Write("מה קרה", "What happened", tamar.Said("החשבון הגיע לפני הקפה.", "The bill came before the coffee."));
        await tamar.Write("מה ימנע את זה בפעם הבאה", "What prevents it next time", tamar.Said("חשבון רק כשמבקשים.", "A bill only when it is asked for."));
        await tamar.Look("lesson");
        await tamar.Press("שמירת הלקח", "Keep the lesson");
        await tamar.Page.GotoAsync($"{Organisation}/lessons");
        await tamar.SeesWords(tamar.Said("חשבון רק כשמבקשים.", "A bill only when it is asked for."));
        await tamar.Look("lessons");
    }

    private static async Task ReadTheDigest(Reader tamar, FakeMailServer server)
    {
        var text = await StoryInBrowser.Mail(server, tamar.Said("באישור הלקוח: 1. בלי אישור: 0.", "Confirmed by the customer: 1. Without their word: 0."));
        Assert.Contains(tamar.Said("היום של הצוות", "The team's day"), text, StringComparison.Ordinal);
        var link = text.Split('\n').Select(line => line.Trim()).First(line => line.EndsWith($"{Organisation}/cases/1", StringComparison.Ordinal));
        await tamar.Page.GotoAsync(new Uri(link).PathAndQuery);
        await tamar.Sees("נפתר, באישור הלקוח", "Confirmed");
    }

    private static async Task ReadWhatWasSpentAndKept(Reader tamar, string customer)
    {
        await tamar.Page.GotoAsync($"{Organisation}/cases");
        await tamar.Follow("תקציב שיקול דעת", "Allowance");
        await tamar.SeesInALine(tamar.Said("50\u2069\u00a0₪", "₪50"), Cast.Dana.Name, customer);
        await tamar.Look("digest");
        await tamar.Follow("מה הובטח", "Promises");
        await tamar.SeesInALine(tamar.Said("תיקונים", "Recoveries"));
        await tamar.Look("promises");
        await tamar.Page.GotoAsync($"{Organisation}/cases/1/commitments");
        await tamar.SeesInALine(tamar.Said("אתקשר אליך מחר", "I'll call you tomorrow"), tamar.Said("קוים", "Kept"));
        await tamar.Page.GotoAsync($"{Organisation}/cases/1");
        await tamar.Sees("נפתר, באישור הלקוח", "Confirmed");
        await tamar.Look("case-solved");
        await tamar.Page.GotoAsync($"{Organisation}/recovery");
        await tamar.Sees("האמון אחרי תיקון", "Trust after recovery");
        await tamar.Look("trust");
    }
}
