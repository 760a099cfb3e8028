using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Outside.Webhooks;
using Kolot.Store;
using Kolot.Tests.Listen.VoiceStream;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Outside.Webhooks;

/// <summary>The café, somebody who receives, and nobody who delivers but the test.</summary>
internal sealed class HookGround(World world, Receiver receiver) : IAsyncDisposable
{
    public const string Api = $"/api/v1/{World.Cafe}/webhooks";

    private static readonly Dictionary<string, string> Open = new() { ["Outside:PrivateAddresses"] = "true" };

    public World World => world;

    public Receiver Receiver => receiver;

    public static async Task<HookGround> Begin(StoreKind kind) => new(await World.Open(kind, Still, Open), await Receiver.Open());

    /// <summary>One more node on the same databases.</summary>
    public World Beside() => world.Beside(Still, Open);

    /// <summary>Makes an endpoint.</summary>
    public async Task<JsonElement> Endpoint(string[] events, bool full = false, string? address = null)
    {
        using var key = await world.Key(Right.SetWebhooks);
        using var answer = await key.PostJson(Api, new { name = "CRM", address = address ?? receiver.Address, events, full });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>Hears a voice of the till.</summary>
    public Task Hear(string id, string text = "חיכיתי חצי שעה") => world.Hear(new
    {
        source = "till", id, channel = "survey", text, score = new { value = 4 }, customer = new { source = "crm", id = "7733", name = "רותי אברהם", mail = "ruth@example.com" },
    });

    /// <summary>Does the errands, and tries each message that is due once.</summary>
    public async Task Deliver(World? node = null)
    {
        var services = (node ?? world).Services;
        await services.GetRequiredService<ErrandRound>().Run(World.Cafe, TestContext.Current.CancellationToken);
        await services.GetRequiredService<DeliveryRounds>().Run(World.Cafe, TestContext.Current.CancellationToken);
    }

    /// <summary>The messages as they stand.</summary>
    public async Task<List<WebhookDelivery>> Deliveries()
    {
        await using var store = await world.Store();
        return await store.WebhookDeliveries.AsNoTracking().OrderBy(row => row.Id).ToListAsync(TestContext.Current.CancellationToken);
    }

    public async Task<WebhookEndpoint> TheEndpoint()
    {
        await using var store = await world.Store();
        return await store.WebhookEndpoints.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await receiver.DisposeAsync();
    }

    private static void Still(IServiceCollection services)
    {
        World.WithoutRounds(services);
        World.Without<DeliveryRounds>(services);
    }
}
