using System.Collections.Concurrent;
using System.Threading.Channels;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Outside.Webhooks;

/// <summary>Goes round the endpoints for which messages are due, on every node; each endpoint has a lane of its own, so that a slow one holds up no other.</summary>
/// <remarks>A bell may ring before what it rings for is committed, hence it is heard for a while. What a node leaves behind is found by <see cref="DeliveriesWaiting"/>.</remarks>
public sealed class DeliveryRounds(Stores stores, Deliver deliver, TimeProvider clock, ILogger<DeliveryRounds> log) : BackgroundService
{
    // To one endpoint at a time: what it can take is not known.
    private const int Together = 4;
    private const int InALane = 100;
    private static readonly TimeSpan Heard = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<string, long> rung = new();
    private readonly Dictionary<(string Organisation, Guid Endpoint), Task> lanes = [];
    private readonly Channel<byte> soon = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that an organisation has messages to deliver.</summary>
    public void Ring(string organisation)
    {
        rung[organisation] = clock.GetTimestamp();
        soon.Writer.TryWrite(0);
    }

    /// <summary>Delivers all that is due, and returns when each was tried.</summary>
    public async Task Run(string organisation, CancellationToken cancel) =>
        await Task.WhenAll((await Due(organisation, cancel)).Select(endpoint => Lane(organisation, endpoint, cancel)));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var (organisation, at) in rung)
            {
                await Visit(organisation, stoppingToken);
                if (clock.GetElapsedTime(at) > Heard) rung.TryRemove(new(organisation, at));
            }

            Task next = rung.IsEmpty ? soon.Reader.WaitToReadAsync(stoppingToken).AsTask() : Task.Delay(Beat, stoppingToken);
            await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            soon.Reader.TryRead(out _);
        }

        await Task.WhenAll(lanes.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Visit(string organisation, CancellationToken cancel)
    {
        try
        {
            foreach (var endpoint in await Due(organisation, cancel))
                if (!lanes.TryGetValue((organisation, endpoint), out var lane) || lane.IsCompleted)
                    lanes[(organisation, endpoint)] = Task.Run(() => Quietly(organisation, endpoint, cancel), cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogWarning("Messages of {Organisation} were not looked at: {Fault}; tried again in a while", organisation, fault.GetType().Name);
        }
    }

    private async Task<Guid[]> Due(string organisation, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return [];
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.Open(organisation, cancel);
        return await store.WebhookEndpoints.Where(endpoint => store.WebhookDeliveries.Any(delivery => delivery.EndpointId == endpoint.Id && delivery.DueAt <= now)).Select(endpoint => endpoint.Id).ToArrayAsync(cancel);
    }

    private async Task Quietly(string organisation, Guid endpoint, CancellationToken cancel)
    {
        try
        {
            await Lane(organisation, endpoint, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            // The kind of fault alone: its message may hold an address.
            log.LogWarning("Messages of {Organisation} were not delivered: {Fault}; tried again in a while", organisation, fault.GetType().Name);
        }
    }

    private async Task Lane(string organisation, Guid endpoint, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        (Guid Id, DateTime Due)[] due;
        await using (var store = await stores.Open(organisation, cancel))
            due = [.. (await store.WebhookDeliveries.Where(delivery => delivery.EndpointId == endpoint && delivery.DueAt <= now).OrderBy(delivery => delivery.DueAt).ThenBy(delivery => delivery.Id).Take(InALane)
                .Select(delivery => new { delivery.Id, delivery.DueAt }).ToArrayAsync(cancel)).Select(delivery => (delivery.Id, delivery.DueAt ?? now))];
        var silent = 0;
        await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancel }, async (delivery, within) =>
        {
            // One that does not answer is not asked by all that wait, one after the other.
            if (Volatile.Read(ref silent) >= Together) return;
            var answer = await deliver.Run(organisation, delivery.Id, delivery.Due, within);
            if (answer is { Status: null, IsTaken: false }) Interlocked.Increment(ref silent);
        });
    }
}
