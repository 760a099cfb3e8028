using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Pages through cases by the key of the last one that was shown. Numbers are found along an index; rows are read of those alone that are shown.</summary>
internal static class CasePaging
{
    /// <summary>A page of what goes on: what is due first, then what nothing is due of, the oldest first.</summary>
    public static async Task<(IReadOnlyList<Case> Rows, CaseCursor? Next)> Open(OrganisationStore store, IQueryable<Case> all, CaseQuery query, int limit, CancellationToken cancel)
    {
        var rows = new List<Case>();
        if (query.After is not { At: null })
        {
            var due = all.Where(row => row.DueAt != null);
            // Told so, databases begin there; told as one or the other, they walk from the beginning.
            if (query.After is { At: { } at, Number: var number }) due = due.Where(row => row.DueAt >= at && (row.DueAt > at || row.Number > number));
            rows = await Whole(store, due.OrderBy(row => row.DueAt).ThenBy(row => row.Number).Take(limit + 1)).OrderBy(row => row.DueAt).ThenBy(row => row.Number).ToListAsync(cancel);
        }

        if (rows.Count <= limit && query.View != CaseView.Due)
        {
            var after = query.After is { At: null, Number: var last } ? last : 0;
            // In the order of the index, though all of them are alike in what is first in it.
            var rest = all.Where(row => row.DueAt == null && row.Number > after).OrderBy(row => row.DueAt).ThenBy(row => row.Number).Take(limit + 1 - rows.Count);
            rows.AddRange(await Whole(store, rest).OrderBy(row => row.Number).ToListAsync(cancel));
        }

        return Cut(rows, limit, due: true);
    }

    /// <summary>A page of what is over, the newest first.</summary>
    /// <param name="store">Where.</param>
    /// <param name="parts">What is within reach, in parts of which each is in order along an index; they may overlap.</param>
    /// <param name="query">After which one it begins.</param>
    /// <param name="limit">How many it has.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<(IReadOnlyList<Case> Rows, CaseCursor? Next)> Closed(OrganisationStore store, IReadOnlyList<IQueryable<Case>> parts, CaseQuery query, int limit, CancellationToken cancel)
    {
        var (before, numbers) = (query.After?.Number ?? long.MaxValue, new List<long>());
        foreach (var part in parts) numbers.AddRange(await part.Where(row => row.ClosedAt != null && row.Number < before).OrderByDescending(row => row.Number).Take(limit + 1).Select(row => row.Number).ToListAsync(cancel));
        long[] shown = [.. numbers.Distinct().OrderDescending().Take(limit + 1)];
        return Cut(shown.Length == 0 ? [] : await store.Cases.AsNoTracking().Where(row => EF.Parameter(shown).Contains(row.Number)).OrderByDescending(row => row.Number).ToListAsync(cancel), limit, due: false);
    }

    // Who may see them was asked of the numbers.
    private static IQueryable<Case> Whole(OrganisationStore store, IQueryable<Case> page) => page.Select(row => row.Number).Join(store.Cases.AsNoTracking(), number => number, row => row.Number, (_, row) => row);

    private static (IReadOnlyList<Case>, CaseCursor?) Cut(List<Case> rows, int limit, bool due) =>
        rows.Count <= limit ? (rows, null) : (rows[..limit], new CaseCursor(due ? rows[limit - 1].DueAt : null, rows[limit - 1].Number));
}
