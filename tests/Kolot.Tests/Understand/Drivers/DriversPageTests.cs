using System.Net;
using AngleSharp.Dom;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;

namespace Kolot.Tests.Understand.Drivers;

public sealed class DriversPageTests
{
    private const string Page = $"/{World.Cafe}/drivers", Api = $"/api/v1/{World.Cafe}/drivers";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_manager_sees_what_moves_the_score_what_to_mend_first_and_the_voices_behind_it(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(Surveyed(world, 120, "haifa"));
        var yoav = world.As(Cast.Yoav);

        var page = await yoav.Page($"{Page}?lang=en");

        Assert.Equal("NPS moves most of all with “Professional answer”", Flat(page.QuerySelector("h1")));
        Assert.Contains("does not prove that changing the one changes the other", Flat(page.QuerySelector(".lede")), StringComparison.Ordinal);
        var rows = page.QuerySelectorAll(".astable tbody tr").Select(row => Flat(row.QuerySelector("th"))).ToArray();
        Assert.Equal(["Professional answer", "mood"], rows);
        Assert.Equal(2, page.QuerySelectorAll("svg circle").Length);
        Assert.Single(page.QuerySelectorAll("svg circle:not(.hollow)"), dot => dot.TextContent.StartsWith("Professional", StringComparison.Ordinal));
        Assert.Contains("20 were left out", Flat(page.QuerySelector("aside")), StringComparison.Ordinal);
        var link = page.QuerySelector(".drivers a")?.GetAttribute("href") ?? "";
        var voices = await yoav.Page(link);
        var (all, low) = (await yoav.Json($"{Said.Api}?limit=250"), await yoav.Json($"{Said.Api}?limit=250&asked=professional&given=1,2"));
        Assert.Contains("asked=professional", link, StringComparison.Ordinal);
        Assert.Contains("1,2", voices.QuerySelector(".filters")?.TextContent, StringComparison.Ordinal);
        Assert.Equal((120, 40), (all.GetProperty("voices").GetArrayLength(), low.GetProperty("voices").GetArrayLength()));
    }

    [Theory, EveryStore]
    public async Task What_the_answers_do_not_carry_is_said_in_words_with_what_would_help(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(Surveyed(world, 60, "haifa", more: true));
        await world.Hear(Surveyed(world, 4, "yafo", more: true));
        var tamar = world.As(Cast.Tamar);

        async Task<string> Said(string query) => Flat((await tamar.Page($"{Page}?lang=en&{query}")).QuerySelector("main"));

        Assert.Contains("Too few answers", await Said("unit=yafo"), StringComparison.Ordinal);
        Assert.Contains("No answers in this period", await Said("from=2020-01-01&to=2020-01-31"), StringComparison.Ordinal);
        Assert.Contains("Too early to say: 54 customers answered all questions, and 60 are needed", await Said("of=professional&of=mood&of=always&of=seventh&of=doubled&of=professional-again"), StringComparison.Ordinal);
        Assert.Contains("To “always” everybody answered the same", await Said("of=professional&of=always"), StringComparison.Ordinal);
        Assert.Contains("“doubled” follows from the other questions", await Said("of=professional&of=doubled"), StringComparison.Ordinal);
        Assert.Contains("Nobody answered all of these questions together", await Said("of=professional&of=nobody-was-asked"), StringComparison.Ordinal);
        Assert.Contains("most of them", await Said("of=professional&of=seldom"), StringComparison.Ordinal);
        // What follows from others is not chosen at first.
        Assert.Contains("moves most of all with “Professional answer”", await Said(""), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_program_and_a_file_are_told_the_same_within_reach_and_only_who_may_read_voices_is_told(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(Surveyed(world, 120, "haifa"));
        await world.Hear(Surveyed(world, 60, "yafo"));
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);
        using var blind = await world.Key(Right.ReadScores);

        var told = await program.Json($"{Api}?unit=haifa");
        var both = await program.Json(Api);
        using var file = await world.As(Cast.Dana).Ready($"/{World.Cafe}/drivers.csv");
        using var none = await blind.Get(Api);
        using var wrong = await program.Get($"{Api}?measure=happiness");

        Assert.Equal((100, 100, 20), (told.GetProperty("n").GetInt32(), told.GetProperty("customers").GetInt32(), told.GetProperty("leftOut").GetInt32()));
        Assert.Equal(150, both.GetProperty("n").GetInt32());
        var first = told.GetProperty("questions")[0];
        Assert.Equal("professional mend", $"{first.GetProperty("question")} {first.GetProperty("place")}");
        Assert.InRange(first.GetProperty("low95").GetDouble(), 80, first.GetProperty("johnsonPercent").GetDouble());
        Assert.Equal(100, told.GetProperty("questions").EnumerateArray().Sum(one => one.GetProperty("johnsonPercent").GetDouble()), 1e-6);
        var lines = (await file.Content.ReadAsStringAsync(Cancel)).TrimStart('\uFEFF').Trim().Split("\r\n");
        Assert.StartsWith("nps,professional,100,100,20,", lines[1], StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.UnprocessableEntity), (none.StatusCode, wrong.StatusCode));
    }

    [Fact]
    public async Task Whatever_stands_in_an_address_there_is_a_page()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        await world.Hear(Surveyed(world, 40, "haifa"));
        foreach (var address in new[] { "measure=no-such", "outcome=no-such", "outcome=professional", "outcome=professional&of=professional", "of=", "of=%22", "of=a&of=a", "days=-1", "from=2026-12-01&to=2026-01-01", "unit=none", "is.plan=gold", string.Concat(Enumerable.Range(0, 30).Select(at => $"of=q{at}&")) })
            Assert.Equal("200", $"{(int)(await world.As(Cast.Tamar).Get($"{Page}?{address}")).StatusCode}");
    }

    // The score goes with the answer; of six people one was not asked, and the mood goes with nothing.
    private static object[] Surveyed(World world, int count, string unit, bool more = false) => [.. Enumerable.Range(0, count).Select(at => (object)new
    {
        source = "till", id = $"{unit}-{at}", channel = "survey", unit, heardAt = world.Clock.Now.Date.AddDays(-3).AddHours(9).AddSeconds(at).ToString("s") + "Z",
        score = new { value = (2 * (1 + (at * 7 % 5))) - (at % 11 == 0 ? 2 : 0), low = 0, high = 10 }, customer = new { source = "crm", id = $"{unit}-{at}" },
        answers = Answers(at, more),
    })];

    private static Dictionary<string, object> Answers(int at, bool more)
    {
        var (professional, answers) = (1 + (at * 7 % 5), new Dictionary<string, object> { ["survey"] = "till" });
        if (at % 6 == 5) return answers;
        (answers["professional"], answers["mood"]) = (professional, at * 13 % 7);
        if (!more) return answers;
        (answers["always"], answers["doubled"]) = (3, 2 * professional);
        (answers["seventh"], answers["professional-again"]) = (at * 5 % 11, at * 3 % 8);
        if (at % 3 == 0) answers["seldom"] = at % 4;
        return answers;
    }

    private static string Flat(IElement? element) => string.Join(' ', (element?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
