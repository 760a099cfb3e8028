using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;

namespace Kolot.Listen.Sending;

/// <summary>Goes round the organisations that have invitations to send, on every node.</summary>
/// <remarks>A bell may ring before what it rings for is committed, hence it is heard for a while. What a node leaves behind is found by <see cref="InvitationsDue"/>.</remarks>
public sealed class InvitationRounds(InvitationRound round, TimeProvider clock, ILogger<InvitationRounds> log) : BackgroundService
{
    private static readonly TimeSpan Heard = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> rung = new();
    private readonly Dictionary<string, Task> visits = [];
    private readonly Channel<byte> soon = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that an organisation has invitations to send.</summary>
    public void Ring(string organisation)
    {
        rung[organisation] = clock.GetTimestamp();
        soon.Writer.TryWrite(0);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var (organisation, at) in rung)
            {
                // One whose server is slow holds up no other.
                if (visits.TryGetValue(organisation, out var visit) && !visit.IsCompleted) continue;
                visits[organisation] = Task.Run(() => Visit(organisation, at, stoppingToken), stoppingToken);
            }

            Task next = rung.IsEmpty ? soon.Reader.WaitToReadAsync(stoppingToken).AsTask() : Task.Delay(Beat, stoppingToken);
            await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            soon.Reader.TryRead(out _);
        }

        // What was begun is kept: else it would be uncertain.
        await Task.WhenAll(visits.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Visit(string organisation, long at, CancellationToken cancel)
    {
        try
        {
            await round.Run(organisation, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            // The kind of fault alone: its message may hold an address.
            log.LogWarning("Invitations of {Organisation} were not sent: {Fault}; tried again in a while", organisation, fault.GetType().Name);
        }

        if (clock.GetElapsedTime(at) > Heard) rung.TryRemove(new(organisation, at));
    }
}
