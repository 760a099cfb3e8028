using Kolot.Core.Benchmarks;
using Kolot.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Kolot.Browser.Tests;

/// <summary>What shoppers of a study do on their telephones, and whoever grades again on theirs.</summary>
internal static class ShoppersInHand
{
    /// <summary>What every company answers.</summary>
    public const string Answer = "איזה כיף שפניתם. השולחן ליד החלון שמור לכם ליום שלישי בשמונה.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task ApproachWithoutANetwork(Reader noa, string link)
    {
        await noa.Page.GotoAsync(link);
        await FieldKeptTests.Kept(noa.Page);
        var cards = await ToBeSent(noa.Page);
        await noa.Look("telephone");
        await noa.Page.Context.SetOfflineAsync(true);
        await Send(noa.Page, cards[0]);
        await Hear(noa.Page, cards[0]);
        await Grade(noa.Page, cards[0], 5);
        await noa.Sees("מחכות להישלח: 3", "");
        await noa.Look("without-a-network");
        await noa.Page.Context.SetOfflineAsync(false);
        await noa.Page.WaitForFunctionAsync("() => document.getElementById('field-waiting')?.hidden");
        foreach (var card in cards.Skip(1)) await Approach(noa.Page, card, 4);

        await noa.Page.WaitForFunctionAsync("() => document.getElementById('field-waiting')?.hidden && document.querySelectorAll('.came').length == " + cards.Count);
    }

    public static async Task ApproachAndHearNothingOnce(Reader itay, string link)
    {
        await itay.Page.GotoAsync(link);
        var cards = await ToBeSent(itay.Page);
        foreach (var card in cards.SkipLast(1)) await Approach(itay.Page, card, 3);
        await Send(itay.Page, cards[^1]);
        await itay.Page.Locator($"#{cards[^1]}").GetByText("לא נשלחה, לבטל").WaitForAsync();
        await itay.Page.WaitForFunctionAsync("() => document.getElementById('field-waiting')?.hidden && document.querySelectorAll('.came').length == " + (cards.Count - 1));
    }

    // A part was drawn by chance. Whoever grades it again sees what was answered, and neither by whom nor how it was graded.
    public static async Task GradeAgain(Reader rami, World world, string link)
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
            // Both grades are in: neither changes any more.
            await rami.Page.Locator($"#{card}").GetByText("הציונים נסגרו").WaitForAsync();
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
}
