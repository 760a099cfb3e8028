using System.Net;
using System.Text.Json;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Tests.Listen.Inviting;

public sealed class CampaignsApiTests
{
    private const string All = $"/api/v1/{World.Cafe}/campaigns";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_system_writes_a_campaign_starts_it_rests_it_and_ends_it_and_follows_how_far_everybody_came(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 10);
        using var crm = await world.Key(Right.RunCampaigns, Right.ReadCustomers, Right.ChangeCustomers);

        using var written = await crm.PostJson(All, new { name = "אחרי כל שיחה", survey = "visit", occasion = "event", @event = "contact-closed", ways = new[] { "sms", "mail" }, unit = "haifa", reminders = 1 });
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        var draft = await Json(written);
        var one = written.Headers.Location!.ToString();
        Assert.Equal($"{All}/{draft.GetProperty("id").GetString()}", one);
        Assert.Equal(("draft", "usual", "sms,mail", "haifa", 30, 90), (
            Text(draft, "state"), Text(draft, "priority"), string.Join(',', draft.GetProperty("ways").EnumerateArray().Select(way => way.GetString())), Text(draft, "unit"), draft.GetProperty("linkDays").GetInt32(), draft.GetProperty("answeredDays").GetInt32()));
        Assert.Equal(("draft", "running"), (await Is(crm, one), await Told(crm, $"{one}/start")));
        using var twice = await crm.PostJson($"{one}/start", new { });
        Assert.Equal((HttpStatusCode.Conflict, "started"), (twice.StatusCode, Text(await Json(twice), "code")));

        // Whoever has the shift's system tell of a closed contact is asked; nobody else is.
        await using (var store = await world.Store()) await store.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(row => row.UnitId, (Guid?)null), Cancel);
        using (var told = await crm.PostJson($"/api/v1/{World.Cafe}/events", new { source = "crm", id = "contact-1", kind = "contact-closed", customer = new { source = "crm", id = "g-1" } })) Assert.Equal(HttpStatusCode.Accepted, told.StatusCode);
        await Guests.Run(world);
        var funnel = (await crm.Json(one)).GetProperty("funnel");
        Assert.Equal((1, 1, 0), (funnel.GetProperty("turns").GetInt32(), funnel.GetProperty("waiting").GetInt32(), funnel.GetProperty("spared").GetInt32()));

        Assert.Equal(("paused", "running", "stopped"), (await Told(crm, $"{one}/pause"), await Told(crm, $"{one}/resumption"), await Told(crm, $"{one}/stop")));
        Assert.Equal(1, (await crm.Json(one)).GetProperty("spared").GetProperty("stopped").GetInt32());
        Assert.Equal("stopped", (await crm.Json(All)).GetProperty("campaigns").EnumerateArray().Single().GetProperty("state").GetString());
        await using var after = await world.Store();
        Assert.Equal(["campaign.begun", "campaign.started", "campaign.paused", "campaign.resumed", "campaign.stopped"], await after.LogLines.Where(line => line.Act.StartsWith("campaign.")).OrderBy(line => line.Id).Select(line => line.Act).ToListAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task What_is_wrong_is_told_all_at_once_by_the_names_that_were_sent_and_nothing_is_kept(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 0);
        using var crm = await world.Key(Right.RunCampaigns);
        using var reader = await world.Key(Right.ReadCustomers, Right.ChangeCustomers);

        using var made = await crm.PostJson(All, new { name = "", survey = "nothing", occasion = "event", afterDays = 900, ways = Array.Empty<string>(), samplePercent = 0, endsOn = "soon" });
        using var unknown = await crm.PostJson(All, new { name = "א", survey = "visit", occasion = "sometimes", purpose = "1", ways = new[] { "mail", "pigeon" } });
        using var nonsense = await crm.PostJson(All, "hello");
        using var beyond = await reader.PostJson(All, new { name = "א", survey = "visit" });

        Assert.Equal(["afterDays", "endsOn", "event", "name", "samplePercent", "survey", "ways"], await Paths(made));
        Assert.Equal(["occasion", "purpose", "ways[1]"], await Paths(unknown));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.Forbidden), (nonsense.StatusCode, beyond.StatusCode));
        await using var store = await world.Store();
        Assert.False(await store.Campaigns.AnyAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task A_list_without_people_and_a_campaign_that_was_removed_are_not_started(StoreKind kind)
    {
        await using var world = await Guests.Open(kind, 0);
        using var crm = await world.Key(Right.RunCampaigns);
        using var written = await crm.PostJson(All, new { name = "רשימה", survey = "visit", occasion = "list" });
        var one = written.Headers.Location!.ToString();

        using var empty = await crm.PostJson($"{one}/start", new { });
        await using (var store = await world.Store()) await store.Campaigns.ExecuteUpdateAsync(set => set.SetProperty(row => row.RemovedAt, DateTime.UnixEpoch).SetProperty(row => row.Occasion, Occasion.Once), Cancel);
        using var removed = await crm.PostJson($"{one}/start", new { });

        Assert.Equal(["file"], await Paths(empty));
        Assert.Equal(HttpStatusCode.NotFound, removed.StatusCode);
    }

    private static async Task<string?> Told(Visitor crm, string path)
    {
        using var answer = await crm.PostJson(path, new { });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Text(await Json(answer), "state");
    }

    private static async Task<string?> Is(Visitor crm, string path) => Text(await crm.Json(path), "state");

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;

    private static async Task<IEnumerable<string?>> Paths(HttpResponseMessage answer)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return (await Json(answer)).GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("path").GetString()).Order(StringComparer.Ordinal);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
