using Kolot.Core.Understand.Measures;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Measures;

/// <summary>Loads the measures of an organisation, ready-made and its own, by code. Whoever counts asks here.</summary>
public static class LoadMeasures
{
    private static readonly ReadyQuery<int, KeptMeasure> Measures = new((store, _) => store.Measures.AsNoTracking());
    private static readonly ReadyQuery<int, MeasureRule> Rules = new((store, _) => store.MeasureRules.AsNoTracking());

    /// <summary>Loads them.</summary>
    public static async Task<KnownMeasures> Of(OrganisationStore store, CancellationToken cancel) => KnownMeasures.Of(await Measures.Ask(store, 0, cancel), await Rules.Ask(store, 0, cancel));
}
