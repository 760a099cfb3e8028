using System.Data.Common;
using Kolot.Core.Listen;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kolot.Store.Backups;

/// <summary>Writes anew by what words voices are found, from what they say.</summary>
internal static class WordsAnew
{
    private const int Together = 2_000;

    /// <summary>Writes them for all voices; there must be none yet.</summary>
    public static async Task Write(DbTransaction transaction, CancellationToken cancel)
    {
        await using var insert = Insert(transaction);
        for (var after = -1L; ;)
        {
            var found = await Next(transaction, after, cancel);
            if (found.Count == 0) return;
            after = found[^1].Place;
            found.RemoveAll(voice => voice.Words.Length == 0);
            await Add(insert, found, cancel);
        }
    }

    private static async Task<List<(long Place, string Words)>> Next(DbTransaction transaction, long after, CancellationToken cancel)
    {
        await using var command = Command(transaction, $"select place, title, text, answers from voices where place > {after} order by place limit {Together}");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var found = new List<(long, string)>();
        while (await reader.ReadAsync(cancel)) found.Add((reader.GetInt64(0), Hearing.WordsOf(Text(reader, 1), Text(reader, 2), Text(reader, 3))));
        return found;
    }

    private static string? Text(DbDataReader reader, int at) => reader.IsDBNull(at) ? null : reader.GetString(at);

    private static async Task Add(DbCommand insert, List<(long Place, string Words)> found, CancellationToken cancel)
    {
        if (insert is NpgsqlCommand)
        {
            insert.Parameters[0].Value = found.Select(voice => voice.Place).ToArray();
            insert.Parameters[1].Value = found.Select(voice => voice.Words).ToArray();
            await insert.ExecuteNonQueryAsync(cancel);
            return;
        }

        foreach (var (place, words) in found)
        {
            (insert.Parameters[0].Value, insert.Parameters[1].Value) = (place, words);
            await insert.ExecuteNonQueryAsync(cancel);
        }
    }

    private static DbCommand Insert(DbTransaction transaction)
    {
        if (transaction.Connection is NpgsqlConnection)
        {
            var copied = Command(transaction,
                "insert into voice_words (place, words) select place, array_to_tsvector(string_to_array(words, ' ')) from unnest($1, $2) said (place, words)");
            copied.Parameters.Add(new NpgsqlParameter());
            copied.Parameters.Add(new NpgsqlParameter());
            return copied;
        }

        var command = Command(transaction, "insert into voice_words (rowid, words) values ($0, $1)");
        command.Parameters.Add(new SqliteParameter { ParameterName = "$0" });
        command.Parameters.Add(new SqliteParameter { ParameterName = "$1" });
        return command;
    }

    private static DbCommand Command(DbTransaction transaction, string sql)
    {
        var command = (transaction.Connection ?? throw new InvalidOperationException("The transaction has ended.")).CreateCommand();
        (command.Transaction, command.CommandText, command.CommandTimeout) = (transaction, sql, 0);
        return command;
    }
}
