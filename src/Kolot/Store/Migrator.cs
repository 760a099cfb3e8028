using System.Data.Common;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace Kolot.Store;

/// <summary>Brings a database to the newest schema: SQL scripts in order, each in one transaction with the note that it ran.</summary>
/// <remarks>The lock dies with the process, so a start after a kill finds what was committed, and goes on from there.</remarks>
public sealed class Migrator(Databases databases, ILogger<Migrator> log)
{
    // Any number will do, as long as all nodes use the same: the first letters of "kolot".
    private const long Lock = 0x6B6F6C6F74;

    /// <summary>Migrates the directory.</summary>
    public async Task MigrateDirectory(CancellationToken cancel)
    {
        await using var connection = await databases.ConnectDirectory(cancel);
        await Migrate(connection, "Directory", cancel);
    }

    /// <summary>Migrates an organisation's database, and makes it where there is none.</summary>
    public async Task MigrateOrganisation(string organisation, CancellationToken cancel)
    {
        using var turn = await databases.GateOf(organisation).Enter(cancel);
        await using var connection = await databases.Connect(organisation, cancel);
        await Migrate(connection, "Organisation", cancel);
    }

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

    private async Task Migrate(DbConnection connection, string folder, CancellationToken cancel)
    {
        await Prepare(connection, cancel);
        foreach (var (number, name, sql) in Scripts(folder, databases.Kind))
        {
            await using var transaction = await connection.BeginTransactionAsync(cancel);
            if (databases.Kind == StoreKind.Postgres) await Execute(connection, transaction, $"select pg_advisory_xact_lock({Lock})", cancel);
            if (await Ran(connection, transaction, number, cancel)) continue;
            await Execute(connection, transaction, sql, cancel);
            await Execute(connection, transaction, $"insert into _schema (number, name) values ({number}, '{name}')", cancel);
            await transaction.CommitAsync(cancel);
            log.LogInformation("{Folder} now has schema {Script}", folder, name);
        }
    }

    private async Task Prepare(DbConnection connection, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        if (databases.Kind == StoreKind.Postgres)
        {
            await Execute(connection, transaction, $"select pg_advisory_xact_lock({Lock})", cancel);
            await using var path = connection.CreateCommand();
            path.CommandText = "select current_setting('search_path')";
            await Execute(connection, transaction, $"create schema if not exists {await path.ExecuteScalarAsync(cancel)}", cancel);
        }

        await Execute(connection, transaction, "create table if not exists _schema (number integer not null primary key, name text not null)", cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task<bool> Ran(DbConnection connection, DbTransaction transaction, int number, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"select count(*) from _schema where number = {number}";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    private static async Task Execute(DbConnection connection, DbTransaction transaction, string sql, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"No resource {resource}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
