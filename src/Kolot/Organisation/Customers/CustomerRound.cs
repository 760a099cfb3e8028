using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers;

/// <summary>Who keeps customers, when, and for which import.</summary>
internal sealed record CustomerArrival(Member By, DateTime At, Guid? Import, Forgotten Forgotten)
{
    /// <summary>Whether a record is of somebody who was erased. Whom a member adds by hand was asked.</summary>
    public bool Forgot(CustomerRecord record) => !Forgotten.IsEmpty && record.Source != ChangeCustomer.Own
        && (Forgotten.By(TombstoneMarks.OfCustomer(record.Source ?? "", record.Id ?? "")) is not null || CustomerChange.Canonical(record).Any(Forgotten.Has));
}

/// <summary>One transaction's customers: all that some records touch, loaded with a handful of queries, changed in memory.</summary>
internal sealed class CustomerRound
{
    private readonly OrganisationStore store;
    private readonly CustomerArrival arrival;
    private readonly Dictionary<(string Source, string Id), CustomerRows> bySource = [];
    private readonly Dictionary<Guid, CustomerRows> byId = [];
    private readonly Dictionary<WrittenIdentity, Guid> owners = [];
    private IReadOnlyDictionary<string, Guid> units = new Dictionary<string, Guid>();

    private CustomerRound(OrganisationStore store, CustomerArrival arrival) => (this.store, this.arrival) = (store, arrival);

    /// <summary>Loads what the records touch.</summary>
    public static async Task<CustomerRound> Load(
        OrganisationStore store, CustomerArrival arrival, IReadOnlyList<CustomerRecord> records, CancellationToken cancel)
    {
        var round = new CustomerRound(store, arrival);
        round.units = await store.Units.AsNoTracking().ToDictionaryAsync(unit => unit.Code, unit => unit.Id, cancel);
        var owners = await round.LoadOwners(records, cancel);
        await round.LoadCustomers(records, owners, cancel);
        return round;
    }

    /// <summary>Keeps one record, or says why not. Saving is the caller's.</summary>
    public Result<KeptCustomer> Keep(CustomerRecord written)
    {
        var record = written with { Source = written.Source?.Trim(), Id = written.Id?.Trim() };
        var rows = bySource.GetValueOrDefault((record.Source ?? "", record.Id ?? ""));
        if (rows is null && arrival.Forgot(record)) return new Refusal.Conflict(KeepCustomers.IsForgotten);
        var known = rows is null ? null : new KnownCustomer(rows.Terms, rows.Customer.Version, rows.Seen);
        var ground = new CustomerGround(arrival.By, arrival.At, units, identity => OtherOwner(identity, rows));
        var decided = CustomerChange.Decide(record, known, ground);
        if (decided.Refusal is { } refusal) return refusal;
        var terms = rows is null ? decided.Value : decided.Value with { Identities = decided.Value.Identities.Except(rows.Elsewhere).ToHashSet() };
        if (rows is not null && rows.Terms.SameAs(terms)) return KeptAs(rows, Keeping.Known);

        var isNew = rows is null;
        // The names of fields are for the log of single changes; an import has a line of its own.
        var fields = rows is null || arrival.Import is not null ? [] : rows.Terms.DiffersIn(terms);
        rows ??= Add(record);
        foreach (var gone in rows.Terms.Identities) owners.Remove(gone);
        rows.Become(terms, store);
        foreach (var identity in terms.Identities) owners[identity] = rows.SeenAs;
        if (!isNew) rows.Customer.Version++;
        return KeptAs(rows, isNew ? Keeping.New : Keeping.Changed) with { Fields = fields };
    }

    private static KeptCustomer KeptAs(CustomerRows rows, Keeping how) => new(rows.Customer.Id, rows.Customer.Version, how, rows.Terms);

