using System.Data.Common;
using Kolot.Core.Listen;
using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace Kolot.Bench.Ground;

/// <summary>Rows put into the tables as fast as the database takes them, with nothing asked: the ceiling of any path.</summary>
internal static class BareInserts
{
    private static readonly string[] Voice =
    [
        "place", "id", "heard_at", "kept_at", "kind", "channel_id", "touchpoint_id", "unit_id", "customer_id", "text", "language",
        "score", "score_low", "score_high", "band", "source", "source_id", "history", "version",
    ];

    private static readonly NpgsqlDbType[] Types =
    [
        NpgsqlDbType.Bigint, NpgsqlDbType.Uuid, NpgsqlDbType.TimestampTz, NpgsqlDbType.TimestampTz, NpgsqlDbType.Integer, NpgsqlDbType.Uuid,
        NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Double, NpgsqlDbType.Double,
        NpgsqlDbType.Double, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Boolean, NpgsqlDbType.Integer,
    ];

    /// <summary>Keeps a batch in one transaction: voices, their keys, their words and their errands.</summary>
    public static Task Keep(DbConnection connection, IReadOnlyList<HeardWhole> batch, CancellationToken cancel) =>
        connection is NpgsqlConnection postgres ? Copy(postgres, batch, cancel) : Insert((SqliteConnection)connection, batch);

    private static object?[] Values(Voice voice) =>
    [
        voice.Place, voice.Id, voice.HeardAt, voice.KeptAt, (int)voice.Kind, voice.ChannelId, voice.TouchpointId, voice.UnitId, voice.CustomerId,
        voice.Text, voice.Language, voice.Score, voice.ScoreLow, voice.ScoreHigh, (int?)voice.Band, voice.Source, voice.SourceId, voice.History, voice.Version,
    ];

    private static Task Insert(SqliteConnection connection, IReadOnlyList<HeardWhole> batch)
    {
        using var transaction = connection.BeginTransaction();
        using var voices = Into(connection, "voices", Voice);
        using var keys = Into(connection, "voice_keys", ["source", "source_id", "voice_id", "content_hash"]);
        using var words = Into(connection, "voice_words", ["rowid", "words"]);
        using var errands = Into(connection, "errands", ["kind", "subject", "due_at", "tries"]);
        foreach (var whole in batch)
        {
            Run(voices, Values(whole.Voice));
            Run(keys, whole.Voice.Source, whole.Voice.SourceId, whole.Voice.Id, whole.ContentHash);
            Run(words, whole.Voice.Place, whole.Words);
            Run(errands, "voice.follow", whole.Voice.Id.ToString(), whole.Voice.KeptAt, 0);
        }

        transaction.Commit();
        return Task.CompletedTask;
    }

    private static SqliteCommand Into(SqliteConnection connection, string table, string[] columns)
    {
        var command = connection.CreateCommand();
        command.CommandText = $"insert into {table} ({string.Join(", ", columns)}) values ({string.Join(", ", columns.Select((_, index) => $"${index}"))})";
        foreach (var index in Enumerable.Range(0, columns.Length)) command.Parameters.Add(new SqliteParameter { ParameterName = $"${index}" });
        return command;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var index = 0; index < values.Length; index++) command.Parameters[index].Value = values[index] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private static async Task Copy(NpgsqlConnection connection, IReadOnlyList<HeardWhole> batch, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await Copy(connection, $"voices ({string.Join(", ", Voice)})", Types, batch.Select(whole => Values(whole.Voice)), cancel);
        await Copy(connection, "voice_keys (source, source_id, voice_id, content_hash)",
            [NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.Bytea],
            batch.Select(whole => new object?[] { whole.Voice.Source, whole.Voice.SourceId, whole.Voice.Id, whole.ContentHash }), cancel);
        await Copy(connection, "errands (kind, subject, due_at, tries)",
            [NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.TimestampTz, NpgsqlDbType.Integer],
            batch.Select(whole => new object?[] { "voice.follow", whole.Voice.Id.ToString(), whole.Voice.KeptAt, 0 }), cancel);
        await using var words = connection.CreateCommand();
        words.CommandText =
            "insert into voice_words (place, words) select place, array_to_tsvector(string_to_array(words, ' ')) from unnest($1, $2) said (place, words)";
        words.Parameters.Add(new NpgsqlParameter { Value = batch.Select(whole => whole.Voice.Place).ToArray() });
        words.Parameters.Add(new NpgsqlParameter { Value = batch.Select(whole => whole.Words).ToArray() });
        await words.ExecuteNonQueryAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    private static async Task Copy(
        NpgsqlConnection connection, string table, NpgsqlDbType[] types, IEnumerable<object?[]> rows, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {table} from stdin (format binary)", cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            for (var index = 0; index < row.Length; index++)
                if (row[index] is { } value) await copy.WriteAsync(value, types[index], cancel);
                else await copy.WriteNullAsync(cancel);
        }

        await copy.CompleteAsync(cancel);
    }
}
