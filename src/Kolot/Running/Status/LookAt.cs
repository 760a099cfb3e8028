using Kolot.Store;
using Kolot.Store.Backups;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Running.Status;

/// <summary>Looks how an organisation stands.</summary>
public sealed class LookAt(Stores stores, BackupRuns backups, TimeProvider clock)
{
    // A week of nights, and some by hand.
    private const int Backups = 10;

    /// <summary>Looks.</summary>
    public async Task<Condition> Organisation(string organisation, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await using var store = await stores.Open(organisation, cancel);
        var due = store.Errands.Where(errand => errand.FailedAt == null && errand.DueAt <= now);
        var failed = store.Errands.Where(errand => errand.FailedAt != null);
        var imports = store.ImportRuns.Where(run => run.State == ImportState.Running);
        return new()
        {
            At = now,
            Due = await due.CountAsync(cancel),
            DueSince = await due.MinAsync(errand => (DateTime?)errand.DueAt, cancel),
            Retried = await store.Errands.CountAsync(errand => errand.FailedAt == null && errand.Tries > 0, cancel),
            Failed = await failed.CountAsync(cancel),
            FailedSince = await failed.MinAsync(errand => errand.FailedAt, cancel),
            MailboxesUnreadSince = await store.StudyMailboxes.MinAsync(mailbox => mailbox.FailingSince, cancel),
            Imports = await imports.CountAsync(cancel),
            ImportsSince = await imports.MinAsync(run => (DateTime?)run.BegunAt, cancel),
            Night = await store.RetentionRuns.AsNoTracking().OrderByDescending(run => run.BegunAt).FirstOrDefaultAsync(cancel),
            Backup = await backups.Last(organisation, cancel),
            Backups = await backups.Recent(organisation, Backups, cancel),
        };
    }
}
