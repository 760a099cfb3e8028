using Kolot.Core.Organisation.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Outside.Webhooks;

/// <summary>Answers the errand "tell of this": lays a message ready for each endpoint that wants to know. Sending is left to <see cref="DeliveryRounds"/>, since a transaction waits for nobody outside.</summary>
public sealed class TellEndpoints(WebhookEvents events, DeliveryRounds deliveries, TimeProvider clock) : IErrandAnswer
{
    /// <inheritdoc/>
    public string Kind => Telling.Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var endpoints = await store.WebhookEndpoints.AsNoTracking().Where(endpoint => endpoint.OffAt == null).ToListAsync(cancel);
        if (endpoints.Count == 0) return;
        var now = clock.GetUtcNow();
        foreach (var type in errands.Select(errand => Happening.Read(errand.Subject)).OfType<Happening>().GroupBy(one => one.Type))
        {
            var wanting = endpoints.Where(endpoint => Telling.Wants(endpoint.Events, type.Key)).ToArray();
            if (wanting.Length == 0 || events.Of(type.Key) is not { } known) continue;
            var told = await known.Of(store, [.. type.Select(one => one.Subject).Distinct()], cancel);
            foreach (var happening in type)
                if (told.TryGetValue(happening.Subject, out var data))
                    Add(store, wanting, happening, data, now);
        }

        await DeliveriesWaiting.Arm(store, now.UtcDateTime, cancel);
        await store.SaveChangesAsync(cancel);
        deliveries.Ring(store.Organisation);
    }

    private static void Add(OrganisationStore store, IEnumerable<WebhookEndpoint> wanting, Happening happening, ToldData data, DateTimeOffset now)
    {
        var message = Guid.CreateVersion7(now);
        store.WebhookDeliveries.AddRange(wanting.Select(endpoint => new WebhookDelivery
        {
            Id = Guid.CreateVersion7(now), EndpointId = endpoint.Id, MessageId = message, Type = happening.Type, Subject = happening.Subject, CustomerId = data.Customer, At = happening.At,
            Body = WebhookBody.Of(happening.Type, happening.At, data.Thin, endpoint.Full ? data.Full : null), State = DeliveryState.Waiting,
            DueAt = now.UtcDateTime.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)),
        }));
    }
}
