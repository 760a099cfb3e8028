using System.Data;
using System.Data.Common;

namespace Kolot.Listen.Keeping;

/// <summary>Short ways to run SQL with named values, on either database.</summary>
internal static class Sql
{
    /// <summary>Makes a command in a transaction.</summary>
    public static DbCommand Command(this DbTransaction transaction, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var connection = transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.");
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        foreach (var (name, value) in values)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            // PostgreSQL wants to know what kind of nothing it is given; what may be nothing here is text or an id.
            if (value is null) parameter.DbType = name.EndsWith("_id", StringComparison.Ordinal) ? DbType.Guid : DbType.String;
            command.Parameters.Add(parameter);
        }

        return command;
    }

    /// <summary>Runs a command for its effect.</summary>
    public static async Task<int> Execute(
        this DbTransaction transaction, string sql, (string Name, object? Value)[] values, CancellationToken cancel)
    {
        await using var command = transaction.Command(sql, values);
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Reads one id, if there is one.</summary>
    public static async Task<Guid?> Id(
        this DbTransaction transaction, string sql, (string Name, object? Value)[] values, CancellationToken cancel)
    {
        await using var command = transaction.Command(sql, values);
        return await command.ExecuteScalarAsync(cancel) switch
        {
            Guid id => id,
            string text => Guid.Parse(text),
            _ => null,
        };
    }
}
