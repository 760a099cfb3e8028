using Kolot.Core.Listen;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Removes voices with all that follows from them, or what they are found by.</summary>
public static class VoiceRows
{
    /// <summary>Removes voices with what they are found by, their keys and what they said before. In the caller's transaction.</summary>
    public static async Task Remove(OrganisationStore store, IReadOnlyCollection<long> places, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        await WordsAndKeys(store, [.. places], cancel);
        await store.VoiceRevisions.Where(revision => ids.Contains(revision.VoiceId)).ExecuteDeleteAsync(cancel);
        await store.Voices.Where(voice => places.Contains(voice.Place)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Writes anew what a voice is found by.</summary>
    public static async Task FindAnew(OrganisationStore store, Voice voice, CancellationToken cancel)
    {
        var words = Hearing.WordsOf(voice.Title, voice.Text, voice.Answers);
        if (store.Database.IsNpgsql())
        {
            await store.Database.ExecuteSqlAsync($"delete from voice_words where place = {voice.Place}", cancel);
            if (words.Length > 0)
                await store.Database.ExecuteSqlAsync($"insert into voice_words (place, words) values ({voice.Place}, array_to_tsvector(string_to_array({words}, ' ')))", cancel);
            return;
        }

        await store.Database.ExecuteSqlAsync($"delete from voice_words where rowid = {voice.Place}", cancel);
        if (words.Length > 0) await store.Database.ExecuteSqlAsync($"insert into voice_words (rowid, words) values ({voice.Place}, {words})", cancel);
    }

    // Before the voices themselves: a key is found by what its voice says of where it came from.
    private static async Task WordsAndKeys(OrganisationStore store, long[] places, CancellationToken cancel)
    {
        if (store.Database.IsNpgsql())
        {
            await store.Database.ExecuteSqlAsync($"delete from voice_words where place = any({places})", cancel);
            await store.Database.ExecuteSqlAsync(
                $"delete from voice_keys where (source, source_id) in (select source, source_id from voices where place = any({places}))", cancel);
            return;
        }

        var listed = System.Text.Json.JsonSerializer.Serialize(places);
        await store.Database.ExecuteSqlAsync($"delete from voice_words where rowid in (select value from json_each({listed}))", cancel);
        await store.Database.ExecuteSqlAsync(
            $"""
            delete from voice_keys where (source, source_id) in
                (select source, source_id from voices where place in (select value from json_each({listed})))
            """, cancel);
    }
}
