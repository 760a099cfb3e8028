using System.Net;
using System.Net.Http.Json;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using static Kolot.Tests.Benchmarks.Designing;

namespace Kolot.Tests.Benchmarks;

/// <summary>What was told to a company, and what was decided before anybody was, stays as it was.</summary>
public sealed class SentStandsTests
{
    private const string Cake = "שלום, אפשר להזמין עוגה לשישי?";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_wording_is_mended_until_it_was_sent_and_then_it_and_its_persona_stay_and_another_is_added(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        using var tamar = field.World.As(Cast.Tamar);
        StudyScenario row;
        await using (var store = await field.World.Store()) row = await store.StudyScenarios.AsNoTracking().SingleAsync(one => one.StudyId == field.StudyId, Cancel);
        var page = $"/{World.Cafe}/studies/{FieldWorld.Code}/scenarios/{row.Id}";
        (string, string)[] As(string persona, params string[] wordings) => [("name", "עוגה"), ("persona", persona), .. wordings.Select((text, at) => ($"wording.{at}", text))];
        using (var early = await tamar.Post(page, As("הורה", Cake + " תודה"))) Assert.Equal(HttpStatusCode.SeeOther, early.StatusCode);
        using (await tamar.Post(page, As("הורה ליום הולדת", Cake, "יש עוגות?"))) { }
        await field.Done("sent", ("when", "now"));

        using (var other = await tamar.Post(page, As("הורה ליום הולדת", "אפשר עוגה?", "יש עוגות?")))
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "אפשר עוגה?", true), (other.StatusCode, (await Visitor.Read(other)).QuerySelector("[name='wording.0']")!.TextContent, (await Visitor.Read(other)).GetElementById("f-wording.0-error")!.TextContent.Contains("כבר נשלח", StringComparison.Ordinal)));
        foreach (var (name, persona) in new[] { ("עוגה", "סבתא"), ("עוגיות", "הורה ליום הולדת") })
        {
            using var changed = await tamar.Post(page, ("name", name), ("persona", persona), ("wording.0", Cake), ("wording.1", "יש עוגות?"));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, changed.StatusCode);
        }

        var shown = await tamar.Page(page);
        Assert.Equal((true, true, false, true), (Shut(shown, "[name=persona]"), Shut(shown, "[name='wording.0']"), Shut(shown, "[name='wording.1']"), shown.Body!.TextContent.Contains("נשלח בפנייה אחת", StringComparison.Ordinal)));
        // A browser ends lines in its own way and sends back what is closed.
        var copy = await tamar.Page(shown.QuerySelector("a[href*='?copy=0']")!.GetAttribute("href")!.Split('#')[0]);
        Assert.Equal((Cake, false), (copy.QuerySelector("[name='wording.2']")!.TextContent, Shut(copy, "[name='wording.2']")));
        var anew = await tamar.Page(shown.QuerySelector("a[href*='?from=']")!.GetAttribute("href")!);
        Assert.Equal(("עוגה", "הורה ליום הולדת", Cake), (anew.QuerySelector("[name=name]")!.GetAttribute("value"), anew.QuerySelector("[name=persona]")!.TextContent, anew.QuerySelector("[name='wording.0']")!.TextContent));
        using (var more = await tamar.Post(page, [.. As("הורה ליום הולדת", Cake, "אילו עוגות יש?", Cake + " לבית ספר"), ("retired", "true")])) Assert.Equal(HttpStatusCode.SeeOther, more.StatusCode);
        await using (var store = await field.World.Store()) Assert.Equal([Cake, "אילו עוגות יש?", Cake + " לבית ספר"], StudyJson.Read<List<string>>((await store.StudyScenarios.SingleAsync(one => one.Id == row.Id, Cancel)).Wordings));
    }

    [Theory, EveryStore]
    public async Task From_the_first_wave_on_the_question_and_what_was_promised_stand_and_days_to_appeal_only_grow(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        var fields = (await tamar.Page($"{Autumn}/design")).QuerySelectorAll("#promises textarea, #question textarea").ToDictionary(one => one.GetAttribute("name")!, one => one.TextContent);
        (string, string)[] promises = [("part", "promises"), .. new[] { "ethics", "ethicsEn", "disclosure", "disclosureEn" }.Select(name => (name, fields[name].ReplaceLineEndings("\r\n")))];
        using (var english = await tamar.Post($"{Autumn}/design", [.. promises.Where(one => one.Item1 != "ethicsEn")])) Assert.Equal(HttpStatusCode.SeeOther, english.StatusCode);
        await Plan(world, tamar);

        // A language that was missing is added; what was said is not changed, nor taken away.
        using (var added = await tamar.Post($"{Autumn}/design", promises)) Assert.Equal(HttpStatusCode.SeeOther, added.StatusCode);
        foreach (var (name, part) in new[] { ("ethics", "promises"), ("ethicsEn", "promises"), ("disclosure", "promises"), ("question", "question") })
        {
            (string, string)[] form = part == "promises" ? promises : [("part", "question"), ("name", "מי עונה"), ("question", fields["question"]), ("questionEn", fields["questionEn"])];
            using var changed = await tamar.Post($"{Autumn}/design", [.. form.Select(one => one.Item1 == name ? (name, "אחרת") : one)]);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, true), (changed.StatusCode, (await Visitor.Read(changed)).GetElementById($"f-{name}-error") is not null));
        }

        using (var fewer = await tamar.Post($"{Autumn}/design", ("part", "telling"), ("names", "Ours"), ("appealDays", "3"), ("evidenceDays", "365"))) Assert.NotNull((await Visitor.Read(fewer)).GetElementById("f-appealDays-error"));
        using (var more = await tamar.Post($"{Autumn}/design", ("part", "telling"), ("names", "Ours"), ("appealDays", "30"), ("evidenceDays", "365"))) Assert.Equal(HttpStatusCode.SeeOther, more.StatusCode);
        Assert.True(Shut(await tamar.Page($"{Autumn}/design"), "[name=ethics]"));
        using var key = await world.Key(Right.RunStudies);
        using var program = await (await key.Client()).PutAsJsonAsync($"/api/v1/{World.Cafe}/studies/autumn/design", new { design = new { appealDays = 5 } }, Cancel);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, program.StatusCode);
    }

    [Theory, EveryStore]
    public async Task How_waves_to_come_are_drawn_changes_nothing_of_one_that_was_drawn_nor_what_its_page_says_of_it(StoreKind kind)
    {
        await using var study = await Researched.In(kind);
        using var tamar = study.World.As(Cast.Tamar);
        await using (var store = await study.World.Store())
        {
            var row = await store.Studies.SingleAsync(one => one.Id == study.Id, Cancel);
            row.Design = StudyJson.Write(StudyJson.Read<StudyDesign>(row.Design) with { Disclosure = Kolot.Core.Listen.Surveys.Wording.Of("אומרים אחרי הפרסום", "Told after publication") });
            await store.SaveChangesAsync(Cancel);
        }

        async Task<string> Result() => await (await tamar.Ready($"{Researched.Page}/result.json")).Content.ReadAsStringAsync(Cancel);
        var before = await Result();
        using (var kept = await tamar.Post($"{Researched.Page}/design", ("part", "plan"), ("channels", "Phone"), ("channels", "Chat"), ("probesEach", "9"), ("days", "5"), ("ratedTwice", "90"), ("inServiceHours", "true"))) Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);

        using (var hours = await tamar.Post($"{Researched.Page}/design", ("part", "plan"), ("channels", "Phone"), ("probesEach", "9"), ("days", "5"), ("ratedTwice", "90"))) Assert.Contains("באילו שעות פנו", (await Visitor.Read(hours)).QuerySelector("#plan [role=alert]")!.TextContent, StringComparison.Ordinal);

        Assert.Equal(before, await Result());
        var made = (await Researched.Read(tamar, Researched.Page)).QuerySelector(".appendix")!.TextContent;
        Assert.Contains("דואר אלקטרוני", made, StringComparison.Ordinal);
        Assert.DoesNotContain("צ׳אט", made, StringComparison.Ordinal);
        Assert.Matches(@"תוכננו לכל חברה:\s+\D*4\D*\s+פניות", made);
    }

    private static bool Shut(AngleSharp.Dom.IDocument page, string field) => page.QuerySelector(field)!.HasAttribute("readonly");
}
