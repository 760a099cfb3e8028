using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Api;

public sealed class VoicesApiTests
{
    [Theory, EveryStore]
    public async Task Page_after_page_every_voice_is_met_once_though_more_arrive_meanwhile(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var pos = await world.Key(Right.ReadVoices);
        await world.Hear([.. Enumerable.Range(0, 157).Select(number => Voice($"old-{number}"))]);

        var met = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await pos.Json($"{Said.Api}?limit=20{(cursor is null ? "" : $"&cursor={cursor}")}");
            met.AddRange(page.GetProperty("voices").EnumerateArray().Select(voice => voice.GetProperty("sourceId").GetString()));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            await world.Hear(Voice($"new-{met.Count}"));
        }
        while (cursor is not null);

        Assert.Equal(157, met.Count);
        Assert.Equal(157, met.Distinct().Count());
        Assert.All(met, id => Assert.StartsWith("old", id, StringComparison.Ordinal));
        using var mangled = await pos.Get($"{Said.Api}?cursor=no-cursor");
        Assert.Equal(("cursor", "unknown"), await Fault(mangled));
    }

    [Theory, EveryStore]
    public async Task An_agent_of_one_branch_cannot_see_a_voice_of_another(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.Hear(new { source = "pos", id = "h", channel = "survey", unit = "haifa", text = "בחיפה" });
        await using var store = await world.Store();
        var haifa = (await store.Voices.SingleAsync(TestContext.Current.CancellationToken)).Id;
        using var dana = world.As(Cast.Dana);
        using var omer = world.As(Cast.Omer);

        using var own = await dana.Get($"{Said.Api}/{haifa}");
        using var other = await omer.Get($"{Said.Api}/{haifa}");
        using var page = await omer.Get($"/cafe-tamar/voices/{haifa}");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (own.StatusCode, other.StatusCode, page.StatusCode));
        Assert.Empty((await omer.Json(Said.Api)).GetProperty("voices").EnumerateArray());
        Assert.Single((await dana.Json(Said.Api)).GetProperty("voices").EnumerateArray());
    }

    [Theory]
    [InlineData("kind=complain", "kind")]
    [InlineData("from=2026-13-01", "from")]
    [InlineData("period=31", "period")]
    [InlineData("band=4", "band")]
    [InlineData("customer=ruth", "customer")]
    public async Task A_program_whose_filter_cannot_be_read_is_told_rather_than_given_everything(string query, string field)
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var reader = await world.Key(Right.ReadVoices);

        using var answer = await reader.Get($"{Said.Api}?{query}");

        Assert.Equal((field, "unknown"), await Fault(answer));
    }

    private static object Voice(string id) => new { source = "pos", id, channel = "survey", text = "תודה רבה" };

    private static async Task<(string?, string?)> Fault(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        var fault = Assert.Single(body.GetProperty("errors").EnumerateArray());
        return (fault.GetProperty("path").GetString(), fault.GetProperty("code").GetString());
    }
}
