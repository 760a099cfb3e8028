using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Identity = Kolot.Core.Organisation.Identity;

namespace Kolot.Organisation.Customers;

/// <summary>A customer with everything known of them.</summary>
/// <param name="Customer">The record.</param>
/// <param name="Unit">The unit that serves them.</param>
/// <param name="Identities">By what they are recognised.</param>
/// <param name="Attributes">What is known of them.</param>
public sealed record CustomerView(
    Customer Customer, Unit? Unit, IReadOnlyList<Identity> Identities, IReadOnlyList<CustomerAttribute> Attributes)
{
    /// <summary>Where they came from.</summary>
    public const string CameFrom = "came-from";

    /// <summary>Why they left.</summary>
    public const string WhyLeft = "why-left";

    /// <summary>A name to call them by: their own, a mail or phone, or their id.</summary>
    public string CalledBy => Customer.Name ?? (Identities.Count > 0 ? Identities[0].Value : Customer.SourceId);

    /// <summary>What is known under a code.</summary>
    public string? Attribute(string key) => Attributes.FirstOrDefault(attribute => attribute.Key == key)?.Value;

    /// <summary>One customer within reach; null where there is none.</summary>
    public static async Task<CustomerView?> Find(OrganisationStore store, Member reader, Guid id, CancellationToken cancel) =>
        (await Load(store, store.CustomersSeenBy(reader).Where(customer => customer.Id == id), cancel)).SingleOrDefault();

    /// <summary>The customers of a query, in its order.</summary>
    public static async Task<IReadOnlyList<CustomerView>> Load(OrganisationStore store, IQueryable<Customer> query, CancellationToken cancel)
    {
        var customers = await query.AsNoTracking().ToListAsync(cancel);
        var ids = customers.Select(customer => customer.Id).ToArray();
        var unitIds = customers.Select(customer => customer.UnitId).OfType<Guid>().Distinct().ToArray();
        var units = await store.Units.AsNoTracking().Where(unit => unitIds.Contains(unit.Id)).ToDictionaryAsync(unit => unit.Id, cancel);
        var identities = (await store.Identities.AsNoTracking().Where(row => ids.Contains(row.CustomerId))
            .OrderBy(row => row.Kind).ThenBy(row => row.Value).ToListAsync(cancel)).ToLookup(row => row.CustomerId);
        var attributes = (await store.CustomerAttributes.AsNoTracking().Where(row => ids.Contains(row.CustomerId))
            .OrderBy(row => row.Key).ToListAsync(cancel)).ToLookup(row => row.CustomerId);
        return [.. customers.Select(customer => new CustomerView(
            customer, customer.UnitId is { } unit ? units.GetValueOrDefault(unit) : null, [.. identities[customer.Id]], [.. attributes[customer.Id]]))];
    }
}
