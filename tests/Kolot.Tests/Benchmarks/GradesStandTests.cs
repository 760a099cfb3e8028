using System.Net;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Benchmarks;

/// <summary>What was graded stands once somebody else can have seen it; a reviewer corrects it beside what was given.</summary>
public sealed class GradesStandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static (string, string)[] Corrected(Probe probe, string fast, string warm, string reason) => [("version", $"{probe.Version}"), ("grade-fast", fast), ("grade-warm", warm), ("reason", reason)];

    [Theory, EveryStore]
    public async Task Whoever_graded_mends_a_slip_until_the_answer_was_graded_again_and_then_both_stand(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        await field.Done("grades", FieldWorld.Grades("5", "5"));
        using (var again = await field.PostTo(field.Act("grades", secret: FieldWorld.Rami), FieldWorld.Grades("2", "na"))) Assert.Equal(HttpStatusCode.SeeOther, again.StatusCode);

        using var first = await field.Post("grades", FieldWorld.Grades("2", "1"));
        using var second = await field.PostTo(field.Act("grades", secret: FieldWorld.Rami), FieldWorld.Grades("5", "5"));
        // A telephone that heard no answer is answered as before.
        await field.Done("grades", FieldWorld.Grades("5", "5"));
        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode));
        var back = (await Visitor.Read(first)).QuerySelector($"#p-{field.ProbeId:N}")!;
        Assert.Contains("הציונים נסגרו", back.QuerySelector("[role=alert]")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("2", back.QuerySelector("[name=grade-fast][checked]")!.GetAttribute("value"));
        Assert.Equal([("""{"fast":5,"warm":5}"""), ("""{"fast":2,"warm":null}""")], await Given(field));
        using var nobody = field.World.Nobody();
        var card = (await nobody.Page(FieldWorld.Page)).QuerySelector($"#p-{field.ProbeId:N}")!;
        Assert.Null(card.QuerySelector("form[action$='/grades']"));
        Assert.Contains("הציונים נסגרו", card.TextContent, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task What_a_reviewer_looked_at_is_graded_anew_by_nobody_also_after_something_else_of_it_changed(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        using var tamar = field.World.As(Cast.Tamar);
        using (var kept = await tamar.Post($"{FieldWorld.Review}/review", ("probe", $"{field.ProbeId}.{(await field.Probe()).Version}"), ("verdict", "accept"))) Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        using (await field.Attach(Guid.CreateVersion7(), FieldWorld.Png, "a.png")) Assert.Equal(ProbeReview.None, (await field.Probe()).Review);

        using var anew = await field.Post("grades", FieldWorld.Grades("1", "1"));
        Assert.Equal(HttpStatusCode.Conflict, anew.StatusCode);
        Assert.Equal(["""{"fast":4,"warm":5}"""], await Given(field));
    }

    [Theory, EveryStore]
    public async Task A_reviewer_corrects_grades_for_a_reason_and_they_count_so_while_the_agreement_is_that_of_the_two_that_were_given(StoreKind kind)
    {
        await using var study = await Researched.In(kind);
        using var tamar = study.World.As(Cast.Tamar);
        var (before, wasFirst) = (await Told(tamar), await Overall(tamar));
        Probe probe;
        await using (var store = await study.World.Store()) probe = await store.Probes.AsNoTracking().FirstAsync(one => one.StudyId == study.Id && one.Wave == 1 && one.State == ProbeState.Answered && store.StudyCompanies.Any(company => company.Id == one.CompanyId && company.Number == 1), Cancel);
        var act = $"{Researched.Page}/field/probes/{probe.Id}/grades";
        (string, string)[] one = [("version", $"{probe.Version}"), ("grade-style", "1"), ("grade-answer", "1"), ("grade-warm", "1")];
        using (var silent = await tamar.Post(act, [.. one, ("reason", " ")])) Assert.Equal((HttpStatusCode.UnprocessableEntity, "1"), (silent.StatusCode, (await tamar.Page($"{Researched.Page}/field?probe={probe.Id}")).QuerySelectorAll($"form[action*='{probe.Id}/grades']").Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        using (var kept = await tamar.Post(act, [.. one, ("reason", "התשובה עסקה בעניין אחר")])) Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        using (var stale = await tamar.Post(act, [.. one, ("reason", "שוב")])) Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);

        var after = await Told(tamar);
        Assert.Equal(before.Agreement, after.Agreement);
        Assert.NotEqual(wasFirst, await Overall(tamar));
        var sheet = (await tamar.Page($"{Researched.Page}/field?probe={probe.Id}")).QuerySelector($"#p-{probe.Id:N}")!;
        Assert.Equal(["5", "5", "1"], sheet.QuerySelector(".graded tbody tr")!.QuerySelectorAll("td").Select(cell => cell.TextContent));
        Assert.Contains("התשובה עסקה בעניין אחר", sheet.TextContent, StringComparison.Ordinal);
        Assert.Contains("תוקן בבדיקה: 1.", string.Concat((await Researched.Read(tamar, Researched.Page)).QuerySelector(".appendix")!.TextContent.Split('\u2066', '\u2069')), StringComparison.Ordinal);
        await using (var store = await study.World.Store())
        {
            Assert.Equal(["""{"style":5,"answer":5,"warm":5}"""], (await store.ProbeGradings.Where(grading => grading.ProbeId == probe.Id && !grading.Again).Select(grading => grading.Grades).ToListAsync(Cancel)).Select(grades => StudyJson.WriteGrades(StudyJson.ReadGrades(grades))));
            Assert.Equal((1, ProbeReview.Accepted), (await store.LogLines.CountAsync(line => line.Act == "probe.grades-corrected", Cancel), (await store.Probes.SingleAsync(row => row.Id == probe.Id, Cancel)).Review));
        }

        using var noa = study.World.As(Cast.Noa);
        using var shut = await noa.Post(act, [.. one, ("reason", "לא")]);
        Assert.True(shut.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound);
    }

    [Theory, EveryStore]
    public async Task A_correction_that_gives_what_was_given_is_none(StoreKind kind)
    {
        await using var field = await FieldWorld.Open(kind);
        await field.Bring();
        using var tamar = field.World.As(Cast.Tamar);
        using (var low = await tamar.Post($"{FieldWorld.Review}/probes/{field.ProbeId}/grades", Corrected(await field.Probe(), "2", "na", "איטי"))) Assert.Equal(HttpStatusCode.SeeOther, low.StatusCode);
        await using (var store = await field.World.Store()) Assert.True(StudyJson.IsCorrected((await store.ProbeGradings.AsNoTracking().SingleAsync(Cancel)).Grades));
        using (var back = await tamar.Post($"{FieldWorld.Review}/probes/{field.ProbeId}/grades", Corrected(await field.Probe(), "4", "5", "טעות שלי"))) Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
        await using (var store = await field.World.Store()) Assert.Equal("""{"fast":4,"warm":5}""", (await store.ProbeGradings.AsNoTracking().SingleAsync(Cancel)).Grades);
    }

    private static async Task<string[]> Given(FieldWorld field)
    {
        await using var store = await field.World.Store();
        return [.. await store.ProbeGradings.AsNoTracking().OrderBy(grading => grading.Again).Select(grading => grading.Grades).ToListAsync(Cancel)];
    }

    private static async Task<(string Agreement, string All)> Told(Visitor tamar)
    {
        var json = System.Text.Json.JsonDocument.Parse(await (await tamar.Ready($"{Researched.Page}/result.json")).Content.ReadAsStringAsync(Cancel)).RootElement;
        return (json.GetProperty("agreement").ToString(), json.ToString());
    }

    // How the first company does in its three layers.
    private static async Task<string> Overall(Visitor tamar) =>
        System.Text.Json.JsonDocument.Parse(await (await tamar.Ready($"{Researched.Page}/result.json")).Content.ReadAsStringAsync(Cancel)).RootElement.GetProperty("league").EnumerateArray().Single(row => row.GetProperty("company").GetString() == Researched.Names[0]).GetProperty("layers").ToString();
}
