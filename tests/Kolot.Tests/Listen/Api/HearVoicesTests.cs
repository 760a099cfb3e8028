using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Api;

public sealed class HearVoicesTests
{
    private const string Path = "/api/v1/cafe-tamar/voices";

    [Theory, EveryStore]
    public async Task One_voice_and_a_thousand_are_taken_and_one_more_is_not(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var pos = await world.Key(Right.EnterVoices);

        Assert.Equal(["kept"], await Outcomes(await pos.PostJson(Path, Voice("1"))));
        Assert.Equal(1000, (await Outcomes(await pos.PostJson(Path, Many(1000, "a")))).Count(outcome => outcome == "kept"));
        using var tooMany = await pos.PostJson(Path, Many(1001, "b"));

        Assert.Equal([("voices", "too_many")], await Faults(tooMany));
        await using var store = await world.Store();
        Assert.Equal(1001, await store.Voices.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task Sent_twice_a_voice_is_kept_once_and_changed_it_is_revised_with_what_it_said_before(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var pos = await world.Key(Right.EnterVoices, Right.ReadVoices);
        var first = await Lines(await pos.PostJson(Path, Voice("1", "הקפה היה קר")));
        var again = await Lines(await pos.PostJson(Path, Voice("1", "הקפה היה קר")));
        var changed = await Lines(await pos.PostJson(Path, Voice("1", "הקפה היה פושר")));

        Assert.Equal(["kept", "known", "revised"], [first[0].Outcome, again[0].Outcome, changed[0].Outcome]);
        Assert.Single(new[] { first[0].Id, again[0].Id, changed[0].Id }.Distinct());
        await using var store = await world.Store();
        Assert.Equal("הקפה היה פושר", (await store.Voices.SingleAsync(TestContext.Current.CancellationToken)).Text);
        var before = await store.VoiceRevisions.SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal("הקפה היה קר", JsonDocument.Parse(before.Content).RootElement.GetProperty("text").GetString());
        Assert.Empty((await pos.Json($"{Path}?q=קר")).GetProperty("voices").EnumerateArray());
        Assert.Single((await pos.Json($"{Path}?q=פושר")).GetProperty("voices").EnumerateArray());
    }

    [Theory, EveryStore]
    public async Task The_same_voice_twice_in_one_call_is_kept_once(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var pos = await world.Key(Right.EnterVoices);

        var lines = await Lines(await pos.PostJson(Path, new[] { Voice("1"), Voice("2"), Voice("1") }));

        Assert.Equal(["kept", "kept", "known"], lines.Select(line => line.Outcome));
        Assert.Equal(lines[0].Id, lines[2].Id);
    }

    [Theory, EveryStore]
    public async Task One_bad_voice_among_many_is_told_by_its_path_and_nothing_is_kept(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var pos = await world.Key(Right.EnterVoices);

        using var answer = await pos.PostJson(Path, new object[]
        {
            Voice("1"),
            new { source = "pos", channel = "carrier-pigeon", text = "א", score = new { value = 11 } },
            new { channel = "survey", kind = "song", text = "ב", customer = new { mail = "not a mail", phone = "12" } },
        });

        Assert.Equal(
            [
                ("voices[1].channel", "unknown"), ("voices[1].score.value", "off_scale"), ("voices[2].customer.mail", "not_a_mail"),
                ("voices[2].customer.phone", "not_a_phone"), ("voices[2].kind", "unknown"), ("voices[2].source", "required"),
            ],
            (await Faults(answer)).Order());
        await using var store = await world.Store();
        Assert.False(await store.Voices.AnyAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("""{ "source": "pos", "channel": "survey" }""", "text", "nothing_said")]
    [InlineData("""{ "source": "pos", "text": "א" }""", "channel", "required")]
    [InlineData("""{ "source": "pos", "channel": "survey", "text": "א", "score": { "value": 3, "low": 5, "high": 1 } }""", "score.high", "scale_empty")]
    [InlineData("""{ "source": "pos", "channel": "survey", "text": "א", "score": { "value": 6, "low": 1, "high": 5 } }""", "score.value", "off_scale")]
    [InlineData("""{ "source": "pos", "channel": "survey", "text": "א", "score": { "value": "high" } }""", "score.value", "wrong_type")]
    [InlineData("""{ "source": "pos", "channel": "survey", "text": 7 }""", "text", "wrong_type")]
    [InlineData("""[ { "source": "pos", "channel": "survey", "text": "א" }, { "text": [] } ]""", "voices[1].text", "wrong_type")]
    [InlineData("""{ "source": "pos", "channel": "survey", "text": "א", "heardAt": "2999-01-01T00:00:00Z" }""", "heardAt", "in_future")]
    [InlineData("""{ "source": "pos", "channel": "survey", "text": "א", "heardAt": "yesterday" }""", "heardAt", "wrong_type")]
    [InlineData("""{ "source": "pos", "channel": "survey", "answers": { "why": { "a": 1 } } }""", "answers.why", "not_an_answer")]
    [InlineData("""{ "source": "pos", "channel": "survey", "text": "א", "unit": "mars" }""", "unit", "unknown")]
    [InlineData("""{ "source": "pos", "channel": "survey", "answers": { "why": "\ud800" } }""", "answers", "not_text")]
    [InlineData("""{ "source": "pos", """, "$", "not_json")]
    [InlineData("", "$", "not_json")]
    [InlineData("[]", "voices", "required")]
    [InlineData("null", "voices", "required")]
    [InlineData("[null]", "voices", "required")]
    public async Task What_is_wrong_is_told_by_its_path_and_a_stable_code(string body, string path, string code)
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var pos = await world.Key(Right.EnterVoices);

        using var answer = await (await pos.Client()).PostAsync(Path, new StringContent(body, Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        if ((int)answer.StatusCode == 500) Assert.Fail(world.Troubles.ToString());
        Assert.Equal([(path, code)], await Faults(answer));
    }

    [Fact]
    public async Task Something_else_than_JSON_and_more_than_eight_megabytes_are_refused_as_such()
    {
        await using var world = await World.Open(StoreKind.Sqlite);
        using var pos = await world.Key(Right.EnterVoices);
        var client = await pos.Client();

        using var form = await client.PostAsync(Path, new FormUrlEncodedContent([]), TestContext.Current.CancellationToken);
        using var large = await client.PostAsync(
            Path, new StringContent(new string(' ', (8 * 1024 * 1024) + 1), Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, HttpStatusCode.RequestEntityTooLarge), (form.StatusCode, large.StatusCode));
        Assert.All([form, large], answer => Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType));
    }

    [Theory, EveryStore]
    public async Task A_customer_is_known_by_the_id_there_by_mail_and_by_phone_however_written(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var pos = await world.Key(Right.EnterVoices);
        object Of(string id, object customer) => new { source = "pos", id, channel = "survey", text = "שלום", customer };

        using (await pos.PostJson(Path, Of("1", new { id = "c-77", name = "רות אברהם", mail = "Ruth@Example.com", phone = "050-123-4567" })))
        using (await pos.PostJson(Path, Of("2", new { mail = "ruth@example.com " })))
        using (await pos.PostJson(Path, Of("3", new { phone = "+972 50 1234567" })))
        using (await pos.PostJson(Path, Of("4", new { id = "c-77" })))
        using (await pos.PostJson(Path, Of("5", new { id = "c-78" })))
        using (await pos.PostJson(Path, Of("6", new { name = "בלי שום מזהה" })))
        {
        }

        await using var store = await world.Store();
        var whose = await store.Voices.ToDictionaryAsync(voice => voice.SourceId ?? "", voice => voice.CustomerId, TestContext.Current.CancellationToken);
        Assert.NotNull(whose["1"]);
        Assert.Equal([whose["1"], whose["1"], whose["1"]], [whose["2"], whose["3"], whose["4"]]);
        Assert.NotEqual(whose["1"], whose["5"]);
        Assert.Null(whose["6"]);
        Assert.Equal(2, await store.Customers.CountAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task A_key_does_what_its_scopes_name_and_nothing_else(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var reader = await world.Key(Right.ReadVoices);
        using var writer = await world.Key(Right.EnterVoices);
        using var nobody = world.Nobody();
        using var stranger = await world.KeyTo("elsewhere", Right.EnterVoices);

        using var written = await reader.PostJson(Path, Voice("1"));
        using var read = await writer.Get(Path);
        using var without = await nobody.PostJson(Path, Voice("1"));
        using var elsewhere = await stranger.PostJson(Path, Voice("1"));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (written.StatusCode, read.StatusCode));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (without.StatusCode, elsewhere.StatusCode));
        Assert.All([written, read, without, elsewhere], answer => Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType));
    }

    private static object Voice(string id, string text = "תודה רבה") => new { source = "pos", id, channel = "survey", text };

    private static object[] Many(int count, string name) => [.. Enumerable.Range(0, count).Select(number => Voice($"{name}-{number}"))];

    private static async Task<IReadOnlyList<string>> Outcomes(HttpResponseMessage answer) => [.. (await Lines(answer)).Select(line => line.Outcome)];

    private static async Task<IReadOnlyList<(string Id, string Outcome)>> Lines(HttpResponseMessage answer)
    {
        using var told = answer;
        Assert.Equal(HttpStatusCode.Accepted, told.StatusCode);
        var body = await told.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return [.. body.GetProperty("voices").EnumerateArray().Select(line => (line.GetProperty("id").GetString() ?? "", line.GetProperty("outcome").GetString() ?? ""))];
    }

    private static async Task<IReadOnlyList<(string Path, string Code)>> Faults(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return [.. body.GetProperty("errors").EnumerateArray().Select(fault => (fault.GetProperty("path").GetString() ?? "", fault.GetProperty("code").GetString() ?? ""))];
    }
}
