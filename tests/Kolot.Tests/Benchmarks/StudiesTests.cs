using System.Net;
using Kolot.Core.Benchmarks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using static Kolot.Tests.Benchmarks.Designing;

namespace Kolot.Tests.Benchmarks;

public sealed class StudiesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_study_begins_with_all_that_a_contact_us_study_needs_and_what_is_wrong_is_said_at_its_field(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        Assert.Equal(3, (await tamar.Page($"/{World.Cafe}/studies")).QuerySelectorAll(".studysteps > li").Length);
        using var blank = await tamar.Post($"/{World.Cafe}/studies", ("name", " "), ("nameEn", "Who answers"), ("code", "Not A Code"));
        var again = await Visitor.Read(blank);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Who answers"), (blank.StatusCode, again.QuerySelector("[name=nameEn]")!.GetAttribute("value")));
        Assert.All(["f-name-error", "f-code-error"], id => Assert.NotNull(again.GetElementById(id)));

        using var one = await tamar.Post($"/{World.Cafe}/studies", ("name", "מי עונה"));
        using var two = await tamar.Post($"/{World.Cafe}/studies", ("name", "מי עונה שוב"));
        using var taken = await tamar.Post($"/{World.Cafe}/studies", ("name", "עוד"), ("code", "study"));
        using var reserved = await tamar.Post($"/{World.Cafe}/studies", ("name", "עוד"), ("code", "new"));
        Assert.Equal([$"/{World.Cafe}/studies/study/design", $"/{World.Cafe}/studies/study-2/design"], new[] { one, two }.Select(answer => answer.Headers.Location!.OriginalString));
        Assert.All([taken, reserved], answer => Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode));

        await using var store = await world.Store();
        var study = await store.Studies.SingleAsync(row => row.Code == "study", Cancel);
        Assert.Equal((StudyState.Draft, 3, 1), (study.State, await store.StudyScenarios.CountAsync(row => row.StudyId == study.Id, Cancel), await store.StudyForms.CountAsync(row => row.StudyId == study.Id, Cancel)));
        Assert.Equal(2, await store.LogLines.CountAsync(line => line.Act == "study.begun", Cancel));
        Assert.Equal(2, (await tamar.Page($"/{World.Cafe}/studies")).QuerySelectorAll(".studies > li").Length);
    }

    [Theory, EveryStore]
    public async Task A_study_that_is_begun_twice_at_once_or_once_more_after_the_back_button_is_one(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        await tamar.Page($"/{World.Cafe}/studies/new");
        (string, string)[] asked = [("name", "מי עונה"), ("nameEn", "")];
        var together = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => tamar.Post($"/{World.Cafe}/studies", asked)));
        Assert.All(together, answer => Assert.Equal($"/{World.Cafe}/studies/study/design", answer.Headers.Location!.OriginalString));
        foreach (var answer in together) answer.Dispose();
        world.Clock.Advance(TimeSpan.FromHours(2));
        using var later = await tamar.Post($"/{World.Cafe}/studies", asked);

        Assert.Equal($"/{World.Cafe}/studies/study-2/design", later.Headers.Location!.OriginalString);
    }

    [Theory, EveryStore]
    public async Task A_code_that_nobody_chose_is_made_of_the_English_name_for_it_stands_in_public_addresses(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var one = await tamar.Post($"/{World.Cafe}/studies", ("name", "מי עונה"), ("nameEn", "Who answers? Autumn 2026"));
        using var two = await tamar.Post($"/{World.Cafe}/studies", ("name", "מי עונה מהר"), ("nameEn", "  who ANSWERS, autumn 2026!"));
        using var page = await tamar.Post($"/{World.Cafe}/studies", ("name", "זמנים"), ("nameEn", "Times"));
        using var wide = await tamar.Post($"/{World.Cafe}/studies", ("name", "ארוך"), ("nameEn", new string('a', 60)));

        Assert.Equal(["who-answers-autumn-2026", "who-answers-autumn-2026-2", "times-2", new string('a', 36)], new[] { one, two, page, wide }.Select(answer => answer.Headers.Location!.OriginalString.Split('/')[^2]));
    }

    [Theory, EveryStore]
    public async Task A_sum_that_cannot_be_says_what_is_wrong_with_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        async Task<string> Of(string budget, string each)
        {
            using var answer = await tamar.Post($"{Autumn}/design", ("part", "plan"), ("channels", "Mail"), ("probesEach", "4"), ("days", "21"), ("ratedTwice", "25"), ("budget", budget), ("costEach", each));
            var page = await Visitor.Read(answer);
            return $"{(int)answer.StatusCode} {page.GetElementById("f-budget-error")?.TextContent}{page.GetElementById("f-costEach-error")?.TextContent}";
        }

        Assert.Equal("422 המספר מחוץ לטווח האפשרי.", await Of("-5", "1"));
        Assert.Equal("422 כאן נדרש מספר.", await Of("הרבה", "1"));
        Assert.Equal("422 סכום נכתב עם שתי ספרות לכל היותר אחרי הנקודה.", await Of("100", "12.345"));
        Assert.StartsWith("303", await Of("1,000.50", "12.30"), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Each_part_of_a_design_is_changed_by_itself_and_a_stale_change_keeps_what_was_typed(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        var version = (await tamar.Page($"{Autumn}/design")).QuerySelector("#plan [name=version]")!.GetAttribute("value")!;
        (string, string)[] plan = [("part", "plan"), ("version", version), ("channels", "ContactForm"), ("channels", "Mail"), ("probesEach", "4"), ("days", "21"), ("ratedTwice", "25"), ("budget", "6,000"), ("costEach", "30")];
        using var kept = await tamar.Post($"{Autumn}/design", plan);
        Assert.Equal($"{Autumn}/design#plan", kept.Headers.Location!.OriginalString);
        await using (var store = await world.Store())
        {
            var design = StudyJson.Read<StudyDesign>((await store.Studies.SingleAsync(Cancel)).Design);
            Assert.Equal((4, 21, 0.25, 6000m, 30m, false), (design.ProbesEach, design.Days, design.RatedTwice, design.Budget, design.CostEach, design.InServiceHours));
            Assert.Equal([ProbeChannel.ContactForm, ProbeChannel.Mail], design.Channels);
            Assert.Equal(ReadyStudy.Design.Question, design.Question);
        }

        using var stale = await tamar.Post($"{Autumn}/design", ("part", "promises"), ("version", version), ("ethics", "לא מזיקים"), ("ethicsEn", ""), ("disclosure", "אומרים הכול"), ("disclosureEn", ""));
        var page = await Visitor.Read(stale);
        Assert.Equal((HttpStatusCode.Conflict, "לא מזיקים"), (stale.StatusCode, page.QuerySelector("[name=ethics]")!.TextContent));
        Assert.Contains("לא גורמים לחברות הוצאה", page.QuerySelector("#promises .note")!.TextContent, StringComparison.Ordinal);
        // Whoever was shown both sides saves knowingly.
        using var knowingly = await tamar.Post($"{Autumn}/design", ("part", "promises"), ("version", page.QuerySelector("#promises [name=version]")!.GetAttribute("value")!), ("ethics", "לא מזיקים"), ("disclosure", "אומרים הכול"));
        Assert.Equal(HttpStatusCode.SeeOther, knowingly.StatusCode);
        using var wrong = await tamar.Post($"{Autumn}/design", ("part", "plan"), ("probesEach", "הרבה"), ("days", "9"), ("ratedTwice", "20"));
        var refused = await Visitor.Read(wrong);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "הרבה", "9"), (wrong.StatusCode, refused.QuerySelector("[name=probesEach]")!.GetAttribute("value"), refused.QuerySelector("[name=days]")!.GetAttribute("value")));
        Assert.Contains("כאן נדרש מספר", refused.GetElementById("f-probesEach-error")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rule_is_told_in_words_and_as_a_picture_and_stands_from_the_first_wave_on()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var tamar = await Begin(world);
        (string, string)[] rule = [("part", "question"), ("name", "מי עונה"), ("question", "מי?"), ("fast", "90"), ("fastIn", "1"), ("late", "1"), ("lateIn", "1440"), ("never", "14"), ("neverIn", "1440"), ("delight", "4.5"), ("poor", "2")];
        using var kept = await tamar.Post($"{Autumn}/design", rule);
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);
        var page = await tamar.Page($"{Autumn}/design");
        const string Said = "תשובה שהגיעה תוך 90 דקות וקיבלה ציון 4.5 ומעלה היא עונג. תשובה אחרי יום או בציון נמוך מ־2 היא מאוחרת או דלה. כל תשובה אחרת תקינה ואדישה. מי שלא ענו תוך שבועיים לא ענו.";
        Assert.Equal(Said, page.QuerySelector(".rulepicture [role=img]")!.GetAttribute("aria-label"));
        Assert.Contains("שיעור המענה", page.GetElementById("power")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("An answer within 90 minutes that is graded 4.5 or better is a delight.", (await tamar.Page($"{Autumn}/design?lang=en")).QuerySelector(".rulepicture [role=img]")!.GetAttribute("aria-label"), StringComparison.Ordinal);
        using var backwards = await tamar.Post($"{Autumn}/design?lang=he", [.. rule.Select(field => field.Item1 == "late" ? ("late", "0") : field)]);
        Assert.NotNull((await Visitor.Read(backwards)).GetElementById("f-late-error"));

        await Plan(world, tamar);
        Assert.Null((await tamar.Page($"{Autumn}/design")).QuerySelector("[name=fast]"));
        using var late = await tamar.Post($"{Autumn}/design", [.. rule.Select(field => field.Item1 == "fast" ? ("fast", "60") : field)]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        using var renamed = await tamar.Post($"{Autumn}/design", ("part", "question"), ("name", "מי עונה ללקוחות"), ("question", "מי?"));
        Assert.Equal(HttpStatusCode.SeeOther, renamed.StatusCode);
        await using var store = await world.Store();
        var study = await store.Studies.SingleAsync(Cancel);
        Assert.Equal((90, "מי עונה ללקוחות"), (StudyJson.Read<StudyDesign>(study.Design).Rule.FastMinutes, study.Name));
    }

    [Theory, EveryStore]
    public async Task Who_runs_no_studies_finds_what_was_published_alone(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        await Plan(world, tamar);
        foreach (var person in new[] { Cast.Noa, Cast.Dana, Cast.Yoav })
        {
            using var other = world.As(person);
            Assert.Empty((await other.Page($"/{World.Cafe}/studies")).QuerySelectorAll(".studies > li"));
            foreach (var page in new[] { "design", "companies", "form", "shoppers", "waves", "waves/1", "companies/file" })
            {
                using var closed = await other.Get($"{Autumn}/{page}");
                Assert.Contains(closed.StatusCode, new[] { HttpStatusCode.Forbidden, HttpStatusCode.NotFound });
            }
        }

        await using (var store = await world.Store()) await store.Studies.ExecuteUpdateAsync(set => set.SetProperty(study => study.State, StudyState.Published), Cancel);
        using var noa = world.As(Cast.Noa);
        Assert.Equal(Autumn, Assert.Single((await noa.Page($"/{World.Cafe}/studies")).QuerySelectorAll(".studies > li a")).GetAttribute("href"));
        using var design = await noa.Get($"{Autumn}/design");
        Assert.Equal(HttpStatusCode.Forbidden, design.StatusCode);
    }

    [Theory, EveryStore]
    public async Task Scenarios_are_written_changed_and_retired_and_a_wording_that_is_used_stays(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = await Begin(world);
        using var blank = await tamar.Post($"{Autumn}/scenarios/new", ("name", "שעות"), ("wording.0", ""));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "שעות"), (blank.StatusCode, (await Visitor.Read(blank)).QuerySelector("[name=name]")!.GetAttribute("value")));
        using var kept = await tamar.Post($"{Autumn}/scenarios/new", ("name", "שעות"), ("wording.0", "מתי פתוח?"), ("wording.2", "עד מתי פתוח היום?"), ("channels", "Phone"));
        Assert.Equal($"{Autumn}/design#scenarios", kept.Headers.Location!.OriginalString);
        StudyScenario row;
        await using (var store = await world.Store())
        {
            row = await store.StudyScenarios.SingleAsync(one => one.Name == "שעות", Cancel);
            Assert.Equal(("""["מתי פתוח?","עד מתי פתוח היום?"]""", """["phone"]"""), (row.Wordings, row.Channels));
            await store.StudyScenarios.Where(one => one.Id != row.Id).ExecuteUpdateAsync(set => set.SetProperty(one => one.Retired, true), Cancel);
        }

        // On the form alone it is of no use: nothing is left to tell.
        var (from, until) = Days(world);
        using var nothing = await tamar.Post($"{Autumn}/waves", ("from", from), ("until", until));
        Assert.Contains("אין דרך לפנות אל: קפה תמר, מאפיית גיל, קפה רוזה", (await Visitor.Read(nothing)).QuerySelector("#plan .note")!.TextContent, StringComparison.Ordinal);
        using var all = await tamar.Post($"{Autumn}/scenarios/{row.Id}", ("name", "שעות"), ("wording.0", "מתי פתוח?"), ("wording.1", "עד מתי פתוח היום?"));
        using var stale = await tamar.Post($"{Autumn}/scenarios/{row.Id}", ("name", "שעות"), ("wording.0", "אחר"), ("seen", "0000"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (all.StatusCode, stale.StatusCode));
        await Plan(world, tamar);
        using var fewer = await tamar.Post($"{Autumn}/scenarios/{row.Id}", ("name", "שעות"), ("wording.0", "מתי פתוח?"));
        Assert.Contains("אפשר לשנות נוסח", (await Visitor.Read(fewer)).GetElementById("f-wording.1-error")!.TextContent, StringComparison.Ordinal);
        // As many as before, but each would be told in another's place.
        using var moved = await tamar.Post($"{Autumn}/scenarios/{row.Id}", ("name", "שעות"), ("wording.0", ""), ("wording.1", "עד מתי פתוח היום?"), ("wording.2", "יש חניה?"));
        Assert.NotNull((await Visitor.Read(moved)).GetElementById("f-wording.0-error"));
        using var more = await tamar.Post($"{Autumn}/scenarios/{row.Id}", ("name", "שעות"), ("wording.0", "מתי פתוח?"), ("wording.1", "עד מתי פתוח היום?"), ("wording.3", "יש חניה?"));
        Assert.Equal(HttpStatusCode.SeeOther, more.StatusCode);
    }
}
