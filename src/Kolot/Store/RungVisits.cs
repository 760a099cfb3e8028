using System.Collections.Concurrent;
using System.Threading.Channels;

namespace Kolot.Store;

/// <summary>Goes to the organisations for which somebody rang, to each in a visit of its own: one whose server is slow holds up no other.</summary>
/// <remarks>A bell may ring before what it rings for is committed, hence it is heard for a while.</remarks>
/// <param name="visit">What is done there.</param>
/// <param name="clock">The time.</param>
/// <param name="failed">Is told of a visit that failed; the next comes while the bell is heard, or when it rings again.</param>
internal sealed class RungVisits(Func<string, CancellationToken, Task> visit, TimeProvider clock, Action<string, Exception> failed)
{
    private static readonly TimeSpan Heard = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, long> rung = new();
    private readonly Dictionary<string, Task> visits = [];
    private readonly Channel<byte> soon = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says that there is something to do for an organisation.</summary>
    public void Ring(string organisation)
    {
        rung[organisation] = clock.GetTimestamp();
        soon.Writer.TryWrite(0);
    }

    /// <summary>Goes, until it is told to stop; what was begun then comes to its end.</summary>
    public async Task Go(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var (organisation, at) in rung)
                if (!visits.TryGetValue(organisation, out var before) || before.IsCompleted) visits[organisation] = Task.Run(() => Visit(organisation, at, stop), stop);

            Task next = rung.IsEmpty ? soon.Reader.WaitToReadAsync(stop).AsTask() : Task.Delay(Beat, stop);
            await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            soon.Reader.TryRead(out _);
        }

        await Task.WhenAll(visits.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task Visit(string organisation, long at, CancellationToken stop)
    {
        try
        {
            await visit(organisation, stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            failed(organisation, fault);
        }

        if (clock.GetElapsedTime(at) > Heard) rung.TryRemove(new(organisation, at));
    }
}
