using System.Data.Common;
using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Store;

namespace Kolot.Listen.Keeping;

/// <summary>A voice that somebody sent again is beyond their reach.</summary>
internal sealed class BeyondReachException(Guid voice) : Exception("A voice that was sent again is beyond the reach of who sent it.")
{
    /// <summary>The id that it would have had.</summary>
    public Guid Voice => voice;
}

/// <summary>What happens when voices that are known arrive again: nothing, or, to one that says something else now, a revision.</summary>
internal sealed class Revisions
{
    private const string Known = """
        select k.content_hash, v.unit_id, v.entered_by, v.id, v.place, v.heard_at, v.version, v.kind, v.title, v.text, v.score, v.score_low, v.score_high, v.answers, v.author
        from voice_keys k join voices v on v.id = k.voice_id where k.source = @source and k.source_id = @id
        """;

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly DbTransaction transaction;
    private readonly IVoiceTables tables;
    private readonly Dictionary<(string, string), Key> known;

    private Revisions(DbTransaction transaction, IVoiceTables tables, Dictionary<(string, string), Key> known) =>
        (this.transaction, this.tables, this.known) = (transaction, tables, known);

    /// <summary>Those that say something else than before, of what their sender may change.</summary>
    public IReadOnlyList<HeardWhole> Changed { get; private init; } = [];

    /// <summary>Looks at once what they said before: most say the same again, when a file is brought in twice.</summary>
    public static async Task<Revisions> Load(DbTransaction transaction, IVoiceTables tables, IEnumerable<HeardWhole> voices, CancellationToken cancel)
    {
        var again = voices.ToArray();
        var known = await Find(transaction, again.Select(whole => KeyOf(whole.Voice)), cancel);
        // Those that have no key were let go when their time was over, and are known by its hash.
        var past = again.Select(whole => KeyOf(whole.Voice)).Where(key => !known.ContainsKey(key)).Distinct().ToDictionary(key => (PastKey.Source, PastKey.Of(key.Item1, key.Item2)));
        if (past.Count > 0)
            foreach (var (hash, key) in await Find(transaction, past.Keys, cancel)) known[past[hash]] = key;
        return new(transaction, tables, known)
        {
            Changed = [.. again.Where(whole => known.TryGetValue(KeyOf(whole.Voice), out var key) && key.MayBeChangedBy(whole))],
        };
    }

    /// <summary>What comes of one.</summary>
    public async Task<Heard> Decide(HeardWhole whole, CancellationToken cancel)
    {
        if (!known.TryGetValue(KeyOf(whole.Voice), out var key)) throw new InvalidOperationException($"The key of voice {whole.Voice.Id} is gone.");
        if (key.IsOver || Same(key.Hash, whole.ContentHash)) return new Heard(key.Id, Outcome.Known);

        var before = await Load(whole.Voice, cancel);
        if (!whole.By.Sees(before.Unit, before.EnteredBy)) return Beyond(whole);
        known[KeyOf(whole.Voice)] = key with { Hash = whole.ContentHash };
        // Another node may have kept the same since.
        if (Same(before.Hash, whole.ContentHash)) return new Heard(key.Id, Outcome.Known);
        await Archive(transaction, before, whole.Voice.KeptAt, cancel);
        // A voice that moves in time takes the place of its new moment; one that does not keeps its own.
        var moved = whole.MomentSaid && whole.Voice.HeardAt != before.HeardAt;
        if (!moved) whole.Voice.HeardAt = before.HeardAt;
        var place = moved ? whole.Voice.Place : before.Place;
        await Change(transaction, whole, before, place, cancel);
        await tables.ChangeWords(transaction, new ChangedWords(before.Place, place, whole.Words), cancel);
        return new Heard(before.Id, Outcome.Revised);
    }

