using System.Threading.Channels;
using Kolot.Core.Listen;
using Kolot.Listen.Keeping;
using Kolot.Store;

namespace Kolot.Listen;

/// <summary>Voices that wait to be kept together.</summary>
internal sealed record Waiting(IReadOnlyList<HeardWhole> Voices)
{
    /// <summary>Responses to surveys that are kept with them: of one that is finished its voice, of one that goes on none.</summary>
    public IReadOnlyList<SurveyResponse> Responses { get; init; } = [];

    /// <summary>What was written through the contact form, that is kept with its voices.</summary>
    public IReadOnlyList<KeptEnquiry> Enquiries { get; init; } = [];

    /// <summary>How much room it takes.</summary>
    public int Size => Math.Max(Voices.Count, Responses.Count);

    /// <summary>Ends when they are on disk, or could not be brought there.</summary>
    public TaskCompletionSource<Heard[]> Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>The line in which an organisation's voices wait, and the one writer who serves it.</summary>
internal sealed class HearingLine : IAsyncDisposable
{
    // More at once keeps later comers waiting longer than it saves.
    private const int Together = 512;
    private const int Attempts = 3;

    // A connection that is held while nothing comes is one that others lack: hundreds of organisations share a pool.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly Channel<Waiting> line = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    private readonly CancellationTokenSource closing = new();
    private readonly Func<CancellationToken, Task<VoiceKeeper>> open;
    private readonly Action ring;
    private readonly Func<long> running;
    private readonly int room;
    private readonly Task writer;
    private int waiting;

    /// <summary>A line with room for so many voices.</summary>
    public HearingLine(int room, Func<CancellationToken, Task<VoiceKeeper>> open, Action ring, Func<long> running)
    {
        (this.room, this.open, this.ring, this.running) = (room, open, ring, running);
        writer = Task.Run(Serve);
    }

    /// <summary>Joins the line, unless it is full. A load larger than the room joins an empty line.</summary>
    public bool TryJoin(Waiting load)
    {
        var now = Interlocked.Add(ref waiting, load.Size);
        if (now <= room || now == load.Size) return line.Writer.TryWrite(load);
        Interlocked.Add(ref waiting, -load.Size);
        return false;
    }

    /// <summary>How many voices are waiting.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        line.Writer.TryComplete();
        await writer.WaitAsync(TimeSpan.FromSeconds(10)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await closing.CancelAsync();
        closing.Dispose();
    }

    private async Task Serve()
    {
        VoiceKeeper? keeper = null;
        var loads = new List<Waiting>();
        while (true)
        {
            var coming = line.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
            if (keeper is not null && await IsQuiet(coming))
            {
                await keeper.DisposeAsync();
                keeper = null;
            }

            if (!await coming) break;
            loads.Clear();
            for (var count = 0; count < Together && line.Reader.TryRead(out var load); count += load.Size) loads.Add(load);
            try
            {
                keeper ??= await open(closing.Token);
                await Keep(keeper, loads);
            }
            catch (Exception fault)
            {
                // A keeper that failed may have lost its connection: the next batch gets a new one.
                if (keeper is not null) await keeper.DisposeAsync();
                keeper = null;
                foreach (var load in loads) Leave(load, () => load.Kept.TrySetException(fault));
            }
        }

        if (keeper is not null) await keeper.DisposeAsync();
    }

    private static async Task<bool> IsQuiet(Task coming)
    {
        await coming.WaitAsync(Rest).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !coming.IsCompleted;
    }

    // Whoever is answered has left the line already, so that there is room for what they send next.
    private void Leave(Waiting load, Action answer)
    {
        if (load.Kept.Task.IsCompleted) return;
        Interlocked.Add(ref waiting, -load.Size);
        answer();
    }

    private async Task Keep(VoiceKeeper keeper, List<Waiting> loads)
    {
        try
        {
            Answer(loads, await keeper.Keep([.. loads.SelectMany(load => load.Voices)], KeptBeside.Of(loads), closing.Token));
        }
        catch (Exception fault) when (!Outage.Is(fault))
        {
            // One that cannot be kept must not fail its neighbours.
            foreach (var load in loads) await KeepAlone(keeper, load);
        }

        ring();
    }

    private async Task KeepAlone(VoiceKeeper keeper, Waiting load)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (load.Voices.Count > 0) await keeper.FindPlaces(load.Voices, running, closing.Token);
                Answer([load], await keeper.Keep(load.Voices, KeptBeside.Of([load]), closing.Token));
                return;
            }
            catch (Exception fault) when (!Outage.Is(fault))
            {
                // Another node may have taken a place in between; what fails again and again has another reason.
                if (attempt < Attempts) continue;
                Leave(load, () => load.Kept.TrySetException(fault));
                return;
            }
        }
    }

    private void Answer(List<Waiting> loads, Heard[] heard)
    {
        var next = 0;
        foreach (var load in loads)
        {
            var part = heard[next..(next + load.Voices.Count)];
            Leave(load, () => load.Kept.TrySetResult(part));
            next += load.Voices.Count;
        }
    }
}
