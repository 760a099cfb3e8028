using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Keys and indexes of webhooks, and how what was sent goes.</summary>
public static class WebhookTables
{
    /// <summary>Has whoever else changes messages of these endpoints wait for the end of the transaction. Whoever changes several messages holds the endpoint first: so two never wait for one another.</summary>
    /// <returns>False where there is none.</returns>
    public static async Task<bool> HoldStill(this IQueryable<WebhookEndpoint> endpoints, CancellationToken cancel) =>
        await endpoints.ExecuteUpdateAsync(set => set.SetProperty(endpoint => endpoint.NoticeTries, endpoint => endpoint.NoticeTries), cancel) > 0;

    /// <summary>Removes messages with all their tries. The caller's transaction keeps it.</summary>
    /// <returns>How many messages.</returns>
    public static async Task<int> RemoveDeliveries(this OrganisationStore store, IQueryable<WebhookDelivery> deliveries, CancellationToken cancel)
    {
        await store.WebhookEndpoints.HoldStill(cancel);
        await store.WebhookAttempts.Where(attempt => deliveries.Any(delivery => delivery.Id == attempt.DeliveryId)).ExecuteDeleteAsync(cancel);
        return await deliveries.ExecuteDeleteAsync(cancel);
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<WebhookEndpoint>().Property(endpoint => endpoint.Version).IsConcurrencyToken();
        var delivery = model.Entity<WebhookDelivery>();
        delivery.HasIndex(row => new { row.EndpointId, row.Id });
        // An endpoint that takes nothing has many that wait, and must not stand before those of others.
        delivery.HasIndex(row => new { row.EndpointId, row.DueAt }).HasFilter("due_at is not null");
        delivery.HasIndex(row => row.EndedAt).HasFilter("ended_at is not null");
        delivery.HasIndex(row => row.Subject);
        delivery.HasIndex(row => row.CustomerId).HasFilter("customer_id is not null");
        model.Entity<WebhookAttempt>().HasIndex(attempt => attempt.DeliveryId);
    }
}
