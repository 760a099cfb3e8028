using System.Data.Common;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kolot.Demo;

/// <summary>Many new rows at once: copied into PostgreSQL, one prepared statement over and over into SQLite.</summary>
internal static class ManyRows
{
    /// <summary>Gives a connection the memory that so many rows deserve: SQLite would else write the same pages again and again.</summary>
    public static async Task MakeRoom(DbConnection connection, CancellationToken cancel)
    {
        if (connection is not SqliteConnection) return;
        await using var command = connection.CreateCommand();
        command.CommandText = "pragma cache_size = -256000";
        await command.ExecuteNonQueryAsync(cancel);
        Databases.SetUpAnew(connection);
    }

    public static async Task Insert(DbTransaction transaction, string table, string[] columns, IEnumerable<object[]> rows, CancellationToken cancel)
    {
        var list = string.Join(", ", columns);
        if (transaction.Connection is NpgsqlConnection postgres)
        {
            await using var copy = await postgres.BeginBinaryImportAsync($"copy {table} ({list}) from stdin (format binary)", cancel);
            foreach (var row in rows) await copy.WriteRowAsync(cancel, row);
            await copy.CompleteAsync(cancel);
            return;
        }

        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = $"insert into {table} ({list}) values ({string.Join(", ", columns.Select(column => "$" + column))})";
        foreach (var column in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "$" + column;
            command.Parameters.Add(parameter);
        }

        foreach (var row in rows)
        {
            for (var index = 0; index < row.Length; index++) command.Parameters[index].Value = row[index];
            await command.ExecuteNonQueryAsync(cancel);
        }
    }
}
