using Kolot.Core.Organisation.Webhooks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Outside.Webhooks;

/// <summary>Tries once to deliver a message, and writes down what became of it.</summary>
/// <remarks>
/// It is taken by moving its due time on: of all nodes one alone succeeds. Whoever never returns leaves it to be sent again when that time has come;
/// its id is the same then, by which an endpoint knows what it has.
/// </remarks>
public sealed class Deliver(Stores stores, WebhookClient client, WebhookSecrets secrets, TimeProvider clock)
{
    /// <summary>The type of the messages by which an endpoint is tried out.</summary>
    public const string Test = "webhook.test";

    /// <summary>The errand that has the owners told that an endpoint was switched off; its subject is the endpoint.</summary>
    public const string Off = "webhook.off";

    // Longer than a try takes, and what is written after it.
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    // As exact as both databases are.
    private DateTime Now => clock.GetUtcNow().UtcDateTime is var now ? now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond)) : default;

    /// <summary>Tries it, unless somebody else has it in hand.</summary>
    /// <returns>What it came to; null where it was not tried.</returns>
    public async Task<DeliveryAnswer?> Run(string organisation, Guid id, DateTime due, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var until = Now + Lease;
        if (await store.WebhookDeliveries.Where(row => row.Id == id && row.DueAt == due).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, until), cancel) == 0) return null;
        var delivery = await store.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.DueAt == until, cancel);
        if (delivery is null) return null;
        var endpoint = await store.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(row => row.Id == delivery.EndpointId, cancel);
        var began = Now;
        var from = clock.GetTimestamp();
        var answer = await Post(organisation, endpoint, delivery, began, cancel);
        var attempt = new WebhookAttempt
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()), DeliveryId = id, At = began, Milliseconds = (int)clock.GetElapsedTime(from).TotalMilliseconds,
            Status = answer.Status, Reason = answer.Reason, Said = answer.Said,
        };
        // However this node is doing: what was sent is written down.
        await Keep(store, delivery, attempt, answer, CancellationToken.None);
        return answer;
    }

    /// <summary>The message's id in its header.</summary>
    public static string IdOf(Guid message) => $"msg_{message:N}";

    private async Task<DeliveryAnswer> Post(string organisation, WebhookEndpoint? endpoint, WebhookDelivery delivery, DateTime now, CancellationToken cancel)
    {
        if (endpoint is null || (endpoint.OffAt is not null && delivery.Type != Test)) return new(null, "endpoint_off");
        var keys = secrets.Of(organisation, endpoint, now);
        if (keys.Count == 0) return new(null, "secret_gone");
        var at = new DateTimeOffset(now, TimeSpan.Zero);
        var id = IdOf(delivery.MessageId);
        return await client.Post(new(new Uri(endpoint.Address), id, at, delivery.Body, WebhookSecret.Sign(keys, id, at.ToUnixTimeSeconds(), delivery.Body)), cancel);
    }

    private async Task Keep(OrganisationStore store, WebhookDelivery delivery, WebhookAttempt attempt, DeliveryAnswer answer, CancellationToken cancel)
    {
        await using var writing = await store.BeginWriting(cancel);
        await store.WebhookEndpoints.Where(row => row.Id == delivery.EndpointId).HoldStill(cancel);
        var now = Now;
        var tries = delivery.Tries + 1;
        var wait = answer.IsTaken || answer.IsGone || delivery.Type == Test || answer.Reason == "endpoint_off" ? null : DeliverySchedule.Next(tries, answer.Wanted, Random.Shared.NextDouble());
        var (state, due, ended) = wait is { } left ? (DeliveryState.Waiting, (DateTime?)Trim(now + left), (DateTime?)null) : (answer.IsTaken ? DeliveryState.Taken : DeliveryState.Failed, null, now);
        var kept = await store.WebhookDeliveries.Where(row => row.Id == delivery.Id && row.DueAt == delivery.DueAt).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, state).SetProperty(row => row.DueAt, due).SetProperty(row => row.EndedAt, ended)
                .SetProperty(row => row.Tries, tries).SetProperty(row => row.Status, answer.Status).SetProperty(row => row.Reason, answer.Reason),
            cancel);
        // It was erased meanwhile, or somebody else took it up: theirs is what counts.
        if (kept == 0) return;
        store.WebhookAttempts.Add(attempt);
        if (delivery.Type != Test && answer.Reason is not ("endpoint_off" or "secret_gone")) await Note(store, delivery.EndpointId, answer, now, cancel);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
    }

    // How the endpoint stands after it.
    private static async Task Note(OrganisationStore store, Guid id, DeliveryAnswer answer, DateTime now, CancellationToken cancel)
    {
        var endpoint = store.WebhookEndpoints.Where(row => row.Id == id);
        if (answer.IsTaken)
        {
            await endpoint.ExecuteUpdateAsync(set => set.SetProperty(row => row.TakenAt, now).SetProperty(row => row.FailingSince, (DateTime?)null), cancel);
            return;
        }

        await endpoint.Where(row => row.FailingSince == null).ExecuteUpdateAsync(set => set.SetProperty(row => row.FailingSince, now), cancel);
        var since = await endpoint.Select(row => row.FailingSince).SingleOrDefaultAsync(cancel);
        var waiting = store.WebhookDeliveries.Where(row => row.EndpointId == id && row.State == DeliveryState.Waiting);
        if (EndpointHealth.OffBecause(answer, since, now) is { } why)
        {
            var first = await endpoint.Where(row => row.OffAt == null).ExecuteUpdateAsync(
                set => set.SetProperty(row => row.OffAt, now).SetProperty(row => row.OffBecause, why).SetProperty(row => row.NoticeDueAt, now).SetProperty(row => row.NoticeTries, 0), cancel);
            if (first == 1) store.Errands.Add(new() { Kind = Off, Subject = id.ToString(), DueAt = now });
            await EndWaiting(waiting, now, cancel);
        }
        else if (answer.Wanted is { } wanted && wanted > TimeSpan.Zero)
        {
            // It asked to be left alone: so do the others that are due, and that no node has in hand.
            var again = Trim(now + (DeliverySchedule.Next(1, wanted, 0) ?? wanted));
            await waiting.Where(row => row.DueAt <= now).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, again), cancel);
        }
    }

    /// <summary>Gives up what waits for an endpoint that is off. The caller's transaction keeps it.</summary>
    public static Task<int> EndWaiting(IQueryable<WebhookDelivery> waiting, DateTime now, CancellationToken cancel) => waiting.ExecuteUpdateAsync(
        set => set.SetProperty(row => row.State, DeliveryState.Failed).SetProperty(row => row.Reason, "endpoint_off").SetProperty(row => row.DueAt, (DateTime?)null).SetProperty(row => row.EndedAt, now), cancel);

    private static DateTime Trim(DateTime at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
}
