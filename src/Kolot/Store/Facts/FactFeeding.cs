using System.Data.Common;
using Kolot.Core.Facts;

namespace Kolot.Store.Facts;

/// <summary>How far an image was fed.</summary>
/// <param name="Database">Of which database it is.</param>
/// <param name="Position">From where on its feed is to be read.</param>
/// <param name="Changes">How much was brought in so far.</param>
/// <param name="Gone">Whether a voice or a customer was removed by the last of it.</param>
internal readonly record struct FactsFed(string Database, long Position, long Changes, bool Gone);

/// <summary>Brings into an image what changed in the store.</summary>
internal static class FactFeeding
{
    // What is looked up together is no more than a statement carries.
    private const int Together = 10_000;

    /// <summary>Brings it in.</summary>
    /// <returns>Null if that cannot be told any more, so that all must be loaded anew.</returns>
    public static async Task<FactsFed?> Run(DbConnection connection, FactImage facts, FactsFed fed, CancellationToken cancel)
    {
        var state = await Feed.State(connection, cancel);
        if (state.Database != fed.Database || fed.Position < state.Pruned) return null;
        var (places, customers, gone) = (new HashSet<long>(), new HashSet<Guid>(), 0);
        if (state.Next > fed.Position)
        {
            await foreach (var change in Feed.Read(connection, fed.Position, state.Next, cancel))
            {
                if (change.OtherDays) return null;
                if (change.Place is { } place) places.Add(place);
                if (change.Customer is { } customer) customers.Add(customer);
            }

            foreach (var some in customers.Chunk(Together)) gone += await Describe(connection, facts, some, cancel);
            foreach (var some in places.Chunk(Together)) gone += await Put(connection, facts, some, cancel);
        }

        facts.Settle();
        return fed with { Position = Math.Max(state.Next, fed.Position), Changes = fed.Changes + places.Count + customers.Count, Gone = gone > 0 };
    }

    private static async Task<int> Put(DbConnection connection, FactImage facts, long[] places, CancellationToken cancel)
    {
        var gone = places.ToHashSet();
        // In order of time, as they mostly came.
        Array.Sort(places);
        await foreach (var row in FactReading.At(connection, places, cancel)) Found(row);
        await foreach (var row in FactReading.OutcomesAt(connection, places, cancel)) Found(row);

        foreach (var place in gone) facts.Remove(place);
        return gone.Count;

        void Found(FactRow row)
        {
            facts.Put(row);
            gone.Remove(row.Place);
        }
    }

    private static async Task<int> Describe(DbConnection connection, FactImage facts, Guid[] customers, CancellationToken cancel)
    {
        var known = customers.ToDictionary(customer => customer, _ => new List<(string, string)>());
        await foreach (var (customer, key, value) in FactReading.Attributes(connection, customers, cancel)) known[customer].Add((key, value));
        var here = await FactReading.StillHere(connection, customers, cancel);
        foreach (var (customer, attributes) in known)
        {
            if (here.Contains(customer)) facts.Names.Customers.Describe(customer, attributes);
            else facts.Names.Customers.Forget(customer);
        }

        return known.Count - here.Count;
    }
}
