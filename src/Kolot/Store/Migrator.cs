using System.Data.Common;
using System.Reflection;
using Kolot.Core.Listen;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Kolot.Store;

/// <summary>Brings a database to the newest schema: SQL scripts in order, each in one transaction with the note that it ran.</summary>
/// <remarks>
/// The lock dies with the process, so a start after a kill finds what was committed, and goes on from there. Each schema has a lock of its own, and one
/// that is up to date takes none: an organisation that is long in changing holds up no other.
/// </remarks>
public sealed class Migrator(Databases databases, ILogger<Migrator> log)
{
    // Any number will do, as long as all nodes use the same: the first letters of "kolot".
    internal const string Lock = "select pg_advisory_xact_lock(hashtextextended(current_setting('search_path'), 461430878068))";

    /// <summary>Migrates the directory, up to the script of a number or to the newest.</summary>
    public async Task MigrateDirectory(CancellationToken cancel, int upTo = int.MaxValue)
    {
        await using var connection = await databases.ConnectDirectory(cancel);
        await Migrate(connection, "Directory", gate: null, cancel, upTo);
    }

    /// <summary>Migrates an organisation's database, and makes it where there is none.</summary>
    /// <param name="organisation">Which.</param>
    /// <param name="cancel">Gives up; what was changed so far stays.</param>
    /// <param name="upTo">The number of the last script, for what comes from an earlier version; the newest if left out.</param>
    public async Task MigrateOrganisation(string organisation, CancellationToken cancel, int upTo = int.MaxValue)
    {
        await using var connection = await databases.Connect(organisation, cancel);
        await Migrate(connection, "Organisation", databases.GateOf(organisation), cancel, upTo);
    }

    /// <summary>Why this version must not touch the directory; null where it may.</summary>
    public async Task<string?> DirectoryTrouble(CancellationToken cancel)
    {
        await using var connection = await databases.ConnectDirectory(cancel);
        return TooNew("Directory", await Ran(connection, cancel));
    }

    /// <summary>The number of the newest script.</summary>
    internal static int Newest(string folder, StoreKind kind) => Scripts(folder, kind).Max(script => script.Number);

    /// <summary>The scripts of a kind of database, in order: number, name and SQL.</summary>
    internal static IEnumerable<(int Number, string Name, string Sql)> Scripts(string folder, StoreKind kind)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var ending = $".{kind.ToString().ToLowerInvariant()}.sql";
        return assembly.GetManifestResourceNames()
            .Where(name => name.Contains($".Migrations.{folder}.", StringComparison.Ordinal) && name.EndsWith(ending, StringComparison.Ordinal))
            .Select(name => (Name: name.Split($".Migrations.{folder}.")[1].Replace(ending, "", StringComparison.Ordinal), Resource: name))
            .Select(script => (int.Parse(script.Name[..4], System.Globalization.CultureInfo.InvariantCulture), script.Name, Read(assembly, script.Resource)))
            .OrderBy(script => script.Item1);
    }

    private async Task Migrate(DbConnection connection, string folder, WriterGate? gate, CancellationToken cancel, int upTo = int.MaxValue)
    {
        var scripts = Scripts(folder, databases.Kind).Where(script => script.Number <= upTo).ToArray();
        var ran = await Ran(connection, cancel);
        if (TooNew(folder, ran) is { } why) throw new InvalidDataException(why);
        if (scripts.All(script => ran.Contains(script.Number))) return;
        using var turn = gate is null ? null : await gate.Enter(cancel);
        // SQLite knows no hashes by itself.
        if (connection is SqliteConnection sqlite) sqlite.CreateFunction("past_key", (string source, string id) => PastKey.Of(source, id), isDeterministic: true);
        await Prepare(connection, cancel);
        foreach (var (number, name, sql) in scripts.Where(script => !ran.Contains(script.Number)))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if (databases.Kind == StoreKind.Postgres) await Execute(connection, transaction, Lock, cancel);
            // Another node may have run it while this one waited.
            if ((await Ran(connection, cancel)).Contains(number)) continue;
            await Execute(connection, transaction, sql, cancel);
            await Execute(connection, transaction, $"insert into _schema (number, name) values ({number}, '{name}')", cancel);
            await transaction.CommitAsync(cancel);
            log.LogInformation("{Folder} now has schema {Script}", folder, name);
        }
    }

    // What an older version writes into newer tables may be what the newer one promised not to keep.
    private string? TooNew(string folder, HashSet<int> ran) => ran.Count > 0 && ran.Max() is var last && Newest(folder, databases.Kind) is var known && last > known
        ? $"Its schema is {last}, of a newer Kolot; this one knows those up to {known}. Install the newer one, or restore what was backed up before."
        : null;

    private async Task Prepare(DbConnection connection, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (databases.Kind == StoreKind.Postgres)
        {
            await Execute(connection, transaction, Lock, cancel);
            await using var path = connection.CreateCommand();
            path.CommandText = "select current_setting('search_path')";
            await Execute(connection, transaction, $"create schema if not exists {await path.ExecuteScalarAsync(cancel)}", cancel);
        }

        await Execute(connection, transaction, "create table if not exists _schema (number integer not null primary key, name text not null)", cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The numbers of the scripts that ran; none where there is nothing yet.</summary>
    private async Task<HashSet<int>> Ran(DbConnection connection, CancellationToken cancel)
    {
        var ran = new HashSet<int>();
        await using var command = connection.CreateCommand();
        command.CommandText = databases.Kind == StoreKind.Postgres
            ? "select count(*) from pg_tables where schemaname = current_schema() and tablename = '_schema'"
            : "select count(*) from sqlite_master where type = 'table' and name = '_schema'";
        if (Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture) == 0) return ran;
        command.CommandText = "select number from _schema";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) ran.Add(reader.GetInt32(0));
        return ran;
    }

    private static async Task Execute(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        // Millions of rows take their time; cut short, they would be begun anew for ever.
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"No resource {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
