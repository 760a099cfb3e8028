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
        Task rings = soon.Reader.WaitToReadAsync(cancel).AsTask();
        await rings.WaitAsync(beat, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        soon.Reader.TryRead(out _);
    }
}
