using System.Data.Common;
using Npgsql;

namespace Kolot.Store.Backups;

/// <summary>What an organisation's database holds before anything is restored into it.</summary>
internal static class TablesHere
{
    private const string Sqlite = """
        select t.name, c.name from sqlite_master t join pragma_table_info(t.name) c
        where t.type = 'table' and t.name not like 'sqlite^_%' escape '^' and t.name not like 'voice^_words%' escape '^' and t.name not like '^_%' escape '^'
        """;

    private const string Postgres = """
        select table_name, column_name from information_schema.columns
        where table_schema = current_schema() and table_name <> 'voice_words' and table_name not like '^_%' escape '^'
        """;

    /// <summary>Its tables with their columns, as <c>table.column</c>; not by which words voices are found, nor what migrating and restoring note.</summary>
    public static async Task<HashSet<string>> Columns(DbConnection connection, CancellationToken cancel)
    {
        var found = new HashSet<string>();
        await using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection ? Postgres : Sqlite;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) found.Add($"{reader.GetString(0)}.{reader.GetString(1)}");
        return found;
    }

    /// <summary>Whether there are rows that no restore brought: every organisation has members.</summary>
    public static async Task<bool> AreTaken(DbConnection connection, CancellationToken cancel)
    {
        if (!(await Columns(connection, cancel)).Contains("members.id") || await HasMark(connection, cancel)) return false;
        await using var command = connection.CreateCommand();
        command.CommandText = "select count(*) from members";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }

    private static async Task<bool> HasMark(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection
            ? "select count(*) from pg_tables where schemaname = current_schema() and tablename = '_restored'"
            : "select count(*) from sqlite_master where type = 'table' and name = '_restored'";
        return Convert.ToInt64(await command.ExecuteScalarAsync(cancel), System.Globalization.CultureInfo.InvariantCulture) > 0;
    }
}
