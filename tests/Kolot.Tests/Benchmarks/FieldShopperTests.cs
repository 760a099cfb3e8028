using System.Globalization;
using System.Net;
using System.Text;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>What a shopper does on their page, with and without a network.</summary>
public sealed class FieldShopperTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_shopper_sees_todays_probes_with_whom_to_turn_to_as_whom_and_in_what_words(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using var nobody = field.World.Nobody();
        using var answer = await nobody.Get(FieldWorld.Page);
        var page = await Visitor.Read(answer);
        var card = page.QuerySelector($"#p-{field.ProbeId:N}")!;

        Assert.Equal(("no-store", "noindex, nofollow", "no-referrer"), (answer.Headers.CacheControl!.ToString(), answer.Headers.GetValues("X-Robots-Tag").Single(), answer.Headers.GetValues("Referrer-Policy").Single()));
        Assert.Contains("מאפיית הלחם", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("הורה ליום הולדת", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("שלום, אפשר להזמין עוגה לשישי?", card.QuerySelector("blockquote")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("mailto:hello@bakery.example", card.QuerySelector(".whereto a")!.GetAttribute("href"));
        Assert.Contains($"study+{FieldWorld.Key}@cafe.example", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("לא מזמינים לשווא", page.QuerySelector(".ethics")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("קונדיטוריה", page.QuerySelector(".ahead")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("עוד לא", card.TextContent, StringComparison.Ordinal);
        Assert.Contains("They answered fast", (await Answered(field)).Body!.TextContent, StringComparison.Ordinal);
    }

    private static async Task<AngleSharp.Dom.IDocument> Answered(FieldWorld field)
    {
        await field.Done("sent", ("when", "now"));
        await field.Done("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "now"));
        using var nobody = field.World.Nobody();
        return await nobody.Page(FieldWorld.Page + "?lang=en");
    }

    [Theory, EveryStore]
    public async Task What_was_sent_answered_and_graded_counts_with_its_times_and_each_change_has_the_result_reckoned_anew(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        var probe = await field.Probe();

        Assert.Equal((ProbeState.Answered, probe.WaitedFrom), (probe.State, probe.WaitedUntil));
        Assert.Equal(10, Minutes(probe).Low, 0.5);
        Assert.Equal(3, await field.Revision());
        await using var store = await field.World.Store();
        var grading = await store.ProbeGradings.SingleAsync(Cancel);
        Assert.Equal((4, 5, "חם ומהיר"), (StudyJson.ReadGrades(grading.Grades)["fast"], StudyJson.ReadGrades(grading.Grades)["warm"], grading.Remark));
    }

    [Theory, EveryStore]
    public async Task Sent_now_is_when_it_was_pressed_however_long_it_waited_and_pressed_twice_is_the_first_time(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        var pressed = field.World.Clock.Now.AddMinutes(-90);
        await field.Done("sent", ("when", "now"), ("ago", "5400000"));
        await field.Done("sent", ("when", "now"));
        Assert.Equal(pressed, (await field.Probe()).SentAt!.Value, TimeSpan.FromMinutes(1));
        Assert.Equal(1, await field.Revision());

        await field.Done("sent", ("when", "not"));
        Assert.Equal((ProbeState.Planned, null), ((await field.Probe()).State, (await field.Probe()).SentAt));
        await using var store = await field.World.Store();
        Assert.Equal("עדי", (await store.LogLines.SingleAsync(line => line.Act == "probe.time", Cancel)).ByName);
    }

    [Theory, EveryStore]
    public async Task A_reply_sent_twice_is_one_and_correcting_when_it_was_sent_reckons_the_wait_anew(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        var (sent, id) = (field.World.Clock.Now, Guid.CreateVersion7().ToString());
        field.World.Clock.Advance(TimeSpan.FromHours(3));
        (string, string)[] reply = [("id", id), ("when", "between"), ("from", Local(sent.AddHours(1))), ("until", Local(sent.AddHours(2))), ("text", "כן")];
        await field.Done("reply", reply);
        await field.Done("reply", reply);
        await using var store = await field.World.Store();
        Assert.Equal(1, await store.ProbeReplies.CountAsync(Cancel));
        Assert.Equal(1, Minutes(await field.Probe()).Low / 60, 0.02);
        Assert.Equal(2, Minutes(await field.Probe()).High / 60, 0.02);

        await field.Done("sent", ("when", "at"), ("at", Local(sent.AddMinutes(-30))));
        Assert.Equal(1.5, Minutes(await field.Probe()).Low / 60, 0.02);
        await field.Done("reply", ("without", id));
        Assert.Equal(ProbeState.Sent, (await field.Probe()).State);
    }

    [Theory, EveryStore]
    public async Task A_machines_confirmation_is_no_answer(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        await field.Done("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "now"), ("automatic", "yes"));

        Assert.Equal((ProbeState.Sent, null), ((await field.Probe()).State, (await field.Probe()).WaitedFrom));
    }

    [Theory, EveryStore]
    public async Task What_is_typed_wrongly_comes_back_with_the_reason_at_its_field(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        using var early = await field.Post("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "at"), ("at", Local(field.World.Clock.Now.AddHours(-2))), ("text", "תודה שפנית"));
        var page = await Visitor.Read(early);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        Assert.Equal("תודה שפנית", page.QuerySelector("[name=text]")!.TextContent);
        Assert.Contains("לפני שהפנייה נשלחה", page.QuerySelector(".error")!.TextContent, StringComparison.Ordinal);

        await field.Done("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "now"));
        using var half = await field.Post("grades", ("grade-fast", "4"), ("remark", "שכחתי סעיף"));
        var back = await Visitor.Read(half);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, half.StatusCode);
        Assert.NotNull(back.QuerySelector("[name=grade-fast][value='4'][checked]"));
        Assert.Equal("שכחתי סעיף", back.QuerySelector("[name=remark]")!.TextContent);
        using var unsent = await field.Post("lost", ("why", ""));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unsent.StatusCode);
    }

    [Theory, EveryStore]
    public async Task What_could_not_be_sent_is_lost_with_the_reason_until_somebody_answers_it(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("lost", ("why", "הטופס נכשל"));
        Assert.Equal((ProbeState.Lost, "הטופס נכשל"), ((await field.Probe()).State, (await field.Probe()).Why));
        await field.Done("lost", ("lost", "no"));
        Assert.Equal((ProbeState.Planned, null), ((await field.Probe()).State, (await field.Probe()).Why));

        await field.Done("sent", ("when", "now"));
        await field.Done("lost", ("why", "חזר"));
        await field.Done("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "now"));
        Assert.Equal(ProbeState.Answered, (await field.Probe()).State);
    }

    [Theory, EveryStore]
    public async Task Evidence_is_known_by_what_it_holds_kept_once_and_handed_out_to_its_shopper_alone(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        var id = Guid.CreateVersion7();
        using (var kept = await field.Attach(id, FieldWorld.Png, "צילום.exe")) Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        using (var twice = await field.Attach(id, FieldWorld.Png, "צילום.exe")) Assert.Equal(HttpStatusCode.SeeOther, twice.StatusCode);
        using (var page = await field.Attach(Guid.CreateVersion7(), Encoding.UTF8.GetBytes("<html>"), "a.png")) Assert.Equal(HttpStatusCode.UnprocessableEntity, page.StatusCode);
        using (var empty = await field.Attach(Guid.CreateVersion7(), [], "a.png")) Assert.Contains("הקובץ ריק", (await Visitor.Read(empty)).QuerySelector(".error")!.TextContent, StringComparison.Ordinal);

        await using var store = await field.World.Store();
        var evidence = await store.ProbeEvidence.SingleAsync(Cancel);
        Assert.Equal(("צילום.png", "image/png", (await store.StudyWaves.SingleAsync(Cancel)).Until.AddDays(31)), (evidence.Name, evidence.Kind, DateOnly.FromDateTime(evidence.Until)));
        using var nobody = field.World.Nobody();
        using var file = await nobody.Get(field.Act($"evidence/{id}"));
        Assert.Equal(FieldWorld.Png, await file.Content.ReadAsByteArrayAsync(Cancel));
        using var elsewhere = await nobody.Get(field.Act($"evidence/{id}", secret: "another-secret-of-enough-letters"));
        Assert.Equal(HttpStatusCode.NotFound, elsewhere.StatusCode);
    }

    [Theory, EveryStore]
    public async Task A_closed_wave_takes_in_nothing_more_and_gives_back_all_that_was_typed(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        var id = Guid.CreateVersion7().ToString();
        await field.Done("reply", ("id", id), ("when", "now"));
        await field.Close();
        using var late = await field.Post("reply", ("id", Guid.CreateVersion7().ToString()), ("when", "now"), ("text", "איחרתי"));
        var page = await Visitor.Read(late);

        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Equal("איחרתי", page.QuerySelector("[name=text]")!.TextContent);
        Assert.Contains("נסגר", page.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        // What was taken in before is known: the telephone that asks again hears that it was.
        await field.Done("reply", ("id", id), ("when", "now"));
    }

    [Theory, EveryStore]
    public async Task What_is_sent_again_because_nobody_heard_the_answer_changes_nothing_and_is_known_when_the_wave_was_closed_meanwhile(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        var id = Guid.CreateVersion7().ToString();
        await field.Done("reply", ("id", id), ("when", "now"));
        await field.Done("reply", ("without", id));
        var (version, revision) = ((await field.Probe()).Version, await field.Revision());
        await field.Done("grades", FieldWorld.Grades("4", "5"));
        await field.Close();
        await field.Done("grades", FieldWorld.Grades("4", "5"));
        await field.Done("reply", ("without", id));
        Assert.Equal((version, revision), ((await field.Probe()).Version, await field.Revision()));

        using var other = await field.Post("grades", FieldWorld.Grades("1", "1"));
        Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
    }

    [Theory, EveryStore]
    public async Task Another_secret_opens_nothing_and_what_is_no_ones_probe_is_not_there(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using var nobody = field.World.Nobody();
        using var page = await nobody.Get($"/{World.Cafe}/field/another-secret-of-enough-letters");
        using var act = await field.PostTo(field.Act("sent", secret: FieldWorld.Rami), ("when", "now"));
        using var strange = await field.PostTo(field.Act("sent", Guid.CreateVersion7()), ("when", "now"));

        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (page.StatusCode, act.StatusCode, strange.StatusCode));
        Assert.Contains("לא אבד", (await Visitor.Read(page)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(0, await field.Revision());
    }

    [Theory, EveryStore]
    public async Task Whoever_grades_again_sees_what_came_and_never_how_it_was_graded_first(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        using var nobody = field.World.Nobody();
        var page = await nobody.Page($"/{World.Cafe}/field/{FieldWorld.Rami}");
        Assert.Contains("בשמחה, מתי נוח?", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("חם ומהיר", page.Body.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("מאפיית הלחם", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("[name^=grade-][checked]"));

        using var kept = await field.PostTo(field.Act("grades", secret: FieldWorld.Rami), FieldWorld.Grades("2", "na"));
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        await using var store = await field.World.Store();
        Assert.Equal(2, await store.ProbeGradings.CountAsync(Cancel));
        Assert.Equal(4, StudyJson.ReadGrades((await store.ProbeGradings.SingleAsync(one => !one.Again, Cancel)).Grades)["fast"]);
    }

    [Theory, EveryStore]
    public async Task Whoever_grades_again_reads_neither_whose_answer_it_is_nor_when_it_came(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Done("sent", ("when", "now"));
        field.World.Clock.Advance(TimeSpan.FromMinutes(10));
        var mail = Guid.CreateVersion7();
        await field.Done("reply", ("id", mail.ToString()), ("when", "now"), ("text", "תודה שפניתם למאפיית הלחם, כתבו ל־orders@bakery.example"));
        using (var picture = await field.Attach(Guid.CreateVersion7(), FieldWorld.Png, "מאפיית הלחם 13.38.png")) Assert.Equal(HttpStatusCode.SeeOther, picture.StatusCode);
        await using var store = await field.World.Store();
        // A mail as it came, under the id of the answer that it is.
        store.ProbeEvidence.Add(new() { Id = mail, ProbeId = field.ProbeId, Name = "answer.eml", Kind = "message/rfc822", At = field.World.Clock.Now, Until = field.World.Clock.Now.AddDays(30) });
        await store.SaveChangesAsync(Cancel);

        using var nobody = field.World.Nobody();
        var card = (await nobody.Page($"/{World.Cafe}/field/{FieldWorld.Rami}")).QuerySelector($"#p-{field.ProbeId:N}")!;
        Assert.Contains("תודה שפניתם ל[החברה], כתבו ל־[החברה]", card.TextContent, StringComparison.Ordinal);
        Assert.Empty(card.QuerySelectorAll("time"));
        Assert.Equal(["ראיה 1.png"], card.QuerySelectorAll("a[download]").Select(link => link.TextContent.Trim()));
        using var file = await nobody.Get(card.QuerySelector("a[download]")!.GetAttribute("href")!);
        Assert.Equal("ראיה 1.png", file.Content.Headers.ContentDisposition!.FileNameStar);
        using var whole = await nobody.Get(field.Act($"evidence/{mail}", secret: FieldWorld.Rami));
        using var own = await nobody.Get(field.Act($"evidence/{mail}"));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.OK), (whole.StatusCode, own.StatusCode));
        // Whoever made it reads it as it came, and the reviewer is asked to look for what nobody hides.
        var first = (await nobody.Page(FieldWorld.Page)).QuerySelector($"#p-{field.ProbeId:N}")!;
        Assert.Contains("למאפיית הלחם", first.TextContent, StringComparison.Ordinal);
        Assert.NotEmpty(first.QuerySelectorAll("time"));
        await field.Done("grades", FieldWorld.Grades("4", "5"));
        using var tamar = field.World.As(Cast.Tamar);
        Assert.Contains("שמות של אנשים", (await tamar.Page(FieldWorld.Review)).QuerySelector(".sheets .hint")!.TextContent, StringComparison.Ordinal);
    }

    private static (double Low, double High) Minutes(Probe probe) => (probe.WaitedFrom!.Value / 60_000.0, probe.WaitedUntil!.Value / 60_000.0);

    private static string Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem")).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
