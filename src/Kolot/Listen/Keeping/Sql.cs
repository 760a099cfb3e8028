using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Kolot.Listen.Keeping;

/// <summary>Short ways to run SQL with named values, on either database.</summary>
internal static class Sql
{
    // Both databases take tens of thousands of values in a statement; a few hundred rows are enough to make the way to the server short.
    private const int Together = 500;

    // What adds a row to a table is taken apart once for a connection, with the triggers that stand behind it.
    private static readonly ConditionalWeakTable<SqliteConnection, ConcurrentDictionary<string, SqliteStatement>> Known = [];

    /// <summary>Makes a command in a transaction.</summary>
    public static DbCommand Command(this DbTransaction transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in values) command.Add(name, value);
        return command;
    }

    /// <summary>Runs a command for its effect.</summary>
    public static async Task<int> Execute(
        this DbTransaction transaction, string sql, (string Name, object? Value)[] values, CancellationToken cancel)
    {
        await using var command = transaction.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Reads what stands beside pairs of texts.</summary>
    /// <param name="transaction">In which transaction.</param>
    /// <param name="select">Selects the pair and what stands beside it, up to "where (one, other)".</param>
    /// <param name="pairs">The pairs.</param>
    /// <param name="read">Reads what stands beside, from the third column on.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<Dictionary<(string, string), T>> Pairs<T>(
        this DbTransaction transaction, string select, IEnumerable<(string, string)> pairs, Func<DbDataReader, T> read, CancellationToken cancel)
    {
        var found = new Dictionary<(string, string), T>();
        foreach (var part in pairs.Distinct().Chunk(Together))
        {
            await using var command = transaction.Command("");
            command.CommandText = $"{select} in (values {command.Rows(["one", "other"], part.Select(pair => new object?[] { pair.Item1, pair.Item2 }))})";
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel)) found[(reader.GetString(0), reader.GetString(1))] = read(reader);
        }

        return found;
    }

    /// <summary>Adds rows, save those whose keys are taken.</summary>
    /// <returns>How many were added.</returns>
    public static async Task<int> InsertNew(
        this DbTransaction transaction, string table, string[] columns, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        var added = 0;
        if (transaction.Connection is SqliteConnection file)
        {
            var ready = Ready(file, $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, at) => $"${at}"))}) on conflict do nothing");
            foreach (var row in rows) added += ready.Run(transaction, row);
            return added;
        }

        foreach (var part in rows.Chunk(Together))
        {
            await using var command = transaction.Command("");
            command.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values {command.Rows(columns, part)} on conflict do nothing";
            added += await command.ExecuteNonQueryAsync(cancel);
        }

        return added;
    }

    /// <summary>Values of a statement, as a list.</summary>
    public static string List(this DbCommand command, string name, IEnumerable<object> values)
    {
        var names = new List<string>();
        foreach (var (at, value) in values.Index())
        {
            names.Add($"@{name}{at}");
            command.Add($"{name}{at}", value);
        }

        return string.Join(", ", names);
    }

    private static SqliteStatement Ready(SqliteConnection file, string sql) => Known.GetValue(file, static _ => []).GetOrAdd(sql, static (text, of) => new(of, text), file);

    private static string Rows(this DbCommand command, string[] columns, IEnumerable<object?[]> rows)
    {
        var text = new StringBuilder();
        foreach (var (index, row) in rows.Index())
        {
            text.Append(index == 0 ? "(" : ", (");
            for (var column = 0; column < columns.Length; column++)
            {
                var name = $"r{index}_{columns[column]}";
                command.Add(name, row[column]);
                text.Append(column == 0 ? "@" : ", @").Append(name);
            }

            text.Append(')');
        }

        return text.ToString();
    }

    private static void Add(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value ?? DBNull.Value;
        // PostgreSQL wants to know what kind of nothing it is given; its name tells.
        if (value is null) parameter.DbType = KindOfNothing(name);
        command.Parameters.Add(parameter);
    }

    private static DbType KindOfNothing(string name) =>
        name.EndsWith("_id", StringComparison.Ordinal) || name.EndsWith("merged_from", StringComparison.Ordinal) ? DbType.Guid
        : name.EndsWith("_at", StringComparison.Ordinal) ? DbType.DateTime
        : name.EndsWith("_minutes", StringComparison.Ordinal) ? DbType.Int32 : DbType.String;
}
