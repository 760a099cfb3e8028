using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Kolot.Listen.Keeping;

/// <summary>A statement that SQLite took apart once for a connection; its values are <c>$0</c>, <c>$1</c> and so on.</summary>
internal sealed class SqliteStatement
{
    private readonly SqliteCommand command;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
    }

    /// <summary>Runs it.</summary>
    /// <returns>How many rows it changed.</returns>
    public int Run(DbTransaction transaction, params ReadOnlySpan<object?> values)
    {
        command.Transaction = (SqliteTransaction)transaction;
        for (var index = 0; index < values.Length; index++)
        {
            if (command.Parameters.Count == index) command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
            command.Parameters[index].Value = values[index] ?? DBNull.Value;
        }

        return command.ExecuteNonQuery();
    }
}
