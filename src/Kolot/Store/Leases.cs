using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Sees to it that of all nodes one alone is at something, and that another takes it up when that one never returns.</summary>
public sealed class Leases(Databases databases, TimeProvider clock)
{
    /// <summary>How long a lease holds without being said again.</summary>
    public static readonly TimeSpan Holds = TimeSpan.FromMinutes(1);

    /// <summary>By which clock leases are held.</summary>
    public TimeProvider Clock => clock;

    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(15);

    /// <summary>Does something that no other node does meanwhile.</summary>
    /// <param name="name">What.</param>
    /// <param name="work">Does it; told to give up when another node has the lease.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>False if another node is at it.</returns>
    public async Task<bool> While(string name, Func<CancellationToken, Task> work, CancellationToken cancel)
    {
        if (await Take(name, cancel) is not { } lease) return false;
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var ended = new CancellationTokenSource();
        var held = Hold(lease, lost, ended.Token);
        try
        {
            await work(lost.Token);
        }
        finally
        {
            await ended.CancelAsync();
            await held;
            await Release(lease);
        }

        return true;
    }

    /// <summary>Takes a lease that nobody has.</summary>
    /// <returns>The lease; null if somebody has it.</returns>
    public async Task<Guid?> Take(string name, CancellationToken cancel)
    {
        var now = clock.GetUtcNow();
        var lease = Guid.CreateVersion7(now);
        // Whoever holds one until later than any lease can reach took it before the clock was set back.
        var (at, until, never) = (now.UtcDateTime, (now + Holds).UtcDateTime, (now + (3 * Holds)).UtcDateTime);
        await using var directory = databases.OpenDirectory();
        var taken = await directory.Database.ExecuteSqlAsync(
            $"""
            insert into leases (name, held_by, held_until) values ({name}, {lease}, {until})
            on conflict (name) do update set held_by = excluded.held_by, held_until = excluded.held_until
            where leases.held_until < {at} or leases.held_until > {never}
            """, cancel);
        return taken == 1 ? lease : null;
    }

    private async Task Hold(Guid lease, CancellationTokenSource lost, CancellationToken end)
    {
        while (true)
        {
            await Task.Delay(Beat, clock, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested) return;
            try
            {
                if (await Renew(lease, end)) continue;
                await lost.CancelAsync();
                return;
            }
            catch (Exception fault) when (Outage.Is(fault) || fault is OperationCanceledException)
            {
                // Tried again at the next beat.
            }
            catch
            {
                // Whatever it is, nobody holds on any more.
                await lost.CancelAsync();
                return;
            }
        }
    }

    private async Task<bool> Renew(Guid lease, CancellationToken cancel)
    {
        var until = (clock.GetUtcNow() + Holds).UtcDateTime;
        await using var directory = databases.OpenDirectory();
        return await directory.Leases.Where(row => row.HeldBy == lease).ExecuteUpdateAsync(set => set.SetProperty(row => row.HeldUntil, until), cancel) == 1;
    }

    private async Task Release(Guid lease)
    {
        try
        {
            await using var directory = databases.OpenDirectory();
            await directory.Leases.Where(row => row.HeldBy == lease).ExecuteDeleteAsync(CancellationToken.None);
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            // It ends by itself.
        }
    }
}
