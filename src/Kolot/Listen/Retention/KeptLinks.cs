using Kolot.Organisation.Retention;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Retention;

/// <summary>Personal ways into surveys that open no more, or that nobody used for so long though no end was set to them; with what came along.</summary>
public sealed class KeptLinks(TimeProvider clock) : IKeptKind
{
    /// <inheritdoc/>
    public string Code => "links";

    /// <inheritdoc/>
    public string Name => Words.KeptLinks;

    /// <inheritdoc/>
    public string About => Words.KeptLinksAbout;

    /// <inheritdoc/>
    public async Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel)
    {
        var links = Due(store, border);
        return new(await links.CountAsync(cancel), await links.MinAsync(link => (DateTime?)link.MadeAt, cancel));
    }

    /// <inheritdoc/>
    public async Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel)
    {
        var ids = await Due(store, border).OrderBy(link => link.MadeAt).Take(most).Select(link => link.Id).ToArrayAsync(cancel);
        return await store.SurveyLinks.Where(link => ids.Contains(link.Id)).ExecuteDeleteAsync(cancel);
    }

    private IQueryable<SurveyLink> Due(OrganisationStore store, DateTime border)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return store.SurveyLinks.Where(link => link.MadeAt < border && (link.SpentOn != null || link.RevokedAt != null || link.Until == null || link.Until < now)
            && !store.CustomerHolds.Any(hold => hold.CustomerId == link.CustomerId));
    }
}
