using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Listen.Answering;
using Kolot.Listen.Told;
using Kolot.Store;
using Npgsql;
using NpgsqlTypes;

namespace Kolot.Listen.Keeping;

/// <summary>Keeps voices in PostgreSQL: whole batches at once, copied where nothing can clash.</summary>
internal sealed class PostgresVoiceTables(NpgsqlConnection connection) : IVoiceTables
{
    private static readonly NpgsqlDbType[] Types =
    [
        NpgsqlDbType.Bigint, NpgsqlDbType.Uuid, NpgsqlDbType.TimestampTz, NpgsqlDbType.TimestampTz, NpgsqlDbType.Integer, NpgsqlDbType.Uuid,
        NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Double,
        NpgsqlDbType.Double, NpgsqlDbType.Double, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
        NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Boolean, NpgsqlDbType.Integer, NpgsqlDbType.Text,
    ];

    private static readonly NpgsqlDbType[] ResponseTypes =
    [
        NpgsqlDbType.Uuid, NpgsqlDbType.Uuid, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Uuid, NpgsqlDbType.TimestampTz, NpgsqlDbType.TimestampTz,
        NpgsqlDbType.TimestampTz, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Integer, NpgsqlDbType.Integer, NpgsqlDbType.Uuid,
        NpgsqlDbType.Text,
    ];

    private readonly Prepared claim = new(
        connection,
        """
        insert into voice_keys (source, source_id, voice_id, content_hash)
        select source, source_id, voice_id, content_hash from unnest($1, $2, $3, $4, $5) come (source, source_id, voice_id, content_hash, past)
        where not exists (select 1 from voice_keys k where k.source = '' and k.source_id = come.past) on conflict do nothing returning voice_id
        """,
        NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Uuid,
        NpgsqlDbType.Array | NpgsqlDbType.Bytea, NpgsqlDbType.Array | NpgsqlDbType.Text);

    // One statement, so that the way to the server is gone once.
    private readonly Prepared wordsAndErrands = new(
        connection,
        """
        with found as (
          insert into voice_words (place, words)
          select place, array_to_tsvector(string_to_array(words, ' ')) from unnest($1, $2) said (place, words) where words <> '')
        insert into errands (kind, subject, due_at, tries) select $3, subject, $4, 0 from unnest($5) subject
        """,
        NpgsqlDbType.Array | NpgsqlDbType.Bigint, NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.TimestampTz,
        NpgsqlDbType.Array | NpgsqlDbType.Text);

    private readonly Prepared responses = new(
        connection,
        $"""
        with kept as (
          insert into survey_responses ({ResponseColumns.List}) select * from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) {ResponseColumns.Again}
          returning id, link_id, finished_at),
        looked as (insert into errands (kind, subject, due_at, tries) select $17, subject, due_at, 0 from unnest($18, $19) left_one (subject, due_at))
        update survey_links link set spent_on = kept.id from kept where link.id = kept.link_id and kept.finished_at is not null and link.spent_on is null
        """,
        [.. ResponseTypes.Select(type => NpgsqlDbType.Array | type), NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz]);

    public string Locked => " for update of k, v";

    public async Task<HashSet<Guid>> Claim(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, CancellationToken cancel)
    {
        var fresh = voices.Where(whole => whole.Voice.SourceId is null).Select(whole => whole.Voice.Id).ToHashSet();
        // In one order everywhere, so that two nodes wait for each other at most once and never in a ring.
        var keyed = voices.Where(whole => whole.Voice.SourceId is not null)
            .OrderBy(whole => whole.Voice.Source, StringComparer.Ordinal).ThenBy(whole => whole.Voice.SourceId, StringComparer.Ordinal).ToArray();
        if (keyed.Length == 0) return fresh;
        var command = await claim.With(
            cancel,
            keyed.Select(whole => whole.Voice.Source).ToArray(),
            keyed.Select(whole => whole.Voice.SourceId ?? "").ToArray(),
            keyed.Select(whole => whole.Voice.Id).ToArray(),
            keyed.Select(whole => whole.ContentHash).ToArray(),
            keyed.Select(whole => PastKey.Of(whole.Voice.Source, whole.Voice.SourceId ?? "")).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) fresh.Add(reader.GetGuid(0));
        return fresh;
    }

