using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Kolot.Store.Backups;

/// <summary>Says whose backup is due, what became of those that broke off, and which are old enough to go.</summary>
public sealed class BackupSchedule(Databases databases, TimeProvider clock, IOptions<BackupSettings> options, ILogger<BackupSchedule> log)
{
    /// <summary>How many always stay, however old: a clock that runs ahead for a night must not cost all of them.</summary>
    public const int AlwaysKept = 3;

    /// <summary>How long to wait after one that failed. A large one may fill a disk that voices need too.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private static readonly TimeSpan LongestByHand = TimeSpan.FromDays(1);
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(366);

    private readonly BackupSettings settings = options.Value;

    /// <summary>Where they are written to; null if none are taken.</summary>
    public string? Folder => string.IsNullOrEmpty(settings.Folder) ? null : settings.Folder;

    /// <summary>Those organisations whose backup was due and is not taken yet: tonight, or when the house was last shut.</summary>
    public async Task<IReadOnlyList<string>> Due(CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (due, pause) = (settings.LastDue(now), now - Pause);
        await using var directory = databases.OpenDirectory();
        var taken = directory.BackupRuns.Where(run => run.Scheduled && run.BegunAt <= now
            && ((run.EndedAt != null && run.Reason == null && run.BegunAt >= due) || ((run.EndedAt == null || run.Reason != null) && run.BegunAt > pause)));
        return await directory.Placements.Where(placement => placement.FoundedAt <= due && !taken.Any(run => run.Organisation == placement.Organisation))
            .Select(placement => placement.Organisation).Order().ToArrayAsync(cancel);
    }

    /// <summary>Sees what became of those whose process ended before they did. Whoever asks is alone at it.</summary>
    public async Task Settle(string folder, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var byHand = now - LongestByHand;
        await using var directory = databases.OpenDirectory();
        foreach (var run in await directory.BackupRuns.Where(run => run.EndedAt == null && (run.Scheduled || run.BegunAt < byHand)).ToArrayAsync(cancel))
        {
            // It gets its name when it was read back: one that has it is whole.
            var archive = new FileInfo(Path.Combine(folder, run.File));
            run.EndedAt = now;
            if (run.Scheduled && archive.Exists) run.Bytes = archive.Length;
            else run.Reason = BackupReason.BrokeOff;
            if (run.Scheduled) Delete(new(archive.FullName + Archive.Unfinished));
        }

        await directory.SaveChangesAsync(cancel);
    }

    /// <summary>Removes all organisations' archives whose time is over, where the disk is full and no new one fits beside them.</summary>
    /// <returns>How many.</returns>
    public async Task<int> MakeRoom(string folder, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var removed = 0;
        foreach (var organisation in await directory.BackupRuns.Select(run => run.Organisation).Distinct().ToArrayAsync(cancel)) removed += await RemoveOld(organisation, folder, cancel);
        return removed;
    }

    /// <summary>Removes an organisation's archives whose time is over: those alone that the schedule wrote, as it wrote them, and never the newest few that are still there.</summary>
    /// <returns>How many.</returns>
    public async Task<int> RemoveOld(string organisation, string folder, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var border = now.AddDays(-settings.Keep);
        await using var directory = databases.OpenDirectory();
        var whole = await directory.BackupRuns.AsNoTracking()
            .Where(run => run.Organisation == organisation && run.Scheduled && run.EndedAt != null && run.Reason == null && run.BegunAt <= now)
            .OrderByDescending(run => run.BegunAt).ToArrayAsync(cancel);
        var removed = whole.Select(run => (run.BegunAt, run.Bytes, File: new FileInfo(Path.Combine(folder, run.File))))
            .Where(there => there.File.Exists && there.File.Length == there.Bytes)
            .Skip(AlwaysKept).Where(there => there.BegunAt < border).Count(there => Delete(there.File));

        var forgotten = border - Remembered;
        await directory.BackupRuns.Where(run => run.Organisation == organisation && run.BegunAt < forgotten).ExecuteDeleteAsync(cancel);
        return removed;
    }

    private bool Delete(FileInfo file)
    {
        try
        {
            file.Delete();
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(fault, "{File} cannot be removed; it is tried again tomorrow", file.Name);
            return false;
        }
    }
}
