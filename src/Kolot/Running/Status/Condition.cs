using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Store.Backups;

namespace Kolot.Running.Status;

/// <summary>Something that needs somebody's care.</summary>
public enum Care
{
    /// <summary>The organisation's database could not be brought up to date.</summary>
    Closed,

    /// <summary>Errands were given up until somebody looks.</summary>
    ErrandsFailed,

    /// <summary>Errands have been due for long, and nobody does them.</summary>
    ErrandsLate,

    /// <summary>The last backup failed.</summary>
    BackupFailed,

    /// <summary>There is no whole backup that is recent.</summary>
    BackupLate,

    /// <summary>No backups are taken by themselves.</summary>
    BackupsOff,

    /// <summary>Mailboxes cannot be read into which answers come.</summary>
    MailboxesUnread,

    /// <summary>A disk is nearly full.</summary>
    DiskLow,
}

/// <summary>How an organisation stands: what waits, what failed, what was kept safe and what let go.</summary>
public sealed record Condition
{
    /// <summary>After this, what is due and not done is late.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromMinutes(30);

    /// <summary>When it was looked.</summary>
    public required DateTime At { get; init; }

    /// <summary>How many errands are due.</summary>
    public int Due { get; init; }

    /// <summary>Since when the first of them is.</summary>
    public DateTime? DueSince { get; init; }

    /// <summary>How many failed and are tried again by themselves.</summary>
    public int Retried { get; init; }

    /// <summary>How many were given up until somebody looks.</summary>
    public int Failed { get; init; }

    /// <summary>Since when the first of those is.</summary>
    public DateTime? FailedSince { get; init; }

    /// <summary>Since when the first of the mailboxes that cannot be read cannot; null where all can.</summary>
    public DateTime? MailboxesUnreadSince { get; init; }

    /// <summary>How many files are coming in.</summary>
    public int Imports { get; init; }

    /// <summary>Since when the first of them is.</summary>
    public DateTime? ImportsSince { get; init; }

    /// <summary>The last night of retention; null where none was.</summary>
    public RetentionRun? Night { get; init; }

    /// <summary>How its backups stand.</summary>
    public required BackupStanding Backup { get; init; }

    /// <summary>The last backups, newest first.</summary>
    public IReadOnlyList<BackupRun> Backups { get; init; } = [];

    /// <summary>What needs care, the gravest first.</summary>
    public IEnumerable<Care> Cares
    {
        get
        {
            if (Failed > 0) yield return Care.ErrandsFailed;
            if (DueSince < At - Late) yield return Care.ErrandsLate;
            if (MailboxesUnreadSince < At - Late) yield return Care.MailboxesUnread;
            if (Backup.Newest is { Reason: not null }) yield return Care.BackupFailed;
            if (Backup.IsLate) yield return Care.BackupLate;
            // Another node may be the one that takes them.
            if (!Backup.IsScheduled && (Backup.IsLate || Backup.Whole is not { Scheduled: true })) yield return Care.BackupsOff;
        }
    }
}
