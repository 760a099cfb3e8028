using System.Net;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>How what was brought is judged, and what companies object to.</summary>
public sealed class FieldReviewTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<string> Known(FieldWorld field) => $"{field.ProbeId}.{(await field.Probe()).Version}";

    [Theory, EveryStore]
    public async Task What_was_brought_is_looked_at_and_counts_once_it_is_accepted(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using var tamar = field.World.As(Cast.Tamar);
        using var early = await tamar.Post($"{FieldWorld.Review}/review", ("probe", await Known(field)), ("verdict", "accept"));
        Assert.Equal(HttpStatusCode.Conflict, early.StatusCode);
        await field.Bring();
        var page = await tamar.Page(FieldWorld.Review);
        var sheet = page.QuerySelector($"#p-{field.ProbeId:N}")!;
        Assert.Contains("בשמחה, מתי נוח?", sheet.TextContent, StringComparison.Ordinal);
        Assert.Contains("4.7", sheet.QuerySelector(".graded .sum")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.QuerySelector("svg.fieldcourse"));

        using var kept = await tamar.Post($"{FieldWorld.Review}/review", ("probe", await Known(field)), ("verdict", "accept"));
        Assert.Equal((HttpStatusCode.SeeOther, ProbeReview.Accepted), (kept.StatusCode, (await field.Probe()).Review));
        using var nobody = field.World.Nobody();
        Assert.Null((await nobody.Page(FieldWorld.Page)).QuerySelector($"#p-{field.ProbeId:N}"));
        using (var again = await field.PostTo(field.Act("grades", secret: FieldWorld.Rami), FieldWorld.Grades("2", "na"))) Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);
        Assert.Equal(ProbeReview.Accepted, (await field.Probe()).Review);
        await using var store = await field.World.Store();
        Assert.True(await store.LogLines.AnyAsync(line => line.Act == "probe.accepted", Cancel));
    }

    [Theory, EveryStore]
    public async Task The_list_says_what_is_missing_where_it_is_missing_and_speaks_of_second_grades_only_where_there_is_an_answer(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        field.World.Clock.Advance(TimeSpan.FromHours(26));
        await field.Done("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "now"));
        await field.Done("grades", FieldWorld.Grades("4", "5"));
        using var tamar = field.World.As(Cast.Tamar);
        var sheet = (await tamar.Page(FieldWorld.Review)).QuerySelector($"#p-{field.ProbeId:N}")!;
        Assert.Contains("יום ושעתיים", sheet.TextContent, StringComparison.Ordinal);
        Assert.Contains("להערכה שנייה", sheet.TextContent, StringComparison.Ordinal);
        Assert.Contains("בלי מילים ובלי ראיה", sheet.TextContent, StringComparison.Ordinal);
        Assert.All(sheet.QuerySelectorAll(".verdicts form:has([name=note]):has([name=verdict])"), form => Assert.EndsWith($"#p-{field.ProbeId:N}", form.GetAttribute("action"), StringComparison.Ordinal));
        using var none = await tamar.Post($"{FieldWorld.Review}/review", ("verdict", "accept"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);
        var other = await field.AnotherToday();
        await using var store = await field.World.Store();
        await store.Probes.Where(probe => probe.Id == other).ExecuteUpdateAsync(set => set.SetProperty(probe => probe.State, ProbeState.Silent).SetProperty(probe => probe.Twice, true), Cancel);
        using var unticked = await tamar.Post($"{FieldWorld.Review}/review", ("verdict", "accept"));
        var page = await Visitor.Read(unticked);
        Assert.Contains("לא סומן דבר", page.QuerySelector("#bulk [role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("#bulk", page.QuerySelector("#bulk")!.GetAttribute("action"), StringComparison.Ordinal);
        Assert.DoesNotContain("להערכה שנייה", page.QuerySelector($"#p-{other:N}")!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("#mailbox", page.QuerySelector("#mailbox form")!.GetAttribute("action"), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task What_goes_back_goes_with_a_word_and_comes_again_when_it_was_mended(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        using var tamar = field.World.As(Cast.Tamar);
        using var wordless = await tamar.Post($"{FieldWorld.Review}/review", ("probe", await Known(field)), ("verdict", "return"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wordless.StatusCode);
        using var back = await tamar.Post($"{FieldWorld.Review}/review", ("probe", await Known(field)), ("verdict", "return"), ("note", "חסר צילום"));
        using var nobody = field.World.Nobody();
        Assert.Contains("חסר צילום", (await nobody.Page(FieldWorld.Page)).QuerySelector($"#p-{field.ProbeId:N}")!.TextContent, StringComparison.Ordinal);

        var seen = await Known(field);
        using (await field.Attach(Guid.CreateVersion7(), FieldWorld.Png, "a.png")) Assert.Equal(ProbeReview.None, (await field.Probe()).Review);
        using var stale = await tamar.Post($"{FieldWorld.Review}/review", ("probe", seen), ("verdict", "accept"));
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Contains("בינתיים", (await Visitor.Read(stale)).QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task The_second_grades_are_seen_beside_the_first_once_both_are_in(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        await field.Done("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "now"));
        using (await field.PostTo(field.Act("grades", secret: FieldWorld.Rami), FieldWorld.Grades("2", "na"))) { }
        using var tamar = field.World.As(Cast.Tamar);
        Assert.Null((await tamar.Page($"{FieldWorld.Review}?show=ungraded")).QuerySelector(".graded"));
        await field.Done("grades", FieldWorld.Grades("4", "5"));

        var row = (await tamar.Page(FieldWorld.Review)).QuerySelector(".graded tbody tr")!;
        Assert.Equal(["4", "2"], row.QuerySelectorAll("td").Select(cell => cell.TextContent));
    }

    [Theory, EveryStore]
    public async Task Whoever_runs_no_studies_sees_no_field_work(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using var noa = field.World.As(Cast.Noa);
        using var page = await noa.Get(FieldWorld.Review);
        using var yoav = field.World.As(Cast.Yoav);
        using var part = await yoav.Get(FieldWorld.Review);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (page.StatusCode, part.StatusCode));
    }

    [Theory, EveryStore]
    public async Task The_mailbox_of_a_study_is_an_address_and_a_wrong_one_stays_typed(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using var tamar = field.World.As(Cast.Tamar);
        using var wrong = await tamar.Post($"{FieldWorld.Review}/mailbox", ("mailbox", "no mailbox"));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "no mailbox"), (wrong.StatusCode, (await Visitor.Read(wrong)).QuerySelector("[name=mailbox]")!.GetAttribute("value")));
        using var kept = await tamar.Post($"{FieldWorld.Review}/mailbox", ("mailbox", "@probes.cafe.example"));
        using var nobody = field.World.Nobody();
        Assert.Contains($"{FieldWorld.Key}@probes.cafe.example", (await nobody.Page(FieldWorld.Page)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task An_appeal_by_the_companys_secret_is_kept_once_and_upheld_it_strikes_the_probe(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        var (path, id) = ($"/{World.Cafe}/study-sheet/{FieldWorld.Bakery}/appeals", Guid.CreateVersion7());
        (string, string)[] appeal = [("id", id.ToString()), ("probe", field.ProbeId.ToString()), ("name", "רות"), ("text", "לא קיבלנו את ההודעה")];
        using (var blank = await field.PostTo(path, ("id", id.ToString()), ("name", "רות"), ("text", "")))
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "רות"), (blank.StatusCode, (await Visitor.Read(blank)).QuerySelector("[name=name]")!.GetAttribute("value")));
        using (var kept = await field.PostTo(path, appeal)) Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        using (var twice = await field.PostTo(path, appeal)) Assert.Equal(HttpStatusCode.SeeOther, twice.StatusCode);
        using (var strange = await field.PostTo($"/{World.Cafe}/study-sheet/{FieldWorld.Adi}/appeals", appeal)) Assert.Equal(HttpStatusCode.NotFound, strange.StatusCode);

        using var tamar = field.World.As(Cast.Tamar);
        Assert.Contains("לא קיבלנו את ההודעה", (await tamar.Page($"{FieldWorld.Review}?show=appeals")).QuerySelector($"#a-{id:N}")!.TextContent, StringComparison.Ordinal);
        using var silent = await tamar.Post($"{FieldWorld.Review}/appeals/{id}", ("upheld", "yes"), ("effect", "strike"), ("decision", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        using var decided = await tamar.Post($"{FieldWorld.Review}/appeals/{id}", ("upheld", "yes"), ("effect", "strike"), ("decision", "צודקים, היא נפסלת"));
        using var again = await tamar.Post($"{FieldWorld.Review}/appeals/{id}", ("upheld", "no"), ("decision", "לא"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict, ProbeReview.Struck), (decided.StatusCode, again.StatusCode, (await field.Probe()).Review));
        await using var store = await field.World.Store();
        Assert.Equal((1, true, "צודקים, היא נפסלת"), (await store.StudyAppeals.CountAsync(Cancel), (await store.StudyAppeals.SingleAsync(Cancel)).Upheld!.Value, (await store.StudyAppeals.SingleAsync(Cancel)).Decision));
    }

    [Theory, EveryStore]
    public async Task An_appeal_that_is_pressed_twice_at_once_or_once_more_after_the_back_button_is_one(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        var path = $"/{World.Cafe}/study-sheet/{FieldWorld.Bakery}/appeals";
        (string, string)[] appeal = [("probe", field.ProbeId.ToString()), ("name", "רות"), ("text", "לא קיבלנו את ההודעה")];
        var id = ("id", Guid.CreateVersion7().ToString());
        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => field.PostTo(path, [id, .. appeal])));
        Assert.All(together, answer => Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode));
        foreach (var answer in together) answer.Dispose();
        using var back = await field.PostTo(path, [("id", Guid.CreateVersion7().ToString()), .. appeal]);
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);

        await using var store = await field.World.Store();
        Assert.Equal(1, await store.StudyAppeals.CountAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task An_appeal_that_proves_an_answer_has_the_wait_reckoned_anew(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        field.World.Clock.Advance(TimeSpan.FromDays(8));
        await field.World.Settle();
        Assert.Equal(ProbeState.Silent, (await field.Probe()).State);
        var id = Guid.CreateVersion7();
        using (await field.PostTo($"/{World.Cafe}/study-sheet/{FieldWorld.Bakery}/appeals", ("id", id.ToString()), ("probe", field.ProbeId.ToString()), ("name", "רות"), ("text", "ענינו ביום ראשון"))) { }
        var answered = TimeZoneInfo.ConvertTimeFromUtc(field.World.Clock.Now.AddDays(-7), TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem")).ToString("yyyy-MM-ddTHH:mm", System.Globalization.CultureInfo.InvariantCulture);
        using var tamar = field.World.As(Cast.Tamar);
        using var decided = await tamar.Post($"{FieldWorld.Review}/appeals/{id}", ("upheld", "yes"), ("effect", "answered"), ("answered", answered), ("decision", "נכון"));

        Assert.Equal(HttpStatusCode.SeeOther, decided.StatusCode);
        Assert.Equal(24, (await field.Probe()).WaitedFrom!.Value / 3_600_000.0, 0.02);
    }

    [Theory, EveryStore]
    public async Task Whoever_grades_again_reads_no_word_to_whoever_graded_first(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        using var tamar = field.World.As(Cast.Tamar);
        using var back = await tamar.Post($"{FieldWorld.Review}/review", ("probe", await Known(field)), ("verdict", "return"), ("note", "חמש על חום זה יותר מדי"));
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        using var nobody = field.World.Nobody();
        var again = await nobody.Page(FieldWorld.Page.Replace(FieldWorld.Adi, FieldWorld.Rami, StringComparison.Ordinal));

        Assert.NotNull(again.QuerySelector($"#p-{field.ProbeId:N}"));
        Assert.DoesNotContain("יותר מדי", again.Body!.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Of_many_companies_those_that_are_listed_or_objected_have_their_names_and_two_hundred_can_be_picked(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await using (var store = await field.World.Store())
        {
            var many = Enumerable.Range(3, 230).Select(at => new StudyCompany { Id = Guid.CreateVersion7(), StudyId = field.StudyId, Number = at, Name = $"מכולת {at}", Addresses = "{}" }).ToList();
            store.StudyCompanies.AddRange(many);
            store.Probes.Add(new() { Id = Guid.CreateVersion7(), StudyId = field.StudyId, Wave = 1, CompanyId = many[220].Id, Channel = ProbeChannel.Phone, SentAt = field.World.Clock.Now.AddDays(-20), State = ProbeState.Silent, WaitedFrom = 1 });
            store.StudyAppeals.Add(new() { Id = Guid.CreateVersion7(), CompanyId = many[225].Id, Name = "דוד", Text = "ענינו", At = field.World.Clock.Now });
            await store.SaveChangesAsync(Cancel);
        }

        using var tamar = field.World.As(Cast.Tamar);
        var (listed, appeals, one) = (await tamar.Page(FieldWorld.Review), await tamar.Page(FieldWorld.Review + "?show=appeals"), await tamar.Page(FieldWorld.Review + "?company=223"));

        Assert.Contains("מכולת 223", listed.QuerySelector(".sheets h3")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("מכולת 228", appeals.QuerySelector(".sheets h3")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("מכולת 223", Assert.Single(one.QuerySelectorAll(".sheets h3")).TextContent, StringComparison.Ordinal);
        Assert.Empty((await tamar.Page(FieldWorld.Review + "?company=1")).QuerySelectorAll(".sheets h3"));
        Assert.Contains("מכולת 200", listed.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("מכולת 201", listed.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
    }
}
