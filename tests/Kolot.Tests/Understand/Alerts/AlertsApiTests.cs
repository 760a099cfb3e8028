using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Understand.Alerts;

public sealed class AlertsApiTests
{
    private const string Api = $"/api/v1/{World.Cafe}/alerts", Signals = $"/api/v1/{World.Cafe}/signals";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_program_sets_an_alert_is_told_of_the_change_with_both_ends_of_its_interval_and_says_that_it_was_seen(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.Usual();
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);
        using var blind = await world.Key(Right.ReadScores);
        var readers = (await program.Json($"{Api}/readers")).GetProperty("readers").EnumerateArray().ToDictionary(one => one.GetProperty("name").GetString() ?? "", one => one.GetProperty("id").GetGuid());
        var alert = await Set(program, new { measure = "nps", voices = new { unit = "haifa" }, direction = "worse", told = new[] { readers[Cast.Tamar.Name] } });
        var unseeing = await Set(blind, new { measure = "nps", voices = new { unit = "haifa" } });
        await world.Look();

        var standing = await program.Json($"{Api}/{alert}");
        Assert.Equal("nps haifa week worse True quiet 11", string.Join(' ', standing.GetProperty("measure"), standing.GetProperty("voices").GetProperty("unit"), standing.GetProperty("grain"), standing.GetProperty("direction"), standing.GetProperty("own"), standing.GetProperty("state"), standing.GetProperty("pieces")));
        Assert.Equal([Cast.Tamar.Name], standing.GetProperty("told").EnumerateArray().Select(one => one.GetProperty("name").GetString()));
        Assert.Equal("beyondReach", (await blind.Json($"{Api}/{unseeing}")).GetProperty("state").GetString());

        await world.Pass(well: false);
        var signal = Assert.Single((await program.Json($"{Signals}?seen=false&alert={alert}")).GetProperty("signals").EnumerateArray().ToArray());
        Assert.Equal("40 480", $"{signal.GetProperty("now").GetProperty("n")} {signal.GetProperty("before").GetProperty("n")}");
        var difference = signal.GetProperty("difference");
        Assert.True(difference.GetProperty("low95").GetDouble() < difference.GetProperty("value").GetDouble() && difference.GetProperty("high95").GetDouble() is var high && difference.GetProperty("value").GetDouble() < high && high < 0, $"{difference}");
        Assert.Single(await world.Told(Cast.Tamar));
        Assert.Empty((await blind.Json(Signals)).GetProperty("signals").EnumerateArray());
        await using (var store = await world.Store()) Assert.Equal(MailState.None, await store.Signals.Where(one => one.Id == signal.GetProperty("id").GetGuid()).Select(one => one.Mail).SingleAsync(Cancel));

