using System.Globalization;
using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Understand.Measures;

public sealed class MeasuresTests
{
    private const string Pages = $"/{World.Cafe}/measures";
    private const string Scores = $"/{World.Cafe}/scores";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_measure_is_defined_tried_before_it_is_saved_and_counted_like_any_other(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear([.. Answers(world, 20, 3, "fair", at => at % 4 == 0 ? 2 : 5), .. Answers(world, 20, 3, "fair", _ => 1, channel: "call")]);
        var tamar = world.As(Cast.Tamar);

        var form = await tamar.Page($"{Pages}/new?lang=en");
        Assert.Contains("fair: 40 answers, 1 to 5", Flat(form.QuerySelector("main")), StringComparison.Ordinal);
        var trial = await tamar.Page($"{Pages}/new?name=x&kind=topbox&question=fair&low=1&high=5&top=4&limits=channel%3Dsurvey&reason=&try=1&lang=en");
        Assert.StartsWith("75%", Flat(trial.QuerySelector(".score")), StringComparison.Ordinal);
        Assert.Contains("20 answers", Flat(trial.QuerySelector(".score")), StringComparison.Ordinal);
        using var kept = await tamar.Post($"{Pages}/new", Fair(("limits", "channel=survey")));

        Assert.Equal($"{Pages}/fairness", kept.Headers.Location?.OriginalString);
        var page = await tamar.Page($"{Pages}/fairness?lang=en");
        Assert.Contains("Answers to the question fair on the scale 1 to 5 are counted. The share of answers of 4 and more, in percent. Only these voices: Channel: ", Flat(page.QuerySelector("main")), StringComparison.Ordinal);
        Assert.Contains("כדי לדעת אם נהגנו בהגינות", page.QuerySelector(".why")?.TextContent, StringComparison.Ordinal);
        Assert.Contains("Fairness", Flat((await tamar.Page($"{Pages}?lang=en")).QuerySelector("main")), StringComparison.Ordinal);
        Assert.Equal("Fairness is 75%", Flat((await tamar.Page($"{Scores}?measure=fairness&days=30&lang=en")).QuerySelector("h1")));
    }

