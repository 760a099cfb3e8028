using System.Threading.Channels;

namespace Kolot.Organisation.People.Recovering;

/// <summary>Says that somebody asked just now.</summary>
public sealed class RecoveryBell
{
    private readonly Channel<byte> soon = System.Threading.Channels.Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Says it.</summary>
    public void Ring() => soon.Writer.TryWrite(0);

    /// <summary>Waits for it, but no longer than a beat: another node may have heard it.</summary>
    public async Task Wait(TimeSpan beat, CancellationToken cancel)
    {
        // What waits no longer is taken off the channel: one left behind at each beat would stay until somebody asks.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        patience.CancelAfter(beat);
        Task rings = soon.Reader.WaitToReadAsync(patience.Token).AsTask();
        await rings.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        soon.Reader.TryRead(out _);
    }
}
