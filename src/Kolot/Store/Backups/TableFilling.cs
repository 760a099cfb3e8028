using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Kolot.Store.Backups;

/// <summary>Puts the rows of an archive into a table: copied on PostgreSQL, one prepared statement on SQLite.</summary>
internal sealed class TableFilling : IAsyncDisposable
{
    private readonly DbTransaction transaction;
    private readonly ArchiveTable table;
    private readonly NpgsqlBinaryImporter? copy;
    private readonly DbCommand? insert;

    private TableFilling(DbTransaction transaction, ArchiveTable table, NpgsqlBinaryImporter? copy, DbCommand? insert) =>
        (this.transaction, this.table, this.copy, this.insert) = (transaction, table, copy, insert);

    /// <summary>Begins to fill a table.</summary>
    public static async Task<TableFilling> Of(DbTransaction transaction, ArchiveTable table, CancellationToken cancel) =>
        transaction.Connection is NpgsqlConnection postgres
            ? new(transaction, table, await postgres.BeginBinaryImportAsync($"copy \"{table.Name}\" ({Names(table)}) from stdin (format binary)", cancel), null)
            : new(transaction, table, null, Insert(transaction, table, ""));

    /// <summary>Adds one row, unless one of the same key is there.</summary>
    public static async Task AddUnlessThere(DbTransaction transaction, ArchiveTable table, object?[] row, CancellationToken cancel)
    {
        await using var insert = Insert(transaction, table, " on conflict do nothing");
        for (var at = 0; at < row.Length; at++) insert.Parameters[at].Value = row[at] ?? DBNull.Value;
        await insert.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Adds a row.</summary>
    public async ValueTask Add(object?[] row, CancellationToken cancel)
    {
        if (insert is not null)
        {
            for (var at = 0; at < row.Length; at++) insert.Parameters[at].Value = row[at] ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(cancel);
            return;
        }

        if (copy is null) return;
        await copy.StartRowAsync(cancel);
        for (var at = 0; at < row.Length; at++)
            if (row[at] is { } value) await copy.WriteAsync(value, TypeOf(table.Columns[at].Kind), cancel);
            else await copy.WriteNullAsync(cancel);
    }

    /// <summary>Ends it: numbers that the database gives go on after the last that came in.</summary>
    public async Task End(CancellationToken cancel)
    {
        if (copy is null || transaction.Connection is not { } connection) return;
        await copy.CompleteAsync(cancel);
        await copy.DisposeAsync();
        if (!table.Columns.Any(column => column is { Name: "id", Kind: ColumnKind.Int or ColumnKind.Long })) return;
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"""
            select setval(pg_get_serial_sequence('"{table.Name}"', column_name), (select max("id") from "{table.Name}"))
            from information_schema.columns
            where table_schema = current_schema() and table_name = '{table.Name}' and is_identity = 'YES' and column_name = 'id'
            """;
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (copy is not null) await copy.DisposeAsync();
        if (insert is not null) await insert.DisposeAsync();
    }

    private static DbCommand Insert(DbTransaction transaction, ArchiveTable table, string otherwise)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText =
            $"insert into \"{table.Name}\" ({Names(table)}) values ({string.Join(", ", table.Columns.Select((_, at) => $"@v{at}"))}){otherwise}";
        foreach (var (at, column) in table.Columns.Index())
            command.Parameters.Add(connection is NpgsqlConnection
                ? new NpgsqlParameter($"@v{at}", TypeOf(column.Kind))
                : new SqliteParameter { ParameterName = $"@v{at}" });
        return command;
    }

    private static string Names(ArchiveTable table) => string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));

    private static NpgsqlDbType TypeOf(ColumnKind kind) => kind switch
    {
        ColumnKind.Json => NpgsqlDbType.Jsonb,
        ColumnKind.Id => NpgsqlDbType.Uuid,
        ColumnKind.Moment => NpgsqlDbType.TimestampTz,
        ColumnKind.Bool => NpgsqlDbType.Boolean,
        ColumnKind.Int => NpgsqlDbType.Integer,
        ColumnKind.Long => NpgsqlDbType.Bigint,
        ColumnKind.Double => NpgsqlDbType.Double,
        ColumnKind.Decimal => NpgsqlDbType.Numeric,
        ColumnKind.Bytes => NpgsqlDbType.Bytea,
        ColumnKind.Day => NpgsqlDbType.Date,
        _ => NpgsqlDbType.Text,
    };
}