    [Theory, EveryStore]
    public async Task What_is_wrong_is_told_at_its_field_and_nothing_that_was_typed_is_lost(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var tamar = world.As(Cast.Tamar);

        using var refused = await tamar.Post($"{Pages}/new", Fair(("code", "nps"), ("atLeast", "2"), ("limits", "channel=call")));
        using var unknown = await tamar.Post($"{Pages}/new", Fair(("limits", "channel=none")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = await Visitor.Read(refused);
        Assert.NotNull(page.QuerySelector("input[name=code][aria-invalid=true][value=nps]"));
        Assert.NotNull(page.QuerySelector("input[name=atLeast][aria-invalid=true]"));
        Assert.Equal("הוגנות", page.QuerySelector("input[name=name]")?.GetAttribute("value"));
        Assert.NotNull(page.QuerySelector("input[value='channel=call'][checked]"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        await using var store = await world.Store();
        Assert.False(await store.MeasureRules.AnyAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_changed_rule_counts_from_its_day_on_and_old_numbers_stay_what_they_were(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear([.. Scored(world, 40, 5, at => at % 2 == 0 ? 4 : 5)]);
        var tamar = world.As(Cast.Tamar);
        var (today, before) = (Iso(world, 0), await tamar.Page($"{Scores}?measure=csat&days=30&lang=en"));
        Assert.Equal("Satisfaction is 100%", Flat(before.QuerySelector("h1")));

        using var decided = await tamar.Post($"{Pages}/csat/versions", ("question", ""), ("low", "1"), ("high", "5"), ("top", "5"), ("atLeast", "5"), ("decimals", ""), ("from", today), ("reason", "רק חמש הוא מה שהבטחנו"), ("version", "0"));
        Assert.Equal(HttpStatusCode.SeeOther, decided.StatusCode);
        await world.Hear([.. Scored(world, 40, 0, at => at % 2 == 0 ? 4 : 5)]);
        using var stale = await tamar.Post($"{Pages}/csat/versions", ("top", "3"), ("from", today), ("reason", "אחרת"), ("version", "7"));

        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        IDocument scores = before;
        Assert.True(await Comes.About(async () => Flat((scores = await tamar.Page($"{Scores}?measure=csat&days=30&per=day&lang=en")).QuerySelector(".score.big a")) == "40 answers"));

        Assert.Equal("Satisfaction is 50%", Flat(scores.QuerySelector("h1")));
        Assert.Contains("The rule changed between them, from version 1 to 2", Flat(scores.QuerySelector(".lede")), StringComparison.Ordinal);
        Assert.Equal(2, scores.QuerySelectorAll(".chart .border").Length);
        var told = await tamar.Page($"{Pages}/csat?lang=en");
        Assert.Equal("Threshold: was 4, now 5", Flat(told.QuerySelector(".changes li")));
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);
        var pieces = (await program.Json($"/api/v1/{World.Cafe}/scores?measure=csat&days=30&per=month")).GetProperty("groups")[0].GetProperty("pieces").EnumerateArray()
            .Where(piece => piece.GetProperty("value").ValueKind != System.Text.Json.JsonValueKind.Null).Select(piece => $"{piece.GetProperty("version")}: {piece.GetProperty("value")}");
        Assert.Equal(["1: 100", "2: 50"], pieces);
        var csat = (await program.Json($"/api/v1/{World.Cafe}/measures")).GetProperty("measures").EnumerateArray().Single(measure => measure.GetProperty("code").GetString() == "csat");
        Assert.Equal(["1 4 ", "2 5 רק חמש הוא מה שהבטחנו"], csat.GetProperty("versions").EnumerateArray().Select(version => $"{version.GetProperty("number")} {version.GetProperty("top")} {version.GetProperty("reason")}"));
        await world.Services.GetRequiredService<Kolot.Store.Backups.TakeBackup>().Run(World.Cafe, world.Folder, null, Cancel);
    }

    [Theory, EveryStore]
    public async Task A_retired_measure_is_offered_no_more_and_comes_back_as_it_was(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var tamar = world.As(Cast.Tamar);

        using (await tamar.Post($"{Pages}/stars/retirement", ("retired", "yes")))
        {
        }

        Assert.DoesNotContain((await tamar.Page(Scores)).QuerySelectorAll(".filters a"), link => link.GetAttribute("href")!.Contains("measure=stars", StringComparison.Ordinal));
        Assert.Contains("לא בשימוש", Flat((await tamar.Page($"{Pages}/stars")).QuerySelector("h1")), StringComparison.Ordinal);
        using (await tamar.Post($"{Pages}/stars/retirement", ("retired", "no")))
        {
        }

        Assert.Contains((await tamar.Page(Scores)).QuerySelectorAll(".filters a"), link => link.GetAttribute("href")!.Contains("measure=stars", StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task Whoever_sees_a_part_only_reads_measures_and_changes_none(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        foreach (var person in new[] { Cast.Yoav, Cast.Ron, Cast.Dana })
        {
            using var visitor = world.As(person);
            var page = await visitor.Page($"{Pages}/nps");
            Assert.Null(page.QuerySelector("a[href$='/versions'], form[action$='/retirement']"));
            using var refused = await visitor.Post($"{Pages}/nps/versions", ("atLeast", "50"), ("from", Iso(world, 0)), ("reason", "כך"));
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Theory, EveryStore]
    public async Task What_is_correct_stands_beside_what_moves_people_with_the_gap_between_them(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        foreach (var statement in new[] { "fast", "courteous", "fitting" }) await world.Hear([.. Answers(world, 40, 3, statement, at => at % 10 == 0 ? 2 : 5)]);
        foreach (var statement in new[] { "surprised", "inspired", "come-back" }) await world.Hear([.. Answers(world, 40, 3, statement, at => at % 10 < 6 ? 2 : 5)]);

        var page = await world.As(Cast.Dana).Page($"{Pages}/statements?lang=en");

        Assert.Matches(@"Correct: 90%, moving: 40%\. Correct is ahead by 50 percentage points \(95% interval 3\d to 6\d\)", Flat(page.QuerySelector("h1")));
        Assert.Contains("I was pleasantly surprised", page.Body?.TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.QuerySelectorAll(".three .statement").Length);
        Assert.Contains("Not asked in the last 90 days", Flat(page.QuerySelector(".three")), StringComparison.Ordinal);
    }

    private static (string, string)[] Fair(params (string Name, string Value)[] more)
    {
        (string Name, string Value)[] all =
        [
            ("name", "הוגנות"), ("nameEn", "Fairness"), ("code", "fairness"), ("kind", "topbox"), ("question", "fair"), ("low", "1"), ("high", "5"), ("top", "4"), ("atLeast", "5"),
            ("decimals", ""), ("better", "higher"), ("from", ""), ("reason", "כדי לדעת אם נהגנו בהגינות"),
        ];
        return [.. all.Where(field => more.All(other => other.Name != field.Name)), .. more];
    }

    private static object[] Answers(World world, int count, int ago, string question, Func<int, int> answer, string channel = "survey") => [.. Enumerable.Range(0, count).Select(at => (object)new
    {
        source = "till", id = $"{question}-{channel}-{at}", channel, unit = "haifa", heardAt = At(world, ago, at), answers = new Dictionary<string, object> { [question] = answer(at) },
    })];

    private static object[] Scored(World world, int count, int ago, Func<int, int> score) => [.. Enumerable.Range(0, count).Select(at => (object)new
    {
        source = "till", id = $"s-{ago}-{at}", channel = "survey", unit = "haifa", heardAt = At(world, ago, at), score = new { value = score(at), low = 1, high = 5 },
    })];

    private static string At(World world, int ago, int second) => world.Clock.Now.AddDays(-ago).AddSeconds(second - 60).ToString("s", CultureInfo.InvariantCulture) + "Z";

    private static string Iso(World world, int ago) =>
        TimeZoneInfo.ConvertTimeFromUtc(world.Clock.Now, TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem")).AddDays(-ago).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Flat(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace(" ,", ",", StringComparison.Ordinal);
}
