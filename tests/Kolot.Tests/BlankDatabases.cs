using Kolot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kolot.Tests;

/// <summary>SQLite files of the newest schema with nothing in them, made once by its scripts: a house begins with copies, as if all of them had run in it.</summary>
/// <remarks>What the scripts themselves do is told where houses have none of these: by the tests of migrations and upgrades, and by every process that is started.</remarks>
internal static class BlankDatabases
{
    private static readonly Lazy<Task<(byte[] Directory, byte[] Organisation)>> Made = new(Make);

    /// <summary>Lays a directory into a folder.</summary>
    public static async Task LayDirectory(string folder) => await File.WriteAllBytesAsync(Path.Combine(folder, "directory.db"), (await Made.Value).Directory);

    /// <summary>Lays an organisation beside it, where there is none of that name.</summary>
    public static async Task LayOrganisation(string folder, string organisation)
    {
        var path = Path.Combine(folder, "organisations", $"{organisation}.db");
        if (!File.Exists(path)) await File.WriteAllBytesAsync(path, (await Made.Value).Organisation);
    }

    private static async Task<(byte[] Directory, byte[] Organisation)> Make()
    {
        var folder = Directory.CreateTempSubdirectory("kolot-blank-").FullName;
        using (var databases = new Databases(Options.Create(new StoreSettings { Folder = folder, Durability = Durability.Off })))
        {
            var migrator = new Migrator(databases, NullLogger<Migrator>.Instance);
            await migrator.MigrateDirectory(CancellationToken.None);
            await migrator.MigrateOrganisation(World.Cafe, CancellationToken.None);
        }

        string[] paths = [Path.Combine(folder, "directory.db"), Path.Combine(folder, "organisations", $"{World.Cafe}.db")];
        foreach (var path in paths)
        {
            // What was written last lies in a file beside until it is brought in.
            await using var file = new SqliteConnection($"Data Source={path};Pooling=false");
            await file.OpenAsync();
            await using var bring = file.CreateCommand();
            bring.CommandText = "pragma wal_checkpoint(truncate)";
            await bring.ExecuteNonQueryAsync();
        }

        var blank = (await File.ReadAllBytesAsync(paths[0]), await File.ReadAllBytesAsync(paths[1]));
        // The connections that wait to be used again hold on to files alone: those may go under them.
        Directory.Delete(folder, recursive: true);
        return blank;
    }
}