    private CustomerRows Add(CustomerRecord record)
    {
        var customer = new Customer
        {
            Id = Guid.CreateVersion7(new DateTimeOffset(arrival.At, TimeSpan.Zero)),
            Source = record.Source ?? "",
            SourceId = record.Id ?? "",
            KeptAt = arrival.At,
            ImportId = arrival.Import,
        };
        store.Customers.Add(customer);
        return Remember(new(customer, [], [], Seen: true));
    }

    private CustomerRows Remember(CustomerRows rows)
    {
        bySource[(rows.Customer.Source, rows.Customer.SourceId)] = rows;
        byId[rows.Customer.Id] = rows;
        return rows;
    }

    private IdentityOwner? OtherOwner(WrittenIdentity identity, CustomerRows? self)
    {
        if (!owners.TryGetValue(identity, out var id) || id == self?.SeenAs) return null;
        return byId.TryGetValue(id, out var owner) ? new($"{owner.Customer.Source}/{owner.Customer.SourceId}", owner.Seen) : new("", Seen: false);
    }

    private async Task<List<Guid>> LoadOwners(IReadOnlyList<CustomerRecord> records, CancellationToken cancel)
    {
        foreach (var kind in records.SelectMany(CustomerChange.Canonical).Distinct().GroupBy(identity => identity.Kind, identity => identity.Value))
        {
            var values = kind.ToArray();
            var found = store.Identities.AsNoTracking().Where(identity => identity.Kind == kind.Key && values.Contains(identity.Value));
            await foreach (var identity in found.AsAsyncEnumerable().WithCancellation(cancel))
                owners[new(identity.Kind, identity.Value)] = identity.CustomerId;
        }

        return [.. owners.Values.Distinct()];
    }

    private async Task LoadCustomers(IReadOnlyList<CustomerRecord> records, List<Guid> alsoNamed, CancellationToken cancel)
    {
        var found = await store.Customers.Where(customer => alsoNamed.Contains(customer.Id)).ToListAsync(cancel);
        foreach (var source in records.Where(record => record is { Source: not null, Id: not null }).GroupBy(record => record.Source?.Trim()))
        {
            var ids = source.Select(record => record.Id?.Trim()).Distinct().ToArray();
            found.AddRange(await store.Customers.Where(row => row.Source == source.Key && ids.Contains(row.SourceId)).ToListAsync(cancel));
        }

        var all = found.Select(customer => customer.Id).Distinct().ToList();
        var seenAs = found.Select(customer => customer.MergedInto ?? customer.Id).Distinct().ToList();
        var identities = (await store.Identities.Where(row => seenAs.Contains(row.CustomerId)).ToListAsync(cancel)).ToLookup(row => row.CustomerId);
        var attributes = (await store.CustomerAttributes.Where(row => all.Contains(row.CustomerId)).ToListAsync(cancel)).ToLookup(row => row.CustomerId);
        var seen = await SeenAmong(seenAs, cancel);
        foreach (var customer in found.DistinctBy(customer => customer.Id))
        {
            var together = identities[customer.MergedInto ?? customer.Id].ToLookup(row => (row.MergedFrom ?? row.CustomerId) == customer.Id);
            Remember(new(customer, [.. together[true]], [.. attributes[customer.Id]], seen.Contains(customer.MergedInto ?? customer.Id))
            {
                Elsewhere = together[false].Select(row => new WrittenIdentity(row.Kind, row.Value)).ToHashSet(),
            });
        }
    }

    // A key may change customers without the right to read them: its reach alone counts here.
    private async Task<IReadOnlySet<Guid>> SeenAmong(List<Guid> all, CancellationToken cancel)
    {
        if (arrival.By.Units is null) return all.ToHashSet();
        var reader = arrival.By with { Rights = new HashSet<Right>([Right.ReadCustomers, Right.ReadVoices]) };
        return await store.CustomersSeenBy(reader).Where(row => all.Contains(row.Id)).Select(row => row.Id).ToHashSetAsync(cancel);
    }
}
