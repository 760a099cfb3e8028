using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers;

/// <summary>A customer as kept.</summary>
/// <param name="Id">Their id in Kolot.</param>
/// <param name="Version">How often the record was changed.</param>
/// <param name="How">What keeping it did.</param>
/// <param name="Terms">What is known of them now.</param>
public sealed record KeptCustomer(Guid Id, int Version, Keeping How, CustomerTerms Terms)
{
    /// <summary>The names of the fields that were changed.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];
}

/// <summary>What keeping a record did.</summary>
public enum Keeping
{
    /// <summary>Nothing: all of it was known.</summary>
    Known,

    /// <summary>The customer is new.</summary>
    New,

    /// <summary>Something known was changed.</summary>
    Changed,
}

/// <summary>Keeps customers' records, some hundred at a time, in one transaction. What is refused leaves the others be.</summary>
public sealed class KeepCustomers(Stores stores, Tombstones tombstones, Log log, TimeProvider clock)
{
    /// <summary>The most records in one call.</summary>
    public const int Most = 1_000;

    /// <summary>Why somebody new is refused who was erased: only by hand, or by a voice of their own, do they come back.</summary>
    public const string IsForgotten = "forgotten";

    private const int Attempts = 4;

    /// <summary>Keeps them, in order; one answer for each record.</summary>
    public async Task<IReadOnlyList<Result<KeptCustomer>>> Run(
        Member member, IReadOnlyList<CustomerRecord> records, Guid? import, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(records.Count, Most);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Once(member, records, import, cancel);
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another node kept the same customer, or gave away the same mail, between our reading and our writing: read again.
            }
        }
    }

    private async Task<IReadOnlyList<Result<KeptCustomer>>> Once(
        Member member, IReadOnlyList<CustomerRecord> records, Guid? import, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var arrival = new CustomerArrival(member, clock.GetUtcNow().UtcDateTime, import, await tombstones.Of(member.Organisation, cancel));
        var round = await CustomerRound.Load(store, arrival, records, cancel);
        var kept = records.Select(round.Keep).ToList();
        // An import is told of by its own line.
        if (import is null) foreach (var one in kept.Where(one => !one.Refused)) Note(store, member, one.Value);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return kept;
    }

    private void Note(OrganisationStore store, Member member, KeptCustomer kept)
    {
        if (kept.How == Keeping.Known) return;
        if (kept.How == Keeping.New) log.Write(store, member, "customer.added", kept.Id.ToString());
        else log.Write(store, member, "customer.changed", kept.Id.ToString(), new { fields = kept.Fields });
    }
}
