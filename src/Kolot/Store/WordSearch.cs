using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Finds places in time where words were said, newest first at no extra cost: rows are numbered by place.</summary>
public static class WordSearch
{
    /// <summary>The places at which all the words are found.</summary>
    /// <param name="store">Where.</param>
    /// <param name="tokens">Words as Core/Language asks for them: letters and digits only.</param>
    /// <param name="from">The first place.</param>
    /// <param name="before">The place after the last.</param>
    public static IQueryable<WordHit> WordHits(this OrganisationStore store, IReadOnlyList<string> tokens, long from, long before)
    {
        if (store.Database.IsNpgsql())
        {
            var query = string.Join(" & ", tokens.Select(token => $"'{token.Replace("'", "''", StringComparison.Ordinal)}'"));
            return store.Set<WordHit>().FromSql(
                $"select place, place as at from voice_words where words @@ {query}::tsquery and place >= {from} and place < {before}");
        }

        var match = string.Join(" AND ", tokens.Select(token => $"\"{token.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
        // As a sum the row's number cannot be asked of the word index one by one: SQLite walks the index first, as it should, and not each voice.
        return store.Set<WordHit>().FromSql(
            $"select rowid as place, rowid + 0 as at from voice_words where voice_words match {match} and rowid >= {from} and rowid < {before}");
    }
}
