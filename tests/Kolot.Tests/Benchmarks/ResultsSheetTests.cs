using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

public sealed class ResultsSheetTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_companys_link_opens_its_own_sheet_and_nothing_else_of_closed_waves_alone(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        using var nobody = made.World.Nobody();

        // The place stands there once it is reckoned.
        await Comes.About(async () => (await nobody.Page(Sheet(0))).Body!.TextContent.Contains("המקום בין", StringComparison.Ordinal));
        using var answer = await nobody.Get(Sheet(0));
        var page = await Visitor.Read(answer);
        var text = page.DocumentElement.OuterHtml;

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(("no-referrer", "noindex, nofollow"), (answer.Headers.GetValues("Referrer-Policy").Single(), answer.Headers.GetValues("X-Robots-Tag").Single()));
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal(8, page.QuerySelectorAll(".sheet > li").Length);
        Assert.Contains(Researched.Note, text, StringComparison.Ordinal);
        Assert.Contains("המקום בין", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Researched.Names.Skip(1).Except(["קפה תמר"]).Concat(Researched.NamesEn.Skip(1).Except(["Cafe Tamar"])), name => text.Contains(name, StringComparison.Ordinal));
        Assert.DoesNotContain(Researched.Open, text, StringComparison.Ordinal);
        Assert.Equal($"/{World.Cafe}/study-sheet/{Researched.Secrets[0]}/appeals", page.QuerySelector("form.appeal")!.GetAttribute("action"));

        using var other = await nobody.Get(Sheet(1));
        Assert.DoesNotContain(Researched.Note, await other.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var wrong = await nobody.Get($"/{World.Cafe}/study-sheet/{new string('x', 22)}");
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
        Assert.Contains("ייתכן שהוחלף או בוטל", (await Visitor.Read(wrong)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_link_is_shown_once_the_next_one_ends_it_and_taken_back_it_opens_nothing(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        using var tamar = made.World.As(Cast.Tamar);
        using var nobody = made.World.Nobody();
        var own = $"{Researched.Page}/companies/1";

        using var making = await tamar.Post($"{own}/link");
        var link = new Uri((await Visitor.Read(making)).QuerySelector("[name=link]")!.GetAttribute("value")!).AbsolutePath;
        using var opened = await nobody.Get(link);
        using var before = await nobody.Get(Sheet(0));
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (opened.StatusCode, before.StatusCode));
        var once = await tamar.Page(own);
        Assert.Null(once.QuerySelector("[name=link]"));
        // The page that told the link, loaded once more, ends it not.
        using var renewed = await tamar.Post($"{own}/link", ("seen", once.QuerySelector("form[action$='/link'] [name=seen]")!.GetAttribute("value")!));
        link = new Uri((await Visitor.Read(renewed)).QuerySelector("[name=link]")!.GetAttribute("value")!).AbsolutePath;
        using var reloaded = await tamar.Post($"{own}/link", ("seen", once.QuerySelector("form[action$='/link'] [name=seen]")!.GetAttribute("value")!));
        using var still = await nobody.Get(link);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.OK), (reloaded.StatusCode, still.StatusCode));

        using var ending = await tamar.Post($"{own}/link/end");
        using var gone = await nobody.Get(link);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.NotFound), (ending.StatusCode, gone.StatusCode));
        await using var store = await made.World.Store();
        Assert.Equal(3, await store.LogLines.CountAsync(line => line.Act.StartsWith("study.sheet"), Cancel));
    }

    [Theory, EveryStore]
    public async Task What_a_company_objects_to_is_seen_on_its_sheet_until_and_after_it_is_decided(StoreKind kind)
    {
        await using var made = await Researched.In(kind);
        using var nobody = made.World.Nobody();
        var form = (await nobody.Page(Sheet(0))).QuerySelector("form.appeal")!;
        var client = await nobody.Client();
        using var sent = await client.PostAsync(form.GetAttribute("action"), new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["id"] = form.QuerySelector("[name=id]")!.GetAttribute("value")!, ["name"] = "שלג", ["text"] = "ענינו ביום הראשון",
        }), Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        Assert.Contains("ענינו ביום הראשון", (await nobody.Page(Sheet(0))).QuerySelector("#appeals")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("ענינו ביום הראשון", (await nobody.Page(Sheet(1))).Body!.TextContent, StringComparison.Ordinal);

        // Whoever is about to publish reads that it is not decided yet, and how many companies can know at all.
        using (var tamar = made.World.As(Cast.Tamar))
        {
            var before = (await tamar.Page(Researched.Page)).GetElementById("publication")!.TextContent;
            Assert.All(["ערעור אחד עוד מחכה להכרעה", "מתוך"], said => Assert.Contains(said, before, StringComparison.Ordinal));
            await using var store = await made.World.Store();
            await store.StudyAppeals.ExecuteUpdateAsync(set => set.SetProperty(appeal => appeal.Upheld, false), Cancel);
            Assert.DoesNotContain("מחכה להכרעה", (await tamar.Page(Researched.Page)).GetElementById("publication")!.TextContent, StringComparison.Ordinal);
        }

        await made.Publish("ours");
        made.World.Clock.Advance(TimeSpan.FromDays(15));
        var late = await nobody.Page(Sheet(0));
        Assert.Null(late.QuerySelector("form.appeal"));
        Assert.Contains("ערעורים התקבלו עד", late.QuerySelector("#appeals")!.TextContent, StringComparison.Ordinal);
    }

    private static string Sheet(int company) => $"/{World.Cafe}/study-sheet/{Researched.Secrets[company]}";
}
