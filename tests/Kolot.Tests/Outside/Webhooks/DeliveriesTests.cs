using System.Net;
using System.Net.Sockets;
using Kolot.Core.Organisation;
using Kolot.Outside;
using Kolot.Outside.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.Outside.Webhooks;

/// <summary>How messages are delivered: again and again, by one node, to nobody who was not meant.</summary>
public sealed class DeliveriesTests
{
    [Theory, EveryStore]
    public async Task What_is_not_taken_is_sent_again_with_the_same_id_and_body_until_it_is(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        var endpoint = await ground.Endpoint(["voice.heard"]);
        ground.Receiver.Says(500, "our fault");
        await ground.Hear("r-1");
        await ground.Deliver();
        var failed = Assert.Single(await ground.Deliveries());
        Assert.Equal((DeliveryState.Waiting, 1, 500, "refused"), (failed.State, failed.Tries, failed.Status, failed.Reason));
        Assert.NotNull((await ground.TheEndpoint()).FailingSince);

        await ground.Deliver();
        Assert.Single(ground.Receiver.All);
        ground.World.Clock.Advance(TimeSpan.FromSeconds(6));
        ground.Receiver.Says(302);
        await ground.Deliver();
        ground.World.Clock.Advance(TimeSpan.FromMinutes(6));
        ground.Receiver.Says(200);
        await ground.Deliver();

        var all = ground.Receiver.All.ToArray();
        Assert.Equal(3, all.Length);
        Assert.Single(all.Select(one => (one.Id, one.Body)).Distinct());
        Assert.True(all[0].At < all[2].At);
        Assert.All(all, one => Assert.True(one.IsSignedBy(endpoint.GetProperty("secret").GetString() ?? "")));
        Assert.Equal(DeliveryState.Taken, Assert.Single(await ground.Deliveries()).State);
        Assert.Null((await ground.TheEndpoint()).FailingSince);
        using var key = await ground.World.Key(Right.SetWebhooks);
        var told = await key.Json($"{HookGround.Api}/{endpoint.GetProperty("id").GetGuid()}/deliveries/{failed.Id}");
        Assert.Equal([200, 302, 500], told.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("status").GetInt32()));
        Assert.Equal("our fault", told.GetProperty("attempts")[2].GetProperty("said").GetString());
    }

    [Theory, EveryStore]
    public async Task After_ten_tries_it_is_given_up_and_can_be_sent_again(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        var endpoint = await ground.Endpoint(["voice.heard"]);
        ground.Receiver.Says(500);
        await ground.Hear("r-1");
        for (var tries = 0; tries < 10; tries++)
        {
            await ground.Deliver();
            ground.World.Clock.Advance(TimeSpan.FromHours(27));
            // Whoever fails for days is switched off, which is another matter.
            await using var store = await ground.World.Store();
            await store.WebhookEndpoints.ExecuteUpdateAsync(set => set.SetProperty(row => row.FailingSince, (DateTime?)null), TestContext.Current.CancellationToken);
        }

        await ground.Deliver();
        Assert.Equal(10, ground.Receiver.All.Count);
        Assert.Equal(DeliveryState.Failed, Assert.Single(await ground.Deliveries()).State);

        ground.Receiver.Says(204);
        using var key = await ground.World.Key(Right.SetWebhooks);
        using var again = await key.PostJson($"{HookGround.Api}/{endpoint.GetProperty("id").GetGuid()}/replay", new { });
        Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        await ground.Deliver();

        Assert.Single(ground.Receiver.All.Select(one => one.Id).Distinct());
        Assert.Equal(DeliveryState.Taken, Assert.Single(await ground.Deliveries()).State);
    }

    [Theory, EveryStore]
    public async Task Two_nodes_deliver_each_message_once_and_one_that_never_returned_leaves_it_to_the_other(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        await using var other = ground.Beside();
        await ground.Endpoint(["voice.heard"]);
        for (var index = 0; index < 12; index++) await ground.Hear($"r-{index}");
        await ground.World.Services.GetRequiredService<ErrandRound>().Run(World.Cafe, TestContext.Current.CancellationToken);

        await Task.WhenAll(ground.Deliver(), ground.Deliver(other));

        Assert.Equal(12, ground.Receiver.All.Count);
        Assert.Equal(12, ground.Receiver.All.Select(one => one.Id).Distinct().Count());

        // Taken by a node that was killed: its due time is moved on, and nothing else.
        await using (var store = await ground.World.Store())
        {
            var until = ground.World.Clock.Now.AddSeconds(60);
            await store.WebhookDeliveries.Take(1).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Waiting).SetProperty(row => row.DueAt, until), TestContext.Current.CancellationToken);
        }

        await ground.Deliver(other);
        Assert.Equal(12, ground.Receiver.All.Count);
        ground.World.Clock.Advance(TimeSpan.FromSeconds(61));
        await ground.Deliver(other);
        Assert.Equal(13, ground.Receiver.All.Count);
        Assert.Equal(12, ground.Receiver.All.Select(one => one.Id).Distinct().Count());
    }

    [Theory, EveryStore]
    public async Task A_slow_endpoint_holds_up_no_other(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        await using var slow = await Receiver.Open();
        var open = new TaskCompletionSource();
        slow.Answers = _ => open.Task;
        await ground.Endpoint(["voice.heard"], address: slow.Address);
        await ground.Endpoint(["voice.heard"]);
        await ground.Hear("r-1");

        var delivering = ground.Deliver();
        while (ground.Receiver.All.IsEmpty) await Task.Delay(20, TestContext.Current.CancellationToken);

        Assert.False(delivering.IsCompleted);
        open.SetResult();
        await delivering;
    }

    [Theory, EveryStore]
    public async Task An_endpoint_that_asks_to_be_left_alone_is_with_all_that_waits_for_it(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        await ground.Endpoint(["voice.heard"]);
        ground.Receiver.Says(429, retryAfter: "600");
        await ground.Hear("r-1");
        await ground.Deliver();
        await ground.Hear("r-2");
        ground.World.Clock.Advance(TimeSpan.FromSeconds(300));

        ground.Receiver.Says(204);
        await ground.Deliver();
        Assert.DoesNotContain(ground.Receiver.All.Skip(1), one => one.Id == ground.Receiver.All.First().Id);
        ground.World.Clock.Advance(TimeSpan.FromSeconds(400));
        await ground.Deliver();

        Assert.All(await ground.Deliveries(), row => Assert.Equal(DeliveryState.Taken, row.State));
    }

    [Theory, EveryStore]
    public async Task An_endpoint_that_is_gone_or_fails_for_five_days_is_switched_off_and_the_owners_are_to_be_told(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        await ground.Endpoint(["voice.heard"]);
        ground.Receiver.Says(500);
        await ground.Hear("r-1");
        await ground.Deliver();
        ground.World.Clock.Advance(TimeSpan.FromDays(5.1));
        await ground.Hear("r-2");
        await ground.Deliver();

        var off = await ground.TheEndpoint();
        Assert.Equal("failing", off.OffBecause);
        Assert.NotNull(off.NoticeDueAt);
        Assert.All(await ground.Deliveries(), row => Assert.Equal(DeliveryState.Failed, row.State));
        // While it is off nothing is laid ready.
        await ground.Hear("r-3");
        await ground.Deliver();
        Assert.Equal(2, (await ground.Deliveries()).Count);
        using var tamar = ground.World.As(Cast.Tamar);
        Assert.Contains("חמישה ימים", (await tamar.Page($"/{World.Cafe}/settings/webhooks/{off.Id}")).Body?.TextContent, StringComparison.Ordinal);

        using var on = await tamar.Post($"/{World.Cafe}/settings/webhooks/{off.Id}/state", ("on", "true"));
        ground.Receiver.Says(410);
        await ground.Hear("r-4");
        await ground.Deliver();

        Assert.Equal("gone", (await ground.TheEndpoint()).OffBecause);
    }

    [Theory, EveryStore]
    public async Task While_a_secret_is_changed_both_sign_and_after_a_day_the_new_one_alone(StoreKind kind)
    {
        await using var ground = await HookGround.Begin(kind);
        var endpoint = await ground.Endpoint(["voice.heard"]);
        using var key = await ground.World.Key(Right.SetWebhooks);
        using var rotated = await key.PostJson($"{HookGround.Api}/{endpoint.GetProperty("id").GetGuid()}/secret", new { });
        var before = endpoint.GetProperty("secret").GetString() ?? "";
        var after = System.Text.Json.JsonDocument.Parse(await rotated.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement.GetProperty("secret").GetString() ?? "";
        await ground.Hear("r-1");
        await ground.Deliver();
        ground.World.Clock.Advance(TimeSpan.FromHours(25));
        await ground.Hear("r-2");
        await ground.Deliver();

        var (first, second) = (ground.Receiver.All.First(), ground.Receiver.All.Last());
        Assert.True(first.IsSignedBy(before) && first.IsSignedBy(after));
        Assert.True(second.IsSignedBy(after) && !second.IsSignedBy(before));
        await using var store = await ground.World.Store();
        Assert.DoesNotContain(after, await store.Database.SqlQueryRaw<string>(kind == StoreKind.Sqlite ? "select cast(secret as text) as \"Value\" from webhook_endpoints" : "select encode(secret, 'escape') as \"Value\" from webhook_endpoints").SingleAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_leads_into_the_private_network_is_reached_by_nobody_even_if_its_name_led_elsewhere_before()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        var asked = 0;
        var door = new OutsideDoor(Options.Create(new OutsideSettings())) { Resolve = (_, _) => Task.FromResult(new[] { asked++ == 0 ? IPAddress.Parse("169.254.169.254") : IPAddress.Loopback }) };
        using var client = new WebhookClient(door, TimeProvider.System);

        for (var tries = 0; tries < 2; tries++)
            Assert.Equal("private_address", (await client.Post(new(new($"http://rebinding.example:{port}/"), "msg_1", DateTimeOffset.UnixEpoch, "{}", "v1,x"), TestContext.Current.CancellationToken)).Reason);
        Assert.Equal(2, asked);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task Whoever_does_not_answer_in_time_has_not_taken_it_and_a_long_answer_is_read_to_its_beginning()
    {
        await using var receiver = await Receiver.Open();
        var door = new OutsideDoor(Options.Create(new OutsideSettings { PrivateAddresses = true }));
        using var client = new WebhookClient(door, TimeProvider.System) { Patience = TimeSpan.FromMilliseconds(200) };
        var message = new WebhookMessage(new(receiver.Address), "msg_1", DateTimeOffset.UnixEpoch, "{}", "v1,x");
        var open = new TaskCompletionSource();
        receiver.Answers = _ => open.Task;

        Assert.Equal("too_slow", (await client.Post(message, TestContext.Current.CancellationToken)).Reason);
        open.SetResult();
        using var patient = new WebhookClient(door, TimeProvider.System);
        receiver.Says(500, new string('x', 100_000));

        Assert.Equal(WebhookClient.MostSaid, (await patient.Post(message, TestContext.Current.CancellationToken)).Said?.Length);
    }
}
