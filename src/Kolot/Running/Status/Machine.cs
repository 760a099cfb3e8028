using System.Reflection;
using Kolot.Store;
using Kolot.Store.Backups;
using Microsoft.Extensions.Options;

namespace Kolot.Running.Status;

/// <summary>A disk that Kolot writes to.</summary>
/// <param name="What">What for.</param>
/// <param name="Folder">Where.</param>
/// <param name="Free">How many bytes are free for the service.</param>
/// <param name="Total">How many there are.</param>
public sealed record Disk(DiskUse What, string Folder, long Free, long Total)
{
    private const long Giga = 1L << 30;

    /// <summary>Whether it is nearly full: less than a twentieth, but of a large disk less than twenty gigabytes, and never less than one.</summary>
    public bool IsLow => Free < Math.Max(Giga, Math.Min(20 * Giga, Total / 20));
}

/// <summary>What a disk is for.</summary>
public enum DiskUse
{
    /// <summary>The databases.</summary>
    Data,

    /// <summary>The backups.</summary>
    Backups,
}

/// <summary>What runs here, in which version, and how much room it has.</summary>
public class Machine(Databases databases, IOptions<StoreSettings> store, IOptions<BackupSettings> backups)
{
    /// <summary>The program's version.</summary>
    public static string Version { get; } = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion is { } whole ? Short(whole) : "?";

    /// <summary>Which kind of database is in use.</summary>
    public StoreKind Kind => databases.Kind;

    /// <summary>The disks that are seen from here. That of a PostgreSQL server is not.</summary>
    public virtual IReadOnlyList<Disk> Disks()
    {
        (DiskUse What, string? Folder)[] all = [(DiskUse.Data, Kind == StoreKind.Sqlite ? store.Value.Folder : null), (DiskUse.Backups, backups.Value.Folder)];
        return [.. all.Select(one => Look(one.What, one.Folder)).OfType<Disk>()];
    }

    /// <summary>The version of the database server, or of SQLite; and the number of the directory's schema.</summary>
    public async Task<(string Server, int Schema)> Directory(CancellationToken cancel)
    {
        await using var connection = await databases.ConnectDirectory(cancel);
        return (connection.ServerVersion, await SchemaOf(connection, cancel));
    }

    /// <summary>The number of an organisation's schema.</summary>
    public async Task<int> SchemaOf(string organisation, CancellationToken cancel)
    {
        await using var connection = await databases.Connect(organisation, cancel);
        return await SchemaOf(connection, cancel);
    }

    // Of the commit that it was built from, as much as tells it from others.
    private static string Short(string version) => version.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus && version.Length > plus + 9 ? version[..(plus + 9)] : version;

    private static async Task<int> SchemaOf(System.Data.Common.DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select max(number) from _schema";
        return Convert.ToInt32(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture);
    }

    // A folder that is made with the first backup lies on the disk of the one above it.
    private static Disk? Look(DiskUse what, string? folder)
    {
        if (string.IsNullOrEmpty(folder)) return null;
        var there = new DirectoryInfo(folder);
        while (!there.Exists && there.Parent is { } above) there = above;
        try
        {
            var drive = new DriveInfo(there.FullName);
            return new(what, folder, drive.AvailableFreeSpace, drive.TotalSize);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
