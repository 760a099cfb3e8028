using Kolot.Core.Organisation;
using Kolot.Store;
using Identity = Kolot.Core.Organisation.Identity;

namespace Kolot.Organisation.Customers;

/// <summary>A customer's rows, and what they say together.</summary>
internal sealed class CustomerRows(Customer customer, List<Identity> identities, List<CustomerAttribute> attributes, bool Seen)
{
    /// <summary>The record itself.</summary>
    public Customer Customer => customer;

    /// <summary>Whether the one who changes it may see them.</summary>
    public bool Seen { get; } = Seen;

    /// <summary>By what else the same person is recognised, where they were merged: the other records' to change.</summary>
    public IReadOnlySet<WrittenIdentity> Elsewhere { get; init; } = new HashSet<WrittenIdentity>();

    /// <summary>Who they are seen as: themselves, or whom they were merged into.</summary>
    public Guid SeenAs => customer.MergedInto ?? customer.Id;

    /// <summary>What is known.</summary>
    public CustomerTerms Terms => new(
        customer.Name, customer.UnitId, customer.Since,
        identities.Select(identity => new WrittenIdentity(identity.Kind, identity.Value)).ToHashSet(),
        attributes.ToDictionary(attribute => attribute.Key, attribute => attribute.Value));

    /// <summary>Lets the rows say something else.</summary>
    public void Become(CustomerTerms terms, OrganisationStore store)
    {
        (customer.Name, customer.UnitId, customer.Since) = (terms.Name, terms.UnitId, terms.Since);
        foreach (var gone in identities.Where(row => !terms.Identities.Contains(new(row.Kind, row.Value))).ToList())
        {
            identities.Remove(gone);
            store.Identities.Remove(gone);
        }

        var had = Terms.Identities;
        foreach (var added in terms.Identities.Where(identity => !had.Contains(identity)))
        {
            var row = new Identity
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(customer.KeptAt, TimeSpan.Zero)), CustomerId = SeenAs, Kind = added.Kind, Value = added.Value,
                MergedFrom = customer.MergedInto is null ? null : customer.Id,
            };
            identities.Add(row);
            store.Identities.Add(row);
        }

        BecomeAttributes(terms.Attributes, store);
    }

    private void BecomeAttributes(IReadOnlyDictionary<string, string> terms, OrganisationStore store)
    {
        foreach (var gone in attributes.Where(row => !terms.ContainsKey(row.Key)).ToList())
        {
            attributes.Remove(gone);
            store.CustomerAttributes.Remove(gone);
        }

        foreach (var (key, value) in terms)
        {
            if (attributes.Find(row => row.Key == key) is { } known)
            {
                known.Value = value;
                continue;
            }

            var row = new CustomerAttribute { CustomerId = customer.Id, Key = key, Value = value };
            attributes.Add(row);
            store.CustomerAttributes.Add(row);
        }
    }
}
