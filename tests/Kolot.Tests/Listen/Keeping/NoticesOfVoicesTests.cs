using System.Net;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Keeping;

public sealed class NoticesOfVoicesTests
{
    private const string Voices = "/api/v1/cafe-tamar/voices";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_voice_says_under_which_notice_it_was_given_or_which_were_in_force_then(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var tamar = world.As(Cast.Tamar);
        using var pos = await world.Key(Right.EnterVoices, Right.ReadVoices, Right.ExportPeople);
        await Publish(tamar, "he", "ראשון");
        await Publish(tamar, "en", "First");
        var first = world.Clock.Now;
        world.Clock.Advance(TimeSpan.FromDays(2));
        await Publish(tamar, "he", "שני");
        // What an organisation calls things is remembered for some seconds.
        world.Clock.Advance(TimeSpan.FromDays(1));

        await Sent(pos, new { source = "pos", id = "past", channel = "survey", text = "א", heardAt = first.AddDays(-1) });
        await Sent(pos, new { source = "pos", id = "then", channel = "survey", text = "ב", heardAt = first.AddDays(1) });
        await Sent(pos, new { source = "pos", id = "now", channel = "survey", text = "ג", customer = new { mail = "ruth@example.org" } });
        await Sent(pos, new { source = "pos", id = "said", channel = "survey", text = "ד", notice = "HE-1" });
        await Sent(pos, new { source = "pos", id = "now", channel = "survey", text = "ג", notice = "en-1", customer = new { mail = "ruth@example.org" } });
        await Sent(pos, new { source = "pos", id = "now", channel = "survey", text = "ג עוד", customer = new { mail = "ruth@example.org" } });
        using var unknown = await pos.PostJson(Voices, new { source = "pos", id = "x", channel = "survey", text = "ה", notice = "he-3" });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, unknown.StatusCode);
        var read = (await pos.Json(Voices)).GetProperty("voices").EnumerateArray().ToDictionary(voice => voice.GetProperty("sourceId").GetString() ?? "", Notices);
        Assert.Equal(("", "he-1 en-1", "en-1", "he-1"), (read["past"], read["then"], read["now"], read["said"]));
        await using var store = await world.Store();
        var now = await store.Voices.SingleAsync(voice => voice.SourceId == "now", Cancel);
        var page = (await tamar.Page($"/cafe-tamar/voices/{now.Id}")).QuerySelector("a[href='/cafe-tamar/privacy?lang=en&number=1']");
        Assert.NotNull(page);
        var copy = await pos.Json($"/api/v1/cafe-tamar/customers/{now.CustomerId}/export");
        Assert.Equal("en-1", Notices(copy.GetProperty("voices")[0]));
    }

    private static string Notices(JsonElement voice) =>
        voice.TryGetProperty("notice", out var notice) ? string.Join(' ', notice.EnumerateArray().Select(code => code.GetString())) : "";

    private static async Task Publish(Visitor owner, string language, string text)
    {
        using var published = await owner.Post($"/cafe-tamar/settings/notices/{language}", ("text", text), ("version", ""), ("publish", "true"));
        Assert.Equal(HttpStatusCode.SeeOther, published.StatusCode);
    }

    private static async Task Sent(Visitor from, object voice)
    {
        using var answer = await from.PostJson(Voices, voice);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }
}