    private static Task<Dictionary<(string, string), Key>> Find(DbTransaction transaction, IEnumerable<(string, string)> keys, CancellationToken cancel) => transaction.Pairs(
        """
        select k.source, k.source_id, k.voice_id, k.content_hash, v.unit_id, v.entered_by
        from voice_keys k left join voices v on v.id = k.voice_id where (k.source, k.source_id)
        """,
        keys, Key.Read, cancel);

    private static (string, string) KeyOf(Voice voice) => (voice.Source, voice.SourceId ?? "");

    private static bool Same(byte[] one, byte[] other) => one.AsSpan().SequenceEqual(other);

    // An import goes on without it; what a system sends at once is taken all or not at all.
    private static Heard Beyond(HeardWhole whole) =>
        whole.Voice.ImportId is null ? throw new BeyondReachException(whole.Voice.Id) : new(whole.Voice.Id, Outcome.Beyond);

    private async Task<Before> Load(Voice voice, CancellationToken cancel)
    {
        await using var command = transaction.Command(Known + tables.Locked, ("source", voice.Source), ("id", voice.SourceId));
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) throw new InvalidOperationException($"The key of voice {voice.Id} points nowhere.");
        var content = Enumerable.Range(7, reader.FieldCount - 7)
            .Where(column => !reader.IsDBNull(column))
            .ToDictionary(reader.GetName, reader.GetValue);
        return new(
            reader.GetFieldValue<byte[]>(0), IdAt(reader, 1), IdAt(reader, 2), reader.GetGuid(3), reader.GetInt64(4),
            DateTime.SpecifyKind(reader.GetDateTime(5), DateTimeKind.Utc), reader.GetInt32(6), JsonSerializer.Serialize(content, Json));
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
              unit_id = @unit_id, customer_id = coalesce(@customer_id, customer_id), merged_from = case when @named then @merged_from else merged_from end, title = @title, text = @text, language = @language, score = @score, score_low = @low, score_high = @high, band = @band,
              answers = @answers, author = @author, notice = coalesce(@notice, notice), version = version + 1, import_id = case when import_id = @import_id then import_id end
            where id = @voice
            """,
            ("place", place), ("heard_at", voice.HeardAt), ("kind", (int)voice.Kind), ("channel_id", voice.ChannelId),
            ("touchpoint_id", voice.TouchpointId), ("unit_id", voice.UnitId), ("customer_id", voice.CustomerId), ("named", voice.CustomerId is not null), ("title", voice.Title), ("text", voice.Text), ("language", voice.Language),
            ("answers", voice.Answers), ("author", voice.Author), ("notice", voice.Notice), ("import_id", voice.ImportId), ("voice", before.Id));
        Add(command, "score", voice.Score, System.Data.DbType.Double);
        Add(command, "low", voice.ScoreLow, System.Data.DbType.Double);
        Add(command, "high", voice.ScoreHigh, System.Data.DbType.Double);
        Add(command, "band", (int?)voice.Band, System.Data.DbType.Int32);
        Add(command, "merged_from", voice.MergedFrom, System.Data.DbType.Guid);
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

    private static Guid? IdAt(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    /// <summary>What is known of a voice by its key. What arrived twice in one batch has no row yet, and no unit or author beyond it.</summary>
    private sealed record Key(Guid Id, byte[] Hash, Guid? Unit, Guid? EnteredBy)
    {
        public static Key Read(DbDataReader row) => new(row.GetGuid(2), row.GetFieldValue<byte[]>(3), IdAt(row, 4), IdAt(row, 5));

        /// <summary>Whether its time, or that of its words, was over and it was let go: it says no more than it does.</summary>
        public bool IsOver => Hash.Length == 0;

        public bool MayBeChangedBy(HeardWhole whole) => !IsOver && !Same(Hash, whole.ContentHash) && (EnteredBy is null || whole.By.Sees(Unit, EnteredBy));
    }

    private sealed record Before(byte[] Hash, Guid? Unit, Guid? EnteredBy, Guid Id, long Place, DateTime HeardAt, int Version, string Content);
}
