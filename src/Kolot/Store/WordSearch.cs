using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Finds places in time where words were said, newest first at no extra cost: rows are numbered by place.</summary>
public static class WordSearch
{
    // So many are gathered and sorted sooner than the newest of them are met on a walk down the time.
    private const int Few = 1_000;

    /// <summary>The places at which all the words are found.</summary>
    /// <param name="store">Where.</param>
    /// <param name="tokens">Words as Core/Language asks for them: letters and digits only.</param>
    /// <param name="from">The first place.</param>
    /// <param name="before">The place after the last.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<IQueryable<WordHit>> WordHits(
        this OrganisationStore store, IReadOnlyList<string> tokens, long from, long before, CancellationToken cancel)
    {
        if (store.Database.IsNpgsql()) return await PostgresHits(store, tokens, from, before, cancel);
        var match = string.Join(" AND ", tokens.Select(token => $"\"{token.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        // As a sum the row's number cannot be asked of the word index one by one: SQLite walks the index first, as it should, and not each voice.
        return store.Set<WordHit>().FromSql(
            $"select rowid as place, rowid + 0 as at from voice_words where voice_words match {match} and rowid >= {from} and rowid < {before}");
    }

    // PostgreSQL guesses how rare a word is that its statistics do not know, and walks past a million voices for a word that nobody said. So it is
    // first asked for a few, in any order; only where there are more is the walk down the time the short way.
    private static async Task<IQueryable<WordHit>> PostgresHits(
        OrganisationStore store, IReadOnlyList<string> tokens, long from, long before, CancellationToken cancel)
    {
        var query = string.Join(" & ", tokens.Select(token => $"'{token.Replace("'", "''", StringComparison.Ordinal)}'"));
        var few = await store.Database.SqlQuery<long>(
            $"select place as \"Value\" from voice_words where words @@ {query}::tsquery and place >= {from} and place < {before} limit {Few}").ToArrayAsync(cancel);
        return few.Length < Few
            ? store.Set<WordHit>().FromSql($"select place, place as at from unnest({few}) said (place)")
            : store.Set<WordHit>().FromSql(
                $"select place, place as at from voice_words where words @@ {query}::tsquery and place >= {from} and place < {before}");
    }
}
