using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;
using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.OptOuts;

/// <summary>Knows who wants no messages, and which addresses take none: whatever is sent to customers asks here first.</summary>
public sealed class KnownOptOuts(Marks marks)
{
    /// <summary>What a customer is recognised by: each of their identities, and each record that was found to be theirs.</summary>
    public static async Task<IReadOnlyList<string>> MarksOf(OrganisationStore store, Guid customer, CancellationToken cancel) => [.. (await MarksOf(store, [customer], cancel))[customer]];

    /// <summary>The same of several.</summary>
    public static async Task<ILookup<Guid, string>> MarksOf(OrganisationStore store, IReadOnlyCollection<Guid> customers, CancellationToken cancel) =>
        (await SignsOf(store, customers, cancel)).ToLookup(sign => sign.Customer, sign => sign.Mark);

    /// <summary>By what some customers are recognised, with the addresses among it. Whoever was found to be another is recognised by all of that one's.</summary>
    public static async Task<IReadOnlyList<Sign>> SignsOf(OrganisationStore store, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        var wanted = customers.Distinct().ToArray();
        var whole = await store.Customers.AsNoTracking().Where(row => wanted.Contains(row.Id)).Select(row => new { row.Id, Whole = row.MergedInto ?? row.Id }).ToArrayAsync(cancel);
        Guid[] wholes = [.. whole.Select(one => one.Whole).Distinct()];
        var records = await store.Customers.AsNoTracking().Where(row => wholes.Contains(row.Id) || (row.MergedInto != null && wholes.Contains(row.MergedInto.Value)))
            .Select(row => new { row.Id, Whole = row.MergedInto ?? row.Id, row.Source, row.SourceId }).ToArrayAsync(cancel);
        Guid[] ids = [.. records.Select(record => record.Id)];
        var identities = await store.Identities.AsNoTracking().Where(identity => ids.Contains(identity.CustomerId)).Select(identity => new { identity.CustomerId, identity.Kind, identity.Value }).ToArrayAsync(cancel);
        var wholeOf = records.ToDictionary(record => record.Id, record => record.Whole);
        var signs = records.Select(record => new Sign(record.Whole, TombstoneMarks.OfCustomer(record.Source, record.SourceId), null))
            .Concat(identities.Select(identity => new Sign(wholeOf[identity.CustomerId], TombstoneMarks.Of(new(identity.Kind, identity.Value)), new(identity.Kind, identity.Value)))).ToLookup(sign => sign.Customer);
        return [.. whole.SelectMany(one => signs[one.Whole].Select(sign => sign with { Customer = one.Id }))];
    }

    /// <summary>All who opted out of a purpose, for whoever looks at very many: one answer is a look into a set.</summary>
    public async Task<Suppressed> All(OrganisationStore store, Purpose purpose, CancellationToken cancel)
    {
        var kept = await store.OptOuts.AsNoTracking().Where(one => one.Purpose == purpose).Select(one => one.Mark).ToListAsync(cancel);
        return new(await marks.Of(store.Organisation, cancel), kept.ToHashSet());
    }

    /// <summary>Of some marks, those whose owners opted out of a purpose.</summary>
    public async Task<Suppressed> Among(OrganisationStore store, Purpose purpose, IEnumerable<string> some, CancellationToken cancel)
    {
        var writer = await marks.Of(store.Organisation, cancel);
        var kept = new HashSet<string>();
        foreach (var part in some.SelectMany(writer.Readings).Distinct().Chunk(1_000))
            kept.UnionWith(await store.OptOuts.AsNoTracking().Where(one => one.Purpose == purpose && part.Contains(one.Mark)).Select(one => one.Mark).ToListAsync(cancel));
        return new(writer, kept);
    }

    /// <summary>What is known of a customer's wishes: the first opt-out of each purpose.</summary>
    public async Task<IReadOnlyList<OptOut>> OfCustomer(OrganisationStore store, Guid customer, CancellationToken cancel)
    {
        var writer = await marks.Of(store.Organisation, cancel);
        string[] theirs = [.. (await MarksOf(store, customer, cancel)).SelectMany(writer.Readings)];
        var found = await store.OptOuts.AsNoTracking().Where(one => theirs.Contains(one.Mark)).ToArrayAsync(cancel);
        return [.. found.GroupBy(one => one.Purpose).Select(purpose => purpose.OrderBy(one => one.At).First()).OrderBy(one => one.Purpose)];
    }

    /// <summary>Of some identities, those that take no messages, by the identity's mark.</summary>
    public async Task<IReadOnlyDictionary<string, DeadAddress>> Dead(OrganisationStore store, IEnumerable<WrittenIdentity> identities, CancellationToken cancel)
    {
        var writer = await marks.Of(store.Organisation, cancel);
        var read = identities.Select(TombstoneMarks.Of).Distinct().SelectMany(mark => writer.Readings(mark).Select(kept => (mark, kept))).ToArray();
        var found = new Dictionary<string, DeadAddress>();
        foreach (var part in read.Chunk(1_000))
        {
            string[] kept = [.. part.Select(one => one.kept)];
            var dead = (await store.DeadAddresses.AsNoTracking().Where(one => kept.Contains(one.Mark)).ToArrayAsync(cancel)).ToDictionary(one => one.Mark);
            foreach (var (mark, its) in part)
                if (dead.TryGetValue(its, out var one)) found[mark] = one;
        }

        return found;
    }
}

/// <summary>Something by which a customer is recognised.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Mark">What they are recognised by.</param>
/// <param name="Address">The mail, phone or handle that it is of; null where it is of a record.</param>
public sealed record Sign(Guid Customer, string Mark, WrittenIdentity? Address);

/// <summary>Who wants no messages of a purpose.</summary>
public sealed class Suppressed(MarkWriter writer, IReadOnlySet<string> kept)
{
    /// <summary>Whether nobody does.</summary>
    public bool IsEmpty => kept.Count == 0;

    /// <summary>Whether this address's owner is among them. A phone is the same person on WhatsApp.</summary>
    public bool Has(WrittenIdentity identity) => Has(TombstoneMarks.Of(identity));

    /// <summary>Whether a customer of a system is.</summary>
    public bool HasCustomer(string source, string id) => Has(TombstoneMarks.OfCustomer(source, id));

    /// <summary>Whether the owner of a mark is.</summary>
    public bool Has(string mark) => kept.Count > 0 && writer.Readings(mark).Any(kept.Contains);
}
