using System.Linq.Expressions;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>Sees to it that one run alone is at an import, and that another takes it up when that one never returns.</summary>
public sealed class ImportLeases(Stores stores, TimeProvider clock)
{
    /// <summary>How long a lease holds without being said again.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>Which imports wait for a run to take them up.</summary>
    public static Expression<Func<ImportRun, bool>> IsFree(DateTimeOffset at)
    {
        // Whoever holds one until later than any lease can reach took it before the clock was set back.
        var (now, never) = (at.UtcDateTime, (at + (3 * Holds)).UtcDateTime);
        return run => run.State == ImportState.Running && (run.LeasedUntil == null || run.LeasedUntil < now || run.LeasedUntil > never);
    }

    /// <summary>Takes an import that nobody is at.</summary>
    /// <returns>The lease; null if somebody is at it, or it is not to be run.</returns>
    public async Task<Guid?> Take(string organisation, Guid import, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var lease = Guid.CreateVersion7(now);
        var until = (now + Holds).UtcDateTime;
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var taken = await store.ImportRuns
            .Where(run => run.Id == import).Where(IsFree(now))
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.LeasedBy, lease).SetProperty(run => run.LeasedUntil, until), cancel);
        await writing.Commit(cancel);
        return taken == 1 ? lease : null;
    }

    /// <summary>Holds on to a lease until told to end; lets the run know when another has it.</summary>
    public async Task Hold(string organisation, Guid lease, CancellationTokenSource lost, CancellationToken end)
    {
        while (true)
        {
            await Task.Delay(Beat, clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested) return;
            try
            {
                if (await Renew(organisation, lease, end)) continue;
                await lost.CancelAsync();
                return;
            }
            catch (Exception fault) when (Outage.Is(fault) || fault is OperationCanceledException)
            {
                // Tried again at the next beat.
            }
            catch
            {
                // Whatever it is, nobody holds on any more: the run ends, and what it was at is taken up anew.
                await lost.CancelAsync();
                return;
            }
        }
    }

    /// <summary>Says that the run is still at it.</summary>
    /// <returns>False if another has it by now.</returns>
    public Task<bool> Renew(string organisation, Guid lease, CancellationToken cancel) =>
        Set(organisation, lease, (clock.GetUtcNow() + Holds).UtcDateTime, cancel);

    /// <summary>Lets go of an import, so that whoever comes next need not wait.</summary>
    public Task Release(string organisation, Guid lease, CancellationToken cancel) => Set(organisation, lease, null, cancel);

    private async Task<bool> Set(string organisation, Guid lease, DateTime? until, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var held = await store.ImportRuns.Where(run => run.LeasedBy == lease)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.LeasedUntil, until), cancel);
        await writing.Commit(cancel);
        return held == 1;
    }
}
