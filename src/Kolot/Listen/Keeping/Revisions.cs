using System.Data.Common;
using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Store;

namespace Kolot.Listen.Keeping;

/// <summary>What happens when voices that are known arrive again: nothing, or, to one that says something else now, a revision.</summary>
internal sealed class Revisions
{
    private const string Known = """
        select k.voice_id, v.place, v.heard_at, v.version, v.kind, v.title, v.text, v.score, v.score_low, v.score_high, v.answers, v.author
        from voice_keys k join voices v on v.id = k.voice_id where k.source = @source and k.source_id = @id
        """;

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DbTransaction transaction;
    private readonly IVoiceTables tables;
    private readonly Dictionary<(string, string), (Guid Id, byte[] Hash)> known;

    private Revisions(DbTransaction transaction, IVoiceTables tables, Dictionary<(string, string), (Guid, byte[])> known) =>
        (this.transaction, this.tables, this.known) = (transaction, tables, known);

    /// <summary>Looks at once what they said before: most say the same again, when a file is brought in twice.</summary>
    public static async Task<Revisions> Load(DbTransaction transaction, IVoiceTables tables, IEnumerable<HeardWhole> again, CancellationToken cancel) =>
        new(transaction, tables, await transaction.Pairs(
            "select source, source_id, voice_id, content_hash from voice_keys where (source, source_id)",
            again.Select(whole => KeyOf(whole.Voice)), row => (row.GetGuid(2), row.GetFieldValue<byte[]>(3)), cancel));

    /// <summary>What comes of one.</summary>
    public async Task<Heard> Decide(HeardWhole whole, CancellationToken cancel)
    {
        if (!known.TryGetValue(KeyOf(whole.Voice), out var key)) throw new InvalidOperationException($"The key of voice {whole.Voice.Id} is gone.");
        if (key.Hash.AsSpan().SequenceEqual(whole.ContentHash)) return new Heard(key.Id, Outcome.Known);

        known[KeyOf(whole.Voice)] = (key.Id, whole.ContentHash);
        var before = await Load(transaction, whole.Voice, cancel);
        await Archive(transaction, before, whole.Voice.KeptAt, cancel);
        // A voice that moves in time takes the place of its new moment; one that does not keeps its own.
        var moved = whole.MomentSaid && whole.Voice.HeardAt != before.HeardAt;
        if (!moved) whole.Voice.HeardAt = before.HeardAt;
        var place = moved ? whole.Voice.Place : before.Place;
        await Change(transaction, whole, before, place, cancel);
        await tables.ChangeWords(transaction, new Words(before.Place, place, whole.Words), cancel);
        await transaction.Execute(
            "insert into errands (kind, subject, due_at, tries) values (@kind, @subject, @due, 0)",
            [("kind", ReadVoices.Errand), ("subject", before.Id.ToString()), ("due", whole.Voice.KeptAt)],
            cancel);
        return new Heard(before.Id, Outcome.Revised);
    }

    private static (string, string) KeyOf(Voice voice) => (voice.Source, voice.SourceId ?? "");

    private static async Task<Before> Load(DbTransaction transaction, Voice voice, CancellationToken cancel)
    {
        await using var command = transaction.Command(Known, ("source", voice.Source), ("id", voice.SourceId));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) throw new InvalidOperationException($"The key of voice {voice.Id} points nowhere.");
        var content = Enumerable.Range(4, reader.FieldCount - 4)
            .Where(column => !reader.IsDBNull(column))
            .ToDictionary(reader.GetName, reader.GetValue);
        return new(
            reader.GetGuid(0), reader.GetInt64(1), DateTime.SpecifyKind(reader.GetDateTime(2), DateTimeKind.Utc), reader.GetInt32(3),
            JsonSerializer.Serialize(content, Json));
    }

    private static Task<int> Archive(DbTransaction transaction, Before before, DateTime at, CancellationToken cancel) => transaction.Execute(
        "insert into voice_revisions (voice_id, version, replaced_at, content) values (@voice, @version, @at, @content)",
        [("voice", before.Id), ("version", before.Version), ("at", at), ("content", before.Content)],
        cancel);

    private static async Task Change(DbTransaction transaction, HeardWhole whole, Before before, long place, CancellationToken cancel)
    {
        var voice = whole.Voice;
        await using var command = transaction.Command(
            """
            update voices set place = @place, heard_at = @heard_at, kind = @kind, channel_id = @channel_id, touchpoint_id = @touchpoint_id,
              unit_id = @unit_id, title = @title, text = @text, score = @score, score_low = @low, score_high = @high, band = @band,
              answers = @answers, author = @author, version = version + 1 where id = @voice
            """,
            ("place", place), ("heard_at", voice.HeardAt), ("kind", (int)voice.Kind), ("channel_id", voice.ChannelId),
            ("touchpoint_id", voice.TouchpointId), ("unit_id", voice.UnitId), ("title", voice.Title), ("text", voice.Text),
            ("answers", voice.Answers), ("author", voice.Author), ("voice", before.Id));
        Add(command, "score", voice.Score, System.Data.DbType.Double);
        Add(command, "low", voice.ScoreLow, System.Data.DbType.Double);
        Add(command, "high", voice.ScoreHigh, System.Data.DbType.Double);
        Add(command, "band", (int?)voice.Band, System.Data.DbType.Int32);
        await command.ExecuteNonQueryAsync(cancel);
        await transaction.Execute("update voice_keys set content_hash = @hash where source = @source and source_id = @id",
            [("hash", whole.ContentHash), ("source", voice.Source), ("id", voice.SourceId)], cancel);
    }

    private static void Add(DbCommand command, string name, object? value, System.Data.DbType type)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.DbType, parameter.Value) = (name, type, value ?? DBNull.Value);
        command.Parameters.Add(parameter);
    }

    private sealed record Before(Guid Id, long Place, DateTime HeardAt, int Version, string Content);
}
