using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kolot.Store.Backups;

/// <summary>How an organisation's backups stand.</summary>
/// <param name="Whole">The last that is whole, whoever asked for it; null if none ever was.</param>
/// <param name="Newest">The last that ended, well or not; null if none ever did.</param>
/// <param name="IsScheduled">Whether this node takes them by itself.</param>
/// <param name="IsLate">Whether there is none that is whole and recent enough.</param>
public sealed record BackupStanding(BackupRun? Whole, BackupRun? Newest, bool IsScheduled, bool IsLate);

/// <summary>Keeps in the directory which backups were taken and which failed, and tells how an organisation's stand.</summary>
public sealed class BackupRuns(Databases databases, TimeProvider clock, IOptions<BackupSettings> settings, ILogger<BackupRuns> log)
{
    /// <summary>After this the last one is too old: a night was missed.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromHours(26);

    /// <summary>How an organisation's backups stand.</summary>
    public async Task<BackupStanding> Last(string organisation, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var directory = databases.OpenDirectory();
        // What is of tomorrow was written while the clock was wrong, and says nothing of today.
        var ended = directory.BackupRuns.AsNoTracking().Where(run => run.Organisation == organisation && run.EndedAt != null && run.BegunAt <= now);
        var newest = await ended.OrderByDescending(run => run.BegunAt).FirstOrDefaultAsync(cancel);
        var whole = newest is { Reason: null } ? newest : await ended.Where(run => run.Reason == null).OrderByDescending(run => run.BegunAt).FirstOrDefaultAsync(cancel);
        var since = whole?.BegunAt
            ?? await directory.Placements.Where(placement => placement.Organisation == organisation).Select(placement => (DateTime?)placement.FoundedAt).SingleOrDefaultAsync(cancel);
        return new(whole, newest, !string.IsNullOrEmpty(settings.Value.Folder), since < now - Late);
    }

    /// <summary>The newest of an organisation's backups, and of its tries.</summary>
    public async Task<IReadOnlyList<BackupRun>> Recent(string organisation, int most, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        return await directory.BackupRuns.AsNoTracking().Where(run => run.Organisation == organisation).OrderByDescending(run => run.BegunAt).Take(most).ToArrayAsync(cancel);
    }

    /// <summary>Writes down that one begins.</summary>
    public Task Begin(BackupRun run) => Keep(run);

    /// <summary>Writes down that one is whole.</summary>
    public Task End(BackupRun run, long bytes)
    {
        (run.EndedAt, run.Bytes) = (clock.GetUtcNow().UtcDateTime, bytes);
        return Keep(run);
    }

    /// <summary>Writes down that one failed.</summary>
    public Task Fail(BackupRun run, Exception fault)
    {
        (run.EndedAt, run.Reason) = (clock.GetUtcNow().UtcDateTime, BackupReason.Of(fault));
        return Keep(run);
    }

    /// <summary>Takes back that one began: it was given up, and nothing is left of it.</summary>
    public Task Drop(BackupRun run) => Try(run, directory => directory.BackupRuns.Where(row => row.Id == run.Id).ExecuteDeleteAsync());

    private Task Keep(BackupRun run) => Try(run, async directory =>
    {
        var isKnown = await directory.BackupRuns.AnyAsync(row => row.Id == run.Id);
        directory.Entry(run).State = isKnown ? EntityState.Modified : EntityState.Added;
        await directory.SaveChangesAsync();
    });

    // A directory that cannot be written to, on a disk that is full, is the very moment for a backup to somewhere else.
    private async Task Try(BackupRun run, Func<DirectoryStore, Task> write)
    {
        try
        {
            await using var directory = databases.OpenDirectory();
            await write(directory);
        }
        catch (Exception fault) when (Outage.Is(fault))
        {
            log.LogWarning(fault, "How the backup {File} stands could not be written down", run.File);
        }
    }
}
