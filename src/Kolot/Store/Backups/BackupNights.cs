using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Kolot.Store.Backups;

/// <summary>Takes each organisation's backup once a day, on one of the nodes. What was missed while the house was shut is taken at its next start.</summary>
public sealed class BackupNights(BackupSchedule schedule, TakeBackup take, Leases leases, ILogger<BackupNights> log) : BackgroundService
{
    /// <summary>The lease of the node that takes them.</summary>
    public const string Lease = "backups";

    private static readonly TimeSpan Beat = TimeSpan.FromMinutes(1);

    /// <summary>Takes those that are due, unless another node is at it.</summary>
    public async Task Run(CancellationToken cancel)
    {
        if (schedule.Folder is not { } folder || (await schedule.Due(cancel)).Count == 0) return;
        await leases.While(Lease, async held =>
        {
            await schedule.Settle(folder, held);
            // Asked once more: another node may have taken them meanwhile.
            foreach (var organisation in await schedule.Due(held)) await One(organisation, folder, held);
        }, cancel);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (schedule.Folder is not null && !stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Run(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogError(fault, "Backups cannot be taken now; the next try is in a minute");
            }

            await Task.Delay(Beat, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // One that fails holds up no other.
    private async Task One(string organisation, string folder, CancellationToken cancel)
    {
        try
        {
            var archive = await Take(organisation, folder, cancel);
            log.LogInformation("The backup {Archive} is whole", Path.GetFileName(archive));
            await schedule.RemoveOld(organisation, folder, cancel);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested)
        {
            log.LogError(fault, "The backup of {Organisation} failed; the next try is in an hour", organisation);
        }
    }

    // What is over anyway must not keep the next from fitting.
    private async Task<string> Take(string organisation, string folder, CancellationToken cancel)
    {
        try
        {
            return await take.Run(organisation, folder, progress: null, cancel, scheduled: true);
        }
        catch (Exception fault) when (!cancel.IsCancellationRequested && BackupReason.Of(fault) == BackupReason.NoSpace)
        {
            var removed = await schedule.MakeRoom(folder, cancel);
            if (removed == 0) throw;
            log.LogWarning("The disk of the backups is full; {Count} archives whose time is over are removed for the one of {Organisation}", removed, organisation);
        }

        return await take.Run(organisation, folder, progress: null, cancel, scheduled: true);
    }
}
