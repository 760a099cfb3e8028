using System.Text.Json.Nodes;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Organisation.Webhooks;
using Kolot.Organisation.People;
using Kolot.Outside.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Webhooks;

/// <summary>Sends messages once more: one, or those of a stretch of time; and a message to try an endpoint out.</summary>
public sealed class SendAgain(Stores stores, SendAgain.Means means, Log log, TimeProvider clock)
{
    /// <summary>What sends.</summary>
    public sealed record Means(Deliver Deliver, DeliveryRounds Deliveries, ErrandRounds Rounds);

    /// <summary>A stretch of time.</summary>
    /// <param name="From">From then on; null for the beginning.</param>
    /// <param name="Until">Before then; null for now.</param>
    /// <param name="All">Also what was taken; else only what was given up.</param>
    public sealed record Stretch(DateTime? From, DateTime? Until, bool All);

    // As exact as both databases are.
    private DateTime Now => clock.GetUtcNow().UtcDateTime is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)) : default;

    /// <summary>Sends one again: with the same id, by which the endpoint knows whether it has it.</summary>
    public Task<Result<int>> One(Member member, Guid endpoint, Guid delivery, CancellationToken cancel) =>
        Again(member, endpoint, rows => rows.Where(row => row.Id == delivery), cancel);

    /// <summary>Sends those again that happened in a stretch of time.</summary>
    public Task<Result<int>> Many(Member member, Guid endpoint, Stretch stretch, CancellationToken cancel) => Again(member, endpoint, rows =>
    {
        if (!stretch.All) rows = rows.Where(row => row.State == DeliveryState.Failed);
        if (stretch.From is { } from) rows = rows.Where(row => row.At >= from);
        if (stretch.Until is { } until) rows = rows.Where(row => row.At < until);
        return rows.Where(row => row.Type != Deliver.Test);
    }, cancel);

    /// <summary>Sends a message to try the endpoint out, also while it is off, and waits for what it says.</summary>
    /// <returns>The delivery.</returns>
    public async Task<Result<Guid>> Try(Member member, Guid id, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (!await store.WebhookEndpoints.AnyAsync(row => row.Id == id, cancel)) return new Refusal.NotFound();
        var now = Now;
        var delivery = new WebhookDelivery
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(now, TimeSpan.Zero)), EndpointId = id, MessageId = Guid.CreateVersion7(), Type = Deliver.Test, Subject = id, At = now,
            Body = WebhookBody.Of(Deliver.Test, now, new JsonObject { ["endpoint"] = id.ToString() }, null), State = DeliveryState.Waiting, DueAt = now,
        };
        store.WebhookDeliveries.Add(delivery);
        // Whatever becomes of this node, it ends.
        await DeliveriesWaiting.Arm(store, now, cancel);
        log.Write(store, member, "webhook.tried", id.ToString());
        await store.SaveChangesAsync(cancel);
        await means.Deliver.Run(member.Organisation, delivery.Id, now, cancel);
        return delivery.Id;
    }

    private async Task<Result<int>> Again(Member member, Guid id, Func<IQueryable<WebhookDelivery>, IQueryable<WebhookDelivery>> which, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!await store.WebhookEndpoints.Where(row => row.Id == id).HoldStill(cancel)) return new Refusal.NotFound();
        var endpoint = await store.WebhookEndpoints.AsNoTracking().SingleAsync(row => row.Id == id, cancel);
        if (endpoint.OffAt is not null) return new Refusal.Conflict("endpoint_off");
        var now = Now;
        // One that waits already is on its way.
        var count = await which(store.WebhookDeliveries.Where(row => row.EndpointId == id && row.State != DeliveryState.Waiting)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, DeliveryState.Waiting).SetProperty(row => row.DueAt, now).SetProperty(row => row.Tries, 0).SetProperty(row => row.EndedAt, (DateTime?)null), cancel);
        if (count > 0)
        {
            await DeliveriesWaiting.Arm(store, now, cancel);
            log.Write(store, member, "webhook.again", id.ToString(), new { count });
        }

        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        means.Deliveries.Ring(member.Organisation);
        means.Rounds.Ring(member.Organisation);
        return count;
    }
}
