using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Retention;

/// <summary>Customers of whom no voice is here.</summary>
public sealed class KeptCustomers : IKeptKind
{
    /// <inheritdoc/>
    public string Code => "customers";

    /// <inheritdoc/>
    public string Name => Words.SilentCustomers;

    /// <inheritdoc/>
    public string About => Words.SilentCustomersAbout;

    /// <inheritdoc/>
    public async Task<Overdue> Look(OrganisationStore store, DateTime border, CancellationToken cancel)
    {
        var silent = Silent(store, border);
        return new(await silent.CountAsync(cancel), await silent.MinAsync(customer => (DateTime?)customer.KeptAt, cancel));
    }

    /// <inheritdoc/>
    public async Task<int> Remove(OrganisationStore store, DateTime border, int most, CancellationToken cancel)
    {
        var ids = await Silent(store, border).OrderBy(customer => customer.Id).Take(most).Select(customer => customer.Id).ToArrayAsync(cancel);
        var parts = store.Customers.Where(customer => ids.Contains(customer.Id) || ids.Contains(customer.MergedInto ?? Guid.Empty)).Select(customer => customer.Id);
        await store.CustomerMerges.Where(merge => ids.Contains(merge.IntoId) || ids.Contains(merge.FromId)).ExecuteDeleteAsync(cancel);
        await store.Identities.Where(identity => ids.Contains(identity.CustomerId)).ExecuteDeleteAsync(cancel);
        await store.CustomerAttributes.Where(attribute => parts.Contains(attribute.CustomerId)).ExecuteDeleteAsync(cancel);
        await store.RemoveInvitations(parts, cancel);
        await store.SurveyLinks.Where(link => parts.Contains(link.CustomerId ?? Guid.Empty)).ExecuteDeleteAsync(cancel);
        await store.Customers.Where(customer => ids.Contains(customer.MergedInto ?? Guid.Empty)).ExecuteDeleteAsync(cancel);
        return await store.Customers.Where(customer => ids.Contains(customer.Id)).ExecuteDeleteAsync(cancel);
    }

    private static IQueryable<Customer> Silent(OrganisationStore store, DateTime border) => store.Customers.Where(customer => customer.KeptAt < border
        && customer.MergedInto == null && !store.Voices.Any(voice => voice.CustomerId == customer.Id) && !store.CustomerHolds.Any(hold =>
            hold.CustomerId == customer.Id || store.Customers.Any(part => part.MergedInto == customer.Id && part.Id == hold.CustomerId)));
}
