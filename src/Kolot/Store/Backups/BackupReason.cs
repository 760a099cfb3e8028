using System.Data.Common;

namespace Kolot.Store.Backups;

/// <summary>Why a backup failed, as a code: what went wrong word for word is in the house's own log, and may name folders and more.</summary>
public static class BackupReason
{
    /// <summary>The disk is full.</summary>
    public const string NoSpace = "no_space";

    /// <summary>The folder cannot be written to.</summary>
    public const string NotWritable = "not_writable";

    /// <summary>What was written could not be read back.</summary>
    public const string NotWhole = "not_whole";

    /// <summary>The organisation is closed.</summary>
    public const string Closed = "closed";

    /// <summary>The database could not be read.</summary>
    public const string Database = "database";

    /// <summary>The process ended before the backup did.</summary>
    public const string BrokeOff = "broke_off";

    /// <summary>Something else.</summary>
    public const string Other = "other";

    // ENOSPC and EDQUOT; ERROR_HANDLE_DISK_FULL and ERROR_DISK_FULL.
    private static readonly int[] Full = [28, 122, unchecked((int)0x80070027), unchecked((int)0x80070070)];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [NoSpace, NotWritable, NotWhole, Closed, Database, BrokeOff, Other];

    /// <summary>The code for a fault.</summary>
    public static string Of(Exception fault) => fault switch
    {
        BrokenArchiveException => NotWhole,
        OrganisationClosedException => Closed,
        IOException full when Full.Contains(full.HResult) => NoSpace,
        IOException or UnauthorizedAccessException => NotWritable,
        DbException => Database,
        _ => Outage.Is(fault) ? Database : Other,
    };
}
