using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Retention;

/// <summary>What goes with voices, or with their words, whose time is over.</summary>
internal static class VoicesLeaving
{
    /// <summary>The voices heard before a border, of nobody who is held.</summary>
    public static IQueryable<Voice> Before(OrganisationStore store, DateTime border)
    {
        var place = border <= Place.Earliest ? 0 : Place.From(border);
        return store.Voices.Where(voice => voice.Place < place && !store.CustomerHolds.Any(hold => hold.CustomerId == voice.CustomerId || hold.CustomerId == voice.MergedFrom));
    }

    /// <summary>Removes what was written of them beside themselves: words to be found by, earlier versions, and what was known of their content.</summary>
    /// <remarks>The key itself stays while the voice does.</remarks>
    public static async Task TakeWordsAlong(OrganisationStore store, IReadOnlyCollection<Voice> voices, CancellationToken cancel)
    {
        long[] places = [.. voices.Select(voice => voice.Place)];
        Guid[] ids = [.. voices.Select(voice => voice.Id)];
        await store.VoiceRevisions.Where(revision => ids.Contains(revision.VoiceId)).ExecuteDeleteAsync(cancel);
        var responses = store.SurveyResponses.Where(response => response.VoiceId != null && ids.Contains(response.VoiceId.Value));
        await store.RemoveFilesOf(await responses.Select(response => response.Id).ToArrayAsync(cancel), cancel);
        await responses.Where(response => response.Given != "")
            .ExecuteUpdateAsync(set => set.SetProperty(response => response.Given, ""), cancel);
        await store.TakeWordsOfEnquiries(ids, cancel);
        await store.TakeWordsOfCases(ids, cancel);
        if (store.Database.IsNpgsql())
        {
            await store.Database.ExecuteSqlAsync($"delete from voice_words where place = any({places})", cancel);
            await store.Database.ExecuteSqlAsync(
                $"update voice_keys set content_hash = ''::bytea where (source, source_id) in (select source, source_id from voices where place = any({places}))", cancel);
            return;
        }

        var listed = JsonSerializer.Serialize(places);
        await store.Database.ExecuteSqlAsync($"delete from voice_words where rowid in (select value from json_each({listed}))", cancel);
        await store.Database.ExecuteSqlAsync(
            $"""
            update voice_keys set content_hash = x'' where (source, source_id) in
                (select source, source_id from voices where place in (select value from json_each({listed})))
            """, cancel);
    }

    /// <summary>Puts hashes in place of the keys of voices that go: the same file, brought in once more, does not bring them back, and the ids that their sources gave them are gone.</summary>
    public static async Task HashKeys(OrganisationStore store, IReadOnlyCollection<Voice> voices, CancellationToken cancel)
    {
        var keys = voices.Where(voice => voice.SourceId is not null).Select(voice => (voice.Source, Id: voice.SourceId ?? "")).ToArray();
        if (store.Database.IsNpgsql())
        {
            string[] sources = [.. keys.Select(key => key.Source)], ids = [.. keys.Select(key => key.Id)], hashes = [.. keys.Select(key => PastKey.Of(key.Source, key.Id))];
            await store.Database.ExecuteSqlAsync(
                $"""
                update voice_keys k set source = {PastKey.Source}, source_id = past.hash from unnest({sources}, {ids}, {hashes}) past (source, id, hash)
                where k.source = past.source and k.source_id = past.id
                """, cancel);
            return;
        }

        foreach (var (source, id) in keys)
            await store.Database.ExecuteSqlAsync(
                $"update voice_keys set source = {PastKey.Source}, source_id = {PastKey.Of(source, id)} where source = {source} and source_id = {id}", cancel);
    }
}
