using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Listen.Answering;
using Kolot.Listen.Told;
using Kolot.Store;
using Microsoft.Data.Sqlite;

namespace Kolot.Listen.Keeping;

/// <summary>Keeps voices in SQLite: prepared statements, row by row, in one transaction.</summary>
internal sealed class SqliteVoiceTables(SqliteConnection connection) : IVoiceTables
{
    private readonly SqliteStatement claim = new(connection, """
        insert into voice_keys (source, source_id, voice_id, content_hash) select $0, $1, $2, $3
        where not exists (select 1 from voice_keys where source = '' and source_id = $4) on conflict do nothing
        """);

    private readonly SqliteStatement voice = new(connection, $"""
        insert into voices ({VoiceColumns.List}) values ({string.Join(", ", VoiceColumns.All.Select((_, index) => $"${index}"))})
        """);

    private readonly SqliteStatement words = new(connection, "insert into voice_words (rowid, words) values ($0, $1)");
    private readonly SqliteStatement errand = new(connection, "insert into errands (kind, subject, due_at, tries) values ($0, $1, $2, 0)");
    private readonly SqliteStatement unfound = new(connection, "delete from voice_words where rowid = $0");

    private readonly SqliteStatement response = new(connection, $"insert into survey_responses ({ResponseColumns.List}) values ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) {ResponseColumns.Again}");
    private readonly SqliteStatement spent = new(connection, "update survey_links set spent_on = $0 where id = $1 and spent_on is null");

    // Whoever writes has the whole file.
    public string Locked => "";

    public Task<HashSet<Guid>> Claim(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, CancellationToken cancel)
    {
        var fresh = new HashSet<Guid>(voices.Count);
        foreach (var whole in voices)
        {
            var said = whole.Voice;
            if (said.SourceId is not { } id || claim.Run(transaction, said.Source, id, said.Id, whole.ContentHash, PastKey.Of(said.Source, id)) == 1) fresh.Add(said.Id);
        }

        return Task.FromResult(fresh);
    }

    public Task Insert(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, CancellationToken cancel)
    {
        foreach (var whole in voices)
        {
            voice.Run(transaction, VoiceColumns.Values(whole.Voice));
            if (whole.Words.Length > 0) words.Run(transaction, whole.Voice.Place, whole.Words);
            if (LeaveForCases.Wanted(whole.Voice)) errand.Run(transaction, LeaveForCases.Errand, whole.Voice.Id.ToString(), whole.Voice.KeptAt);
        }

        return Task.CompletedTask;
    }

    public Task ChangeWords(DbTransaction transaction, ChangedWords changed, CancellationToken cancel)
    {
        unfound.Run(transaction, changed.From);
        if (changed.Text.Length > 0) words.Run(transaction, changed.To, changed.Text);
        return Task.CompletedTask;
    }

    public Task KeepResponses(DbTransaction transaction, IReadOnlyList<SurveyResponse> responses, CancellationToken cancel)
    {
        foreach (var one in responses)
        {
            response.Run(transaction, ResponseColumns.Values(one));
            if (one.FinishedAt is not null && one.LinkId is not null) spent.Run(transaction, one.Id, one.LinkId);
            if (one.MayBeLeft) errand.Run(transaction, LeftAnswers.Errand, one.Id.ToString(), one.SentAt + LeftAnswers.After);
        }

        return Task.CompletedTask;
    }
}
