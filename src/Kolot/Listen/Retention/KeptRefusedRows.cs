using Kolot.Organisation.Retention;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Retention;

/// <summary>Rows of files that could not come in, kept to be mended.</summary>
public sealed class KeptRefusedRows : IKeptKind
{
    /// <inheritdoc/>
    public string Code => "refused-rows";

    /// <inheritdoc/>
    public string Name => Words.KeptRefusedRows;

    /// <inheritdoc/>
    public string About => Words.KeptRefusedRowsAbout;

    /// <inheritdoc/>
    public async Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel)
    {
        var runs = Over(store, border).Where(run => store.RefusedRows.Any(row => row.ImportId == run.Id));
        return new(await Due(store, border).CountAsync(cancel), await runs.MinAsync(run => (DateTime?)run.BegunAt, cancel));
    }

    /// <inheritdoc/>
    public async Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel)
    {
        var ids = await Due(store, border).OrderBy(row => row.Id).Take(most).Select(row => row.Id).ToArrayAsync(cancel);
        return await store.RefusedRows.Where(row => ids.Contains(row.Id)).ExecuteDeleteAsync(cancel);
    }

    private static IQueryable<RefusedRow> Due(OrganisationStore store, DateTime border) =>
        store.RefusedRows.Where(row => Over(store, border).Any(run => run.Id == row.ImportId));

    private static IQueryable<ImportRun> Over(OrganisationStore store, DateTime border) =>
        store.ImportRuns.Where(run => run.BegunAt < border && run.State != ImportState.Running);
}
