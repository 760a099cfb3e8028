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
    /// <remarks>The key itself stays, so that the same file, brought in once more, does not bring them back.</remarks>
    public static async Task TakeWordsAlong(OrganisationStore store, IReadOnlyCollection<Voice> voices, CancellationToken cancel)
    {
        long[] places = [.. voices.Select(voice => voice.Place)];
        Guid[] ids = [.. voices.Select(voice => voice.Id)];
        await store.VoiceRevisions.Where(revision => ids.Contains(revision.VoiceId)).ExecuteDeleteAsync(cancel);
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
}