    public async Task Insert(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, CancellationToken cancel)
    {
        await Copy(voices, cancel);
        var command = await wordsAndErrands.With(
            cancel,
            voices.Select(whole => whole.Voice.Place).ToArray(),
            voices.Select(whole => whole.Words).ToArray(),
            LeaveForCases.Errand,
            voices[0].Voice.KeptAt,
            voices.Where(whole => LeaveForCases.Wanted(whole.Voice)).Select(whole => whole.Voice.Id.ToString()).ToArray());
        await command.ExecuteNonQueryAsync(cancel);
    }

    public async Task ChangeWords(DbTransaction transaction, ChangedWords changed, CancellationToken cancel)
    {
        await transaction.Execute("delete from voice_words where place = @place", [("place", changed.From)], cancel);
        if (changed.Text.Length == 0) return;
        await transaction.Execute(
            "insert into voice_words (place, words) values (@place, array_to_tsvector(string_to_array(@words, ' ')))",
            [("place", changed.To), ("words", changed.Text)],
            cancel);
    }

    public async Task KeepResponses(DbTransaction transaction, IReadOnlyList<SurveyResponse> kept, CancellationToken cancel)
    {
        // In one order everywhere, so that two nodes never wait for each other in a ring.
        SurveyResponse[] rows = [.. kept.OrderBy(row => row.Id)], begun = [.. rows.Where(row => row.MayBeLeft)];
        var command = await responses.With(
            cancel,
            Of(row => row.Id), Of(row => row.SurveyId), Of(row => row.Number), Of(row => row.Language), Of(row => row.Way), Of(row => row.LinkId), Of(row => row.BegunAt), Of(row => row.SentAt),
            Of(row => row.FinishedAt), Of(row => row.Screen), Of(row => row.Seconds), Of(row => row.Given), Of(row => (int)row.Counted), Of(row => row.Quotas), Of(row => row.VoiceId), Of(row => row.Notice),
            LeftAnswers.Errand, Array.ConvertAll(begun, row => row.Id.ToString()), Array.ConvertAll(begun, row => row.SentAt + LeftAnswers.After));
        await command.ExecuteNonQueryAsync(cancel);

        T[] Of<T>(Func<SurveyResponse, T> column) => Array.ConvertAll(rows, row => column(row));
    }

    private async Task Copy(IReadOnlyList<HeardWhole> voices, CancellationToken cancel)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy voices ({VoiceColumns.List}) from stdin (format binary)", cancel);
        foreach (var whole in voices)
        {
            await copy.StartRowAsync(cancel);
            var values = VoiceColumns.Values(whole.Voice);
            for (var index = 0; index < values.Length; index++)
            {
                if (values[index] is { } value) await copy.WriteAsync(value, Types[index], cancel);
                else await copy.WriteNullAsync(cancel);
            }
        }

        await copy.CompleteAsync(cancel);
    }

    /// <summary>A command that the server parsed once for this connection.</summary>
    private sealed class Prepared
    {
        private readonly NpgsqlCommand command;

        public Prepared(NpgsqlConnection connection, string sql, params ReadOnlySpan<NpgsqlDbType> types)
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            foreach (var type in types) command.Parameters.Add(new() { NpgsqlDbType = type });
        }

        public async Task<NpgsqlCommand> With(CancellationToken cancel, params object[] values)
        {
            if (!command.IsPrepared) await command.PrepareAsync(cancel);
            foreach (var (index, value) in values.Index()) command.Parameters[index].Value = value;
            return command;
        }
    }
}
