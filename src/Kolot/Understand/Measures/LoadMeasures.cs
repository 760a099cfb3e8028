using Kolot.Core.Understand.Measures;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Measures;

/// <summary>Loads the measures of an organisation, ready-made and its own, by code. Whoever counts asks here.</summary>
public static class LoadMeasures
{
    /// <summary>Loads them.</summary>
    public static async Task<KnownMeasures> Of(OrganisationStore store, CancellationToken cancel) => KnownMeasures.Of(
        await store.Measures.AsNoTracking().ToArrayAsync(cancel), await store.MeasureRules.AsNoTracking().ToArrayAsync(cancel));
}
