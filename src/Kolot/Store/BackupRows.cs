namespace Kolot.Store;

/// <summary>That an organisation's backup was taken, or failed and why. In the directory.</summary>
public sealed class BackupRun
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Of whom.</summary>
    public required string Organisation { get; init; }

    /// <summary>Whether it was taken by the schedule; such an archive goes when its time is over.</summary>
    public bool Scheduled { get; init; }

    /// <summary>When it began: the moment that the archive holds.</summary>
    public DateTime BegunAt { get; init; }

    /// <summary>When it ended, well or not; null while it is being taken.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>The archive's name, without its folder.</summary>
    public required string File { get; init; }

    /// <summary>How large the archive is; null where there is none.</summary>
    public long? Bytes { get; set; }

    /// <summary>Why it failed, as a code of <see cref="Backups.BackupReason"/>; null otherwise.</summary>
    public string? Reason { get; set; }

    /// <summary>Whether there was an archive that was read back to its end.</summary>
    public bool IsWhole => EndedAt is not null && Reason is null;
}

/// <summary>That one node alone is at something for a while. In the directory.</summary>
public sealed class Lease
{
    /// <summary>At what.</summary>
    public required string Name { get; init; }

    /// <summary>By which of its runs.</summary>
    public Guid HeldBy { get; init; }

    /// <summary>Until when, unless it is said again.</summary>
    public DateTime HeldUntil { get; set; }
}
