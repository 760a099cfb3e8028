using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;

namespace Kolot.Tests.Listen.Rhythm;

/// <summary>The programme's plan beside what was heard.</summary>
public sealed class RhythmTests
{
    private const string Path = $"/{World.Cafe}/rhythm";

    [Theory, EveryStore]
    public async Task A_line_of_the_plan_is_kept_counted_within_reach_and_taken_out(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var now = world.Clock.Now;
        await world.Hear([.. Enumerable.Range(0, 6).Select(index => new { source = "till", id = $"h-{index}", channel = "survey", unit = "haifa", text = "טוב", heardAt = now.AddMinutes(-index) }).Cast<object>()]);
        await world.Hear(new { source = "till", id = "y-1", channel = "survey", unit = "yafo", text = "טוב", heardAt = now }, new { source = "till", id = "c-1", channel = "call", unit = "yafo", text = "טוב", heardAt = now });
        using var tamar = world.As(Cast.Tamar);
        Assert.NotNull((await tamar.Page(Path)).QuerySelector(".empty"));

        using var wrong = await tamar.Post(Path, ("name", "ביקור"), ("channel", "survey"), ("expected", "המון"), ("per", "week"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        Assert.Equal("המון", (await Visitor.Read(wrong)).QuerySelector("input[name=expected]")?.GetAttribute("value"));
        using var kept = await tamar.Post(Path, ("name", "ביקור"), ("channel", "survey"), ("expected", "7"), ("per", "week"));
        Assert.Equal(HttpStatusCode.SeeOther, kept.StatusCode);

        var all = await tamar.Page(Path);
        Assert.Equal("7", all.QuerySelector(".rhythm tbody td.num .n")?.TextContent);
        Assert.NotNull(all.QuerySelector(".rhythm .target"));
        using var dana = world.As(Cast.Dana);
        var hers = await dana.Page(Path);
        Assert.Equal("6", hers.QuerySelector(".rhythm tbody td.num .n")?.TextContent);
        Assert.Null(hers.QuerySelector(".rhythm .target"));
        Assert.Null(hers.QuerySelector("form[action$='/rhythm']"));
        using var key = await world.Key(Right.ReadVoices);
        var told = await key.Json($"/api/v1/{World.Cafe}/rhythm");
        Assert.Equal((7, 1), (told.GetProperty("lines")[0].GetProperty("expected").GetInt32(), told.GetProperty("lines")[0].GetProperty("streak").GetInt32()));
        Assert.Equal(7, told.GetProperty("channels").EnumerateArray().Single(one => one.GetProperty("channel").GetString() == "survey").GetProperty("count").GetInt64());
        using var file = await tamar.Ready($"{Path}.csv");
        Assert.Contains("survey,,week,", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        var id = told.GetProperty("lines")[0].GetProperty("id").GetGuid();
        using var changed = await tamar.Post($"{Path}/{id}", ("name", "ביקור"), ("channel", ""), ("expected", "9"), ("per", "month"), ("version", "0"));
        using var stale = await tamar.Post($"{Path}/{id}", ("name", "ביקור"), ("channel", ""), ("expected", "3"), ("per", "month"), ("version", "0"));
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.Conflict), (changed.StatusCode, stale.StatusCode));
        using var removed = await tamar.Post($"{Path}/{id}/removal");
        Assert.NotNull((await tamar.Page(Path)).QuerySelector(".empty"));
    }

    [Theory, EveryStore]
    public async Task A_channel_that_was_heard_each_day_and_is_not_any_more_has_gone_quiet(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var now = world.Clock.Now;
        await world.Hear([.. Enumerable.Range(6, 60).Select(day => new { source = "till", id = $"c-{day}", channel = "call", text = "טוב", heardAt = now.AddDays(-day), history = true }).Cast<object>()]);
        await world.Hear([.. Enumerable.Range(0, 66).Select(day => new { source = "till", id = $"s-{day}", channel = "survey", text = "טוב", heardAt = now.AddDays(-day), history = true }).Cast<object>()]);
        using var tamar = world.As(Cast.Tamar);

        var page = await tamar.Page(Path);

        Assert.Single(page.QuerySelectorAll(".balance .silent"));
        Assert.Contains("השתתק", page.QuerySelector("h1")?.TextContent, StringComparison.Ordinal);
        using var key = await world.Key(Right.ReadVoices);
        var call = (await key.Json($"/api/v1/{World.Cafe}/rhythm")).GetProperty("channels").EnumerateArray().Single(one => one.GetProperty("channel").GetString() == "call");
        Assert.Equal("quiet", call.GetProperty("silence").GetString());
        Assert.True(call.GetProperty("chance").GetDouble() < 0.001);
    }
}
