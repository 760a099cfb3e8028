using Kolot.Organisation.Retention;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Cases that are closed, with all that happened with them. Their voices stay as long as voices do.</summary>
public sealed class KeptCases : IKeptKind
{
    /// <inheritdoc/>
    public string Code => "cases";

    /// <inheritdoc/>
    public string Name => Words.KeptCases;

    /// <inheritdoc/>
    public string About => Words.KeptCasesAbout;

    /// <inheritdoc/>
    public async Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel)
    {
        var rows = Due(store, border);
        return new(await rows.CountAsync(cancel), await rows.MinAsync(row => row.ClosedAt, cancel));
    }

    /// <inheritdoc/>
    public async Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel)
    {
        var ids = await Due(store, border).OrderBy(row => row.ClosedAt).ThenBy(row => row.Number).Take(most).Select(row => row.Id).ToArrayAsync(cancel);
        await store.RemoveCases(ids, cancel);
        return ids.Length;
    }

    private static IQueryable<Case> Due(OrganisationStore store, DateTime border) => store.Cases.Where(row => row.ClosedAt < border
        && (row.CustomerId == null || !store.CustomerHolds.Any(hold => hold.CustomerId == row.CustomerId || hold.CustomerId == row.MergedFrom)));
}
