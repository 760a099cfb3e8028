using System.Net;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;

namespace Kolot.Tests.Understand.Scores;

public sealed class ScoresApiTests
{
    private const string Api = $"/api/v1/{World.Cafe}/scores";

    [Theory, EveryStore]
    public async Task A_program_reads_a_measure_by_week_for_each_group_with_n_and_interval(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear([.. Many(10, new(2026, 3, 3), "haifa", 10), .. Many(12, new(2026, 3, 10), "haifa", 10), .. Many(9, new(2026, 3, 10), "yafo", 1)]);
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);

        var scores = await program.Json($"{Api}?by=unit&per=week&from=2026-03-01&to=2026-03-14");

        Assert.Equal("nps 1", $"{scores.GetProperty("measure")} {scores.GetProperty("version")}");
        Assert.Equal(["haifa: 2026-03-01 10 100, 2026-03-08 12 100", "yafo: 2026-03-01  , 2026-03-08 9 -100"], scores.GetProperty("groups").EnumerateArray().Select(Told).Order());
        var first = scores.GetProperty("groups")[0].GetProperty("pieces")[0];
        Assert.InRange(first.GetProperty("low95").GetDouble(), 30, 99);
    }

    [Theory, EveryStore]
    public async Task What_would_give_a_small_group_away_is_told_without_numbers(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear([.. Many(20, new(2026, 3, 3), "haifa", 10), .. Many(2, new(2026, 3, 3), "yafo", 1), .. Many(20, new(2026, 3, 10), "haifa", 10), .. Many(20, new(2026, 3, 10), "yafo", 1)]);
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);

        var scores = await program.Json($"{Api}?by=unit&per=week&from=2026-03-01&to=2026-03-14");

        // Two in Yafo could be had from the week's total, or from Yafo's.
        Assert.Equal(["haifa: 2026-03-01  , 2026-03-08  ", "yafo: 2026-03-01  , 2026-03-08  "], scores.GetProperty("groups").EnumerateArray().Select(Told).Order());
    }

    [Theory, EveryStore]
    public async Task A_group_without_an_answer_is_not_even_named(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear([.. Many(20, new(2026, 3, 3), "haifa", 10), .. Many(20, new(2026, 1, 3), "yafo", 1)]);
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);

        var scores = await program.Json($"{Api}?by=unit&per=week&from=2026-03-01&to=2026-03-07");

        Assert.Equal(["haifa"], scores.GetProperty("groups").EnumerateArray().Select(group => group.GetProperty("name").GetString()));
    }

    [Theory, EveryStore]
    public async Task Whoever_may_not_read_the_voices_is_told_of_whole_pieces_of_time_so_that_periods_cannot_be_taken_off_one_another(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear([.. Many(20, new(2026, 3, 3), "haifa", 10), .. Many(2, new(2026, 3, 3), "yafo", 1), .. Many(20, new(2026, 3, 10), "haifa", 10), .. Many(20, new(2026, 3, 10), "yafo", 1), .. Many(1, new(2026, 3, 12), "yafo", 10)]);
        using var program = await world.Key(Right.ReadScores);

        async Task<string> Told(string query) => string.Join("; ", (await program.Json($"{Api}?per=month&{query}")).GetProperty("groups").EnumerateArray().Select(ScoresApiTests.Told).Order());

        Assert.Equal(": 2026-03-03 62 29", (await Told("from=2026-03-01&to=2026-03-10"))[..18]);
        // One more answer is no piece, so a period that has it says the same.
        Assert.Equal(await Told("from=2026-03-01&to=2026-03-10"), await Told("from=2026-03-01&to=2026-03-14"));
        // Of the two in Yafo nothing can be said before there are more, and nothing of Haifa either, from which they could be had.
        Assert.Equal(": ", await Told("unit=haifa&from=2026-03-01&to=2026-03-09"));
        Assert.Equal("haifa: 2026-03-03 40 100; yafo: 2026-03-03 22 -100", await Told("by=unit&from=2026-03-01&to=2026-03-14"));
        Assert.Equal(": 2026-03-03 22 -100", await Told("unit=yafo&from=2026-03-01&to=2026-03-14"));
    }

    [Theory, EveryStore]
    public async Task What_cannot_be_read_is_refused_by_name_and_who_may_not_read_scores_reads_none(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var program = await world.Key(Right.ReadScores);
        using var other = await world.Key(Right.ReadVoices);

        using var refused = await program.Get($"{Api}?measure=happiness&days=x&per=eon");
        using var forbidden = await other.Get(Api);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var errors = JsonDocument.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.ToString();
        foreach (var name in new[] { "measure", "days", "per" }) Assert.Contains(name, errors, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
    }

    private static object[] Many(int count, DateTime day, string unit, double score) => [.. Enumerable.Range(0, count).Select(at => (object)new
    {
        source = "till", id = $"{unit}-{day:MMdd}-{at}", channel = "survey", unit, heardAt = day.AddHours(10).AddSeconds(at).ToString("s") + "Z", score = new { value = score, low = 0, high = 10 },
    })];

    private static string Told(JsonElement group) =>
        $"{group.GetProperty("name")}: {string.Join(", ", group.GetProperty("pieces").EnumerateArray().Select(piece => $"{piece.GetProperty("from")} {piece.GetProperty("n")} {piece.GetProperty("value")}"))}";
}
