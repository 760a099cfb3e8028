using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Outside.Webhooks;

/// <summary>Answers the errand "look after messages": as long as any wait, some node is told to deliver them, whatever became of the one that began. What is old goes.</summary>
public sealed class DeliveriesWaiting(DeliveryRounds deliveries, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind; there is one for all messages.</summary>
    public const string Errand = "webhook.waiting";

    /// <summary>For how long what was delivered, or given up, is kept.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(30);

    private const int Together = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Has messages looked after in a moment. The caller saves.</summary>
    public static async Task Arm(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        var soon = now + Pause;
        if (!await store.Errands.AnyAsync(errand => errand.Kind == Errand && errand.FailedAt == null && errand.DueAt <= soon, cancel))
            store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = soon });
    }

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var old = now - Remembered;
        var over = await store.WebhookDeliveries.Where(delivery => delivery.EndedAt < old).OrderBy(delivery => delivery.EndedAt).Take(Together).Select(delivery => delivery.Id).ToArrayAsync(cancel);
        if (over.Length > 0) await store.RemoveDeliveries(store.WebhookDeliveries.Where(delivery => over.Contains(delivery.Id)), cancel);
        // However many there were of it, one is left.
        await store.Errands.Where(errand => errand.Kind == Errand && errand.FailedAt == null && errand.DueAt > now).ExecuteDeleteAsync(cancel);
        var next = over.Length == Together ? now : await store.WebhookDeliveries.Where(delivery => delivery.DueAt != null).MinAsync(delivery => delivery.DueAt, cancel);
        if (next is { } at)
        {
            if (at <= now + Pause) deliveries.Ring(store.Organisation);
            store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = at > now + Pause ? at : now + Pause });
        }
        else if (await store.WebhookDeliveries.AnyAsync(cancel)) store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = now + Daily });

        await store.SaveChangesAsync(cancel);
    }
}