        using (var seen = await program.PostJson($"{Signals}/{signal.GetProperty("id")}/seen", new { note = "הקופות היו מושבתות" })) Assert.Equal(HttpStatusCode.NoContent, seen.StatusCode);
        Assert.Empty((await program.Json($"{Signals}?seen=false")).GetProperty("signals").EnumerateArray());
        Assert.Equal("הקופות היו מושבתות", Assert.Single((await program.Json(Signals)).GetProperty("signals").EnumerateArray().ToArray()).GetProperty("note").GetString());
    }

    [Theory, EveryStore]
    public async Task An_alert_is_changed_rested_and_removed_by_whoever_set_it_and_by_nobody_else(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);
        using var another = await world.Key(Right.ReadScores, Right.ReadVoices);
        using var client = await program.Client();
        using var stranger = await another.Client();
        var alert = await Set(program, new { measure = "nps" });
        Assert.Equal(alert, await Set(program, new { measure = "nps" }));

        using (var changed = await client.PutAsJsonAsync($"{Api}/{alert}", new { measure = "nps", grain = "month", version = 1 }, Cancel)) Assert.Equal("month 2", await Told(changed));
        using (var stale = await client.PutAsJsonAsync($"{Api}/{alert}", new { measure = "nps", version = 1 }, Cancel)) Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        using (var paused = await program.PostJson($"{Api}/{alert}/pause", new { })) Assert.Equal(HttpStatusCode.OK, paused.StatusCode);
        Assert.Equal(JsonValueKind.String, (await program.Json($"{Api}/{alert}")).GetProperty("pausedAt").ValueKind);
        using (var resumed = await program.PostJson($"{Api}/{alert}/resumption", new { })) Assert.Equal("month 4", await Told(resumed));

        using (var not = await stranger.PutAsJsonAsync($"{Api}/{alert}", new { measure = "nps" }, Cancel)) Assert.Equal(HttpStatusCode.NotFound, not.StatusCode);
        using (var not = await stranger.DeleteAsync($"{Api}/{alert}", Cancel)) Assert.Equal(HttpStatusCode.NotFound, not.StatusCode);
        using (var not = await another.PostJson($"{Api}/{alert}/pause", new { })) Assert.Equal(HttpStatusCode.NotFound, not.StatusCode);
        Assert.Empty((await another.Json(Api)).GetProperty("alerts").EnumerateArray());

        using (var removed = await client.DeleteAsync($"{Api}/{alert}", Cancel)) Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Empty((await program.Json(Api)).GetProperty("alerts").EnumerateArray());
    }

    [Fact]
    public async Task What_cannot_be_an_alert_is_said_at_its_field()
    {
        await using var world = await World.Open(StoreKind.Sqlite, World.WithoutRounds);
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);
        Assert.Equal("measure required", await Fault(program, new { }));
        Assert.Equal("measure unknown", await Fault(program, new { measure = "joy" }));
        Assert.Equal("voices.unit unknown", await Fault(program, new { measure = "nps", voices = new { unit = "eilat" } }));
        Assert.Equal("voices.weather unknown", await Fault(program, new { measure = "nps", voices = new { weather = "sun" } }));
        Assert.Equal("grain unknown", await Fault(program, new { measure = "nps", grain = "day" }));
        Assert.Equal("direction unknown", await Fault(program, new { measure = "nps", direction = "1" }));
        Assert.Equal("told unknown", await Fault(program, new { measure = "nps", told = new[] { Guid.CreateVersion7().ToString() } }));
        Assert.Equal("$ not_json", await Fault(program, "nps"));
        // A unit beyond reach is none that there is.
        using var dana = world.As(Cast.Dana);
        Assert.Equal("voices.unit unknown", await Fault(dana, new { measure = "nps", voices = new { unit = "yafo" } }));
        using var clerk = await world.Key(Right.ReadVoices);
        using var closed = await clerk.Get(Signals);
        Assert.Equal(HttpStatusCode.Forbidden, closed.StatusCode);
    }

    [Theory, EveryStore]
    public async Task The_alerts_of_a_key_that_is_revoked_go_to_whoever_they_tell_or_end_with_it(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        using var program = await world.Key(Right.ReadScores, Right.ReadVoices);
        var tamar = (await program.Json($"{Api}/readers")).GetProperty("readers").EnumerateArray().Single(one => one.GetProperty("name").GetString() == Cast.Tamar.Name).GetProperty("id").GetGuid();
        var shared = await Set(program, new { measure = "nps", told = new[] { tamar } });
        await Set(program, new { measure = "csat" });
        Guid key;
        await using (var directory = world.Services.GetRequiredService<Databases>().OpenDirectory()) key = await directory.AccessKeys.Select(one => one.Id).SingleAsync(Cancel);

        await world.Services.GetRequiredService<RevokeKey>().Run(new(World.Cafe, tamar, "", new HashSet<Right>(), Reach.All, null), key, world.Clock.Now, Cancel);

        await using var store = await world.Store();
        Assert.Equal((shared, tamar), await store.Alerts.Select(alert => new ValueTuple<Guid, Guid>(alert.Id, alert.OwnerId)).SingleAsync(Cancel));
        Assert.Equal(tamar, await store.AlertReaders.Select(reader => reader.MemberId).SingleAsync(Cancel));
    }

    private static async Task<Guid> Set(Visitor visitor, object body)
    {
        using var made = await visitor.PostJson(Api, body);
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync(Cancel));
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("id").GetGuid();
        Assert.Equal($"{Api}/{id}", made.Headers.Location?.OriginalString);
        return id;
    }

    private static async Task<string> Told(HttpResponseMessage answer)
    {
        var alert = await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel);
        return $"{alert.GetProperty("grain")} {alert.GetProperty("version")}";
    }

    private static async Task<string> Fault(Visitor visitor, object body)
    {
        using var refused = await visitor.PostJson(Api, body);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var fault = (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors")[0];
        return $"{fault.GetProperty("path")} {fault.GetProperty("code")}";
    }
}
