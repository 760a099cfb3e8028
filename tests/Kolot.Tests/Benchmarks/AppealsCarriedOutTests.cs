using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>An appeal that was upheld is carried out, or is seen not to be; and nothing is published over one in silence.</summary>
public sealed class AppealsCarriedOutTests
{
    private const string Objection = "כל הפניות נשלחו לכתובת שאינה שלנו";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task An_appeal_to_all_that_is_upheld_is_not_carried_out_before_each_probe_was_looked_at_anew(StoreKind kind)
    {
        await using var study = await Researched.In(kind);
        using var tamar = study.World.As(Cast.Tamar);
        var id = await Appeal(study, null);
        using (var decided = await tamar.Post($"{Researched.Page}/field/appeals/{id}", ("upheld", "yes"), ("effect", "anew"), ("decision", "צודקים, הכול ייבדק"))) Assert.Equal($"{Researched.Page}/field?show=appeals#a-{id:N}", decided.Headers.Location!.OriginalString);

        var row = await Row(tamar, id);
        Assert.Contains("התקבל, וטרם בוצע", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("עוד לא הושלם", await Sheet(study), StringComparison.Ordinal);
        var there = await tamar.Page(row.QuerySelector(".verdicts a.button")!.GetAttribute("href")!);
        var boxes = there.QuerySelectorAll(".sheets [name=probe][form=bulk]").Select(box => ("probe", box.GetAttribute("value")!)).ToArray();
        Assert.Equal(8, boxes.Length);
        // It counts as before until somebody looked.
        Assert.Equal("8", await Of(tamar, 0));
        using (var some = await tamar.Post($"{Researched.Page}/field/review", [.. boxes.Take(7), ("verdict", "accept")])) Assert.Equal(HttpStatusCode.SeeOther, some.StatusCode);
        Assert.Contains("טרם בוצע", (await Row(tamar, id)).TextContent, StringComparison.Ordinal);
        using (var back = await tamar.Post($"{Researched.Page}/field/review", boxes[7], ("verdict", "return"), ("note", "לבדוק"))) Assert.Equal(HttpStatusCode.Conflict, back.StatusCode);
        using (var last = await tamar.Post($"{Researched.Page}/field/review", boxes[7], ("verdict", "strike"), ("note", "כתובת זרה"))) Assert.Equal(HttpStatusCode.SeeOther, last.StatusCode);

        Assert.DoesNotContain("טרם בוצע", (await Row(tamar, id)).TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("עוד לא הושלם", await Sheet(study), StringComparison.Ordinal);
        Assert.Equal("7", await Of(tamar, 0));
    }

    [Theory, EveryStore]
    public async Task An_appeal_to_one_probe_leads_to_it_alone_and_that_nothing_need_be_changed_is_said_to_the_company(StoreKind kind)
    {
        await using var study = await Researched.In(kind);
        using var tamar = study.World.As(Cast.Tamar);
        Guid probe;
        await using (var store = await study.World.Store()) probe = await store.Probes.Where(one => one.StudyId == study.Id && one.Wave == 2 && store.StudyCompanies.Any(company => company.Id == one.CompanyId && company.Number == 1)).Select(one => one.Id).FirstAsync(Cancel);
        var id = await Appeal(study, probe);
        Assert.Equal($"{Researched.Page}/field?probe={probe}", (await Row(tamar, id)).QuerySelector("p.small a")!.GetAttribute("href"));
        var only = Assert.Single((await tamar.Page($"{Researched.Page}/field?probe={probe}")).QuerySelectorAll(".sheets > li"));
        Assert.Equal($"p-{probe:N}", only.Id);
        using (var decided = await tamar.Post($"{Researched.Page}/field/appeals/{id}", ("upheld", "yes"), ("effect", "anew"), ("decision", "נבדוק שוב"))) Assert.Equal(HttpStatusCode.SeeOther, decided.StatusCode);
        Assert.Equal($"{Researched.Page}/field?probe={probe}", (await Row(tamar, id)).QuerySelector(".verdicts a.button")!.GetAttribute("href"));

        using (var silent = await tamar.Post($"{Researched.Page}/field/appeals/{id}/settled", ("reason", " "))) Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        using (var settled = await tamar.Post($"{Researched.Page}/field/appeals/{id}/settled", ("reason", "הציון נכון גם אחרי בדיקה"))) Assert.Equal(HttpStatusCode.SeeOther, settled.StatusCode);
        using (var again = await tamar.Post($"{Researched.Page}/field/appeals/{id}/settled", ("reason", "שוב"))) Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        Assert.DoesNotContain("טרם בוצע", (await Row(tamar, id)).TextContent, StringComparison.Ordinal);
        Assert.Contains("הציון נכון גם אחרי בדיקה", await Sheet(study), StringComparison.Ordinal);
        await using (var store = await study.World.Store()) Assert.Equal(ProbeReview.Accepted, (await store.Probes.SingleAsync(one => one.Id == probe, Cancel)).Review);
    }

    [Theory, EveryStore]
    public async Task What_is_open_holds_publication_back_unless_it_is_said_expressly_and_the_page_says_why(StoreKind kind)
    {
        await using var study = await Researched.In(kind);
        using var tamar = study.World.As(Cast.Tamar);
        await Appeal(study, null);
        var owed = await Appeal(study, null, "ועוד עניין");
        using (await tamar.Post($"{Researched.Page}/field/appeals/{owed}", ("upheld", "yes"), ("effect", "anew"), ("decision", "ייבדק"))) { }
        (string, string)[] asked = [("names", "all"), ("why", "ההכרעה תפורסם כאן בתוך שבוע"), ("whyEn", "The decision follows here within a week")];
        using (var held = await tamar.Post($"{Researched.Page}/publication", asked))
        {
            var page = await Visitor.Read(held);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "ההכרעה תפורסם כאן בתוך שבוע", "2"), (held.StatusCode, page.QuerySelector("[name=why]")!.TextContent, page.QuerySelector("[name=over]")!.GetAttribute("value")));
            Assert.Contains("יש ערעורים פתוחים", page.QuerySelector("#publication .error")!.TextContent, StringComparison.Ordinal);
            Assert.Contains("ועוד לא בוצע", page.GetElementById("publication")!.TextContent, StringComparison.Ordinal);
        }

        using (var other = await tamar.Post($"{Researched.Page}/publication", [.. asked, ("over", "1")])) Assert.Contains("השתנה בינתיים", (await Visitor.Read(other)).QuerySelector("#publication .error")!.TextContent, StringComparison.Ordinal);
        using (var mute = await tamar.Post($"{Researched.Page}/publication", ("names", "all"), ("over", "2"), ("why", ""))) Assert.NotNull((await Visitor.Read(mute)).GetElementById("f-why-error"));
        await using (var store = await study.World.Store()) Assert.Equal(StudyState.Fielded, (await store.Studies.SingleAsync(row => row.Id == study.Id, Cancel)).State);
        using (var done = await tamar.Post($"{Researched.Page}/publication", [.. asked, ("over", "2")])) Assert.Equal(HttpStatusCode.SeeOther, done.StatusCode);

        using var nobody = study.World.Nobody();
        Assert.Contains("ההכרעה תפורסם כאן בתוך שבוע", (await Researched.Read(nobody, Researched.Report)).QuerySelector(".note.over")!.TextContent, StringComparison.Ordinal);
        Assert.Matches(@"Published while.*2.*objections by companies were open, because:\s+The decision follows here within a week", (await Researched.Read(nobody, $"{Researched.Report}?lang=en")).QuerySelector(".note.over")!.TextContent.Replace('\n', ' '));
        Assert.Contains("\"publishedOver\":{\"appeals\":2", await (await nobody.Ready($"{Researched.Report}/result.json")).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        // Whose names are told is another question, and what was said stays said; taken back and told again it is asked anew.
        using (var names = await tamar.Post($"{Researched.Page}/publication", ("names", "ours"))) Assert.Equal(HttpStatusCode.SeeOther, names.StatusCode);
        Assert.NotNull((await Researched.Read(nobody, $"{Researched.Report}?lang=he")).QuerySelector(".note.over"));
        using (await tamar.Post($"{Researched.Page}/publication/end")) { }
        using (var anew = await tamar.Post($"{Researched.Page}/publication", ("names", "all"))) Assert.Equal(HttpStatusCode.UnprocessableEntity, anew.StatusCode);
    }

    [Theory, EveryStore]
    public async Task With_all_decided_and_carried_out_it_is_published_without_a_word_of_it(StoreKind kind)
    {
        await using var study = await Researched.In(kind);
        using var tamar = study.World.As(Cast.Tamar);
        var id = await Appeal(study, null);
        using (await tamar.Post($"{Researched.Page}/field/appeals/{id}", ("upheld", "yes"), ("effect", "none"), ("decision", "נכון, ואין מה לשנות"))) { }
        await study.Publish("all");
        using var nobody = study.World.Nobody();
        Assert.Null((await Researched.Read(nobody, Researched.Report)).QuerySelector(".note.over"));
        // What comes once it is public holds back nothing.
        await Appeal(study, null, "עניין חדש");
        await study.Publish("all");
    }

    private static async Task<Guid> Appeal(Researched study, Guid? probe, string text = Objection)
    {
        var id = Guid.CreateVersion7();
        using var nobody = study.World.Nobody();
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("id", id.ToString()), KeyValuePair.Create("probe", probe?.ToString() ?? ""), KeyValuePair.Create("name", "רות"), KeyValuePair.Create("text", text)]);
        using var sent = await (await nobody.Client()).PostAsync($"/{World.Cafe}/study-sheet/{Researched.Secrets[0]}/appeals", form, Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, sent.StatusCode);
        return id;
    }

    private static async Task<IElement> Row(Visitor tamar, Guid id) => (await tamar.Page($"{Researched.Page}/field?show=appeals")).GetElementById($"a-{id:N}")!;

    private static async Task<string> Sheet(Researched study)
    {
        using var nobody = study.World.Nobody();
        return (await nobody.Page($"/{World.Cafe}/study-sheet/{Researched.Secrets[0]}")).GetElementById("appeals")!.TextContent;
    }

    // How many probes to a company count in the waves that are closed.
    private static async Task<string> Of(Visitor tamar, int company)
    {
        var lines = (await (await tamar.Ready($"{Researched.Page}/probes.csv")).Content.ReadAsStringAsync(Cancel)).Split('\n');
        return lines.Count(line => line.Contains(Researched.Names[company], StringComparison.Ordinal) && line.Split(',')[1] is "1" or "2").ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
