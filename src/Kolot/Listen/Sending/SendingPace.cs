using Microsoft.Extensions.Options;

namespace Kolot.Listen.Sending;

/// <summary>Sees to it that no server and no gateway is handed more in a minute than was said, however many lines lead there and however slow that is.</summary>
/// <remarks>Nothing is taken from others before its turn is near, and what has gone is noted before the next turn is waited for: a lease is never held by waiting.</remarks>
public sealed class SendingPace(IOptions<SendingSettings> settings, TimeProvider clock)
{
    // What is taken at once has its turn within this: so few are uncertain should the node fall over meanwhile.
    private const int Seconds = 5;

    private readonly Dictionary<(string Organisation, string Way), DateTime> turns = [];
    private readonly Lock one = new();

    /// <summary>How many lines lead to one server.</summary>
    public int Lines => settings.Value.Lines;

    private TimeSpan Gap => settings.Value.PerMinute > 0 ? TimeSpan.FromMinutes(1.0 / settings.Value.PerMinute) : TimeSpan.Zero;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>How many are taken at once, of as many as might be.</summary>
    public int Most(int most) => settings.Value.PerMinute > 0 ? (int)Math.Clamp(settings.Value.PerMinute * (long)Seconds / 60, 1, most) : most;

    /// <summary>Waits until the next may go; taken is none yet.</summary>
    /// <returns>False where the house goes down before.</returns>
    public async Task<bool> IsNear((string Organisation, string Way) where, CancellationToken cancel)
    {
        DateTime next;
        lock (one) next = turns.GetValueOrDefault(where);
        return await Wait(next, cancel);
    }

    /// <summary>Waits for the turn of one that was taken.</summary>
    /// <returns>False where it does not come in time, or the house goes down before: then it was not begun.</returns>
    public async Task<bool> Comes((string Organisation, string Way) where, DateTime until, CancellationToken cancel)
    {
        var mine = Now;
        lock (one)
        {
            if (turns.GetValueOrDefault(where) is var next && next > mine) mine = next;
            if (mine > until) return false;
            if (Gap > TimeSpan.Zero) turns[where] = mine + Gap;
        }

        return await Wait(mine, cancel);
    }

    private async Task<bool> Wait(DateTime turn, CancellationToken cancel)
    {
        if (turn - Now is { Ticks: > 0 } left) await Task.Delay(left, clock, cancel).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !cancel.IsCancellationRequested;
    }
}
