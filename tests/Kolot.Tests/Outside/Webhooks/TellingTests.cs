using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Tests.Listen.Answering;
using Kolot.Tests.Listen.VoiceStream;

namespace Kolot.Tests.Outside.Webhooks;

/// <summary>What other systems are told, and what they are not.</summary>
public sealed class TellingTests
{
    [Theory, EveryStore]
    public async Task A_voice_is_told_of_by_its_ids_and_signed_and_so_is_that_it_changed(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        var endpoint = await ground.Endpoint(["voice.heard", "voice.revised"]);
        await ground.Hear("r-1");
        await ground.Hear("r-1");
        await ground.Hear("r-1", "חיכיתי שעה");

        await ground.Deliver();

        var (heard, revised) = (ground.Receiver.All.Single(one => one.Type == "voice.heard"), ground.Receiver.All.Single(one => one.Type == "voice.revised"));
        Assert.True(heard.IsSignedBy(endpoint.GetProperty("secret").GetString() ?? ""));
        Assert.InRange(heard.At, ground.World.Clock.GetUtcNow().ToUnixTimeSeconds() - 60, ground.World.Clock.GetUtcNow().ToUnixTimeSeconds());
        Assert.NotEqual(heard.Id, revised.Id);
        var data = heard.Json.GetProperty("data");
        Assert.Equal(("survey", 4.0), (data.GetProperty("channel").GetString(), data.GetProperty("score").GetProperty("value").GetDouble()));
        Assert.Equal(revised.Json.GetProperty("data").GetProperty("id").GetGuid(), data.GetProperty("id").GetGuid());
        foreach (var personal in new[] { "חיכיתי", "r-1", "רותי", "ruth@", "7733" }) Assert.DoesNotContain(personal, heard.Body, StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task Whoever_asked_for_all_of_it_is_told_the_words_too_and_nobody_of_what_they_did_not_ask_for(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        await ground.Endpoint(["voice.heard"], full: true);
        await ground.Endpoint(["survey.answered"]);
        await ground.Hear("r-1");

        await ground.Deliver();

        var data = Assert.Single(ground.Receiver.All).Json.GetProperty("data");
        Assert.Equal(("חיכיתי חצי שעה", "r-1"), (data.GetProperty("text").GetString(), data.GetProperty("sourceId").GetString()));
    }

    [Theory, EveryStore]
    public async Task Of_history_and_where_nobody_wants_to_know_nothing_is_told(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        await ground.Hear("r-1");
        await ground.Endpoint(["voice.heard"]);
        await ground.World.Hear(new { source = "till", id = "old", channel = "survey", text = "פעם", heardAt = "2020-01-01T10:00:00Z", history = true });

        await ground.Deliver();

        Assert.Empty(ground.Receiver.All);
    }

    [Theory, EveryStore]
    public async Task Surveys_that_are_published_answered_and_closed_are_told_of(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        await ground.Endpoint(["survey.published", "survey.answered", "survey.closed"]);
        using var tamar = ground.World.As(Cast.Tamar);
        using var guest = ground.World.Nobody();
        using var begun = await tamar.Post($"/{World.Cafe}/surveys", ("name", "ביקור"), ("code", "visit"), ("ready", "branch"));
        var version = (await tamar.Page($"/{World.Cafe}/surveys/visit")).QuerySelector("input[name=version]")?.GetAttribute("value") ?? "";
        using var published = await tamar.Post($"/{World.Cafe}/surveys/visit/versions", ("version", version));
        var form = Asked.Form(await guest.Page($"/{World.Cafe}/s/visit"), ("stars", "5"), ("comment", "מקום מקסים"));
        using var sent = await (await guest.Client()).PostAsync($"/{World.Cafe}/s/visit", new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Name, field.Value))), TestContext.Current.CancellationToken);
        using var closed = await tamar.Post($"/{World.Cafe}/surveys/visit/opening");

        await ground.Deliver();

        Assert.Equal(["survey.answered", "survey.closed", "survey.published"], ground.Receiver.All.Select(one => one.Type).Order());
        Assert.All(ground.Receiver.All, one => Assert.Equal("visit", one.Json.GetProperty("data").GetProperty("survey").GetString()));
        Assert.All(ground.Receiver.All, one => Assert.DoesNotContain("מקסים", one.Body, StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task Whoever_is_erased_goes_from_what_was_sent_and_that_they_are_gone_is_told(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        await ground.Endpoint(["voice.heard", "customer.erased"], full: true);
        await ground.Hear("r-1");
        // Somebody else's voice in which she is mentioned, and an answer that repeats her address.
        await ground.World.Hear(new { source = "till", id = "r-2", channel = "survey", text = "כתבו אל ruth@example.com" });
        ground.Receiver.Says(200, "thanks, ruth@example.com");
        await ground.World.Hear(new { source = "till", id = "r-3", channel = "survey", text = "בלי שמות" });
        await ground.Deliver();
        Assert.Equal(3, (await ground.Deliveries()).Count);
        ground.Receiver.Says(204);
        // One that waits still.
        await ground.Hear("r-4");
        using var key = await ground.World.Key(Right.ErasePeople);

        var customer = ground.Receiver.All.First(one => one.Body.Contains("r-1", StringComparison.Ordinal)).Json.GetProperty("data").GetProperty("customer").GetGuid();
        using var erased = await (await key.Client()).SendAsync(new(HttpMethod.Delete, $"/api/v1/{World.Cafe}/customers/{customer}"), TestContext.Current.CancellationToken);
        Assert.True(erased.IsSuccessStatusCode, erased.StatusCode.ToString());
        await ground.Deliver();

        var gone = Assert.Single(await ground.Deliveries());
        Assert.Equal(("customer.erased", DeliveryState.Taken), (gone.Type, gone.State));
        Assert.Equal(customer, ground.Receiver.All.Last().Json.GetProperty("data").GetProperty("customer").GetGuid());
        Assert.DoesNotContain(ground.Receiver.All, one => one.Body.Contains("r-4", StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task The_catalogue_shows_each_type_with_an_example(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        using var tamar = ground.World.As(Cast.Tamar);

        var page = await tamar.Page($"/{World.Cafe}/settings/webhooks/events");

        string[] types = ["voice.heard", "voice.revised", "survey.answered", "survey.published", "survey.closed", "customer.erased", "alert.fired"];
        Assert.Equal(types, page.QuerySelectorAll("section[id] h2 code").Select(code => code.TextContent));
        foreach (var example in page.QuerySelectorAll("pre")) Assert.Equal(3, JsonSerializer.Deserialize<JsonElement>(example.TextContent).EnumerateObject().Count());
    }
}
