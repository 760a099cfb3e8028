using System.Data.Common;
using Kolot.Core.Calendars;
using Kolot.Core.Facts;

namespace Kolot.Store.Facts;

/// <summary>One organisation's facts, in memory on this node: loaded once, then fed.</summary>
/// <param name="databases">Where its voices are.</param>
/// <param name="organisation">Whose they are.</param>
internal sealed class HeldFacts(Databases databases, string organisation) : IDisposable
{
    private const int Page = 50_000;

    // What is looked up together is no more than a statement carries.
    private const int Together = 10_000;

    private readonly SemaphoreSlim turn = new(1, 1);
    private FactImage? image;
    private string database = "";
    private long position;

    /// <summary>What can be counted; null while it is loaded.</summary>
    public FactView? View { get; private set; }

    /// <summary>Which share of it is loaded, from 0 to 1.</summary>
    public double Loaded { get; private set; }

    /// <summary>The bytes that it took when it was last fed.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => turn.Dispose();

    /// <summary>Reads all voices; once more where the organisation changed its days meanwhile.</summary>
    public async Task Load(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            while (!await LoadAlone(cancel)) cancel.ThrowIfCancellationRequested();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Brings in what changed since it was last looked.</summary>
    /// <returns>False if that cannot be told any more, so that all must be loaded anew.</returns>
    public async Task<bool> Look(CancellationToken cancel)
    {
        await turn.WaitAsync(cancel);
        try
        {
            await using var connection = await databases.Connect(organisation, cancel);
            return image is { } facts && await Feed(connection, facts, cancel);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<bool> LoadAlone(CancellationToken cancel)
    {
        await using var connection = await databases.Connect(organisation, cancel);
        // What changes while all is read is read once more.
        var state = await Store.Facts.Feed.State(connection, cancel);
        var facts = new FactImage(new LocalDays(await FactReading.Zone(connection, cancel)));
        (database, position, Loaded) = (state.Database, state.Next, 0);
        await foreach (var (customer, key, value) in FactReading.Attributes(connection, null, cancel))
            facts.Names.Customers.Add(facts.Names.Customers.NumberOf(customer), key, value);
        if (await FactReading.Ends(connection, cancel) is var (first, last)) await LoadVoices(connection, facts, (first, last), cancel);
        if (!await Feed(connection, facts, cancel)) return false;
        (image, Loaded) = (facts, 1);
        return true;
    }

    private async Task LoadVoices(DbConnection connection, FactImage facts, (long First, long Last) ends, CancellationToken cancel)
    {
        for (var (after, more) = (ends.First - 1, true); more;)
        {
            var read = 0;
            await foreach (var row in FactReading.After(connection, after, Page, cancel))
            {
                facts.Put(row);
                (after, read) = (row.Place, read + 1);
            }

            more = read == Page;
            Loaded = Math.Clamp((double)(after - ends.First) / Math.Max(1, ends.Last - ends.First), 0, 0.99);
        }
    }

    private async Task<bool> Feed(DbConnection connection, FactImage facts, CancellationToken cancel)
    {
        var state = await Store.Facts.Feed.State(connection, cancel);
        if (state.Database != database || position < state.Pruned) return false;
        if (state.Next > position)
        {
            var (places, customers) = (new HashSet<long>(), new HashSet<Guid>());
            await foreach (var change in Store.Facts.Feed.Read(connection, position, state.Next, cancel))
            {
                if (change.OtherDays) return false;
                if (change.Place is { } place) places.Add(place);
                if (change.Customer is { } customer) customers.Add(customer);
            }

            foreach (var some in customers.Chunk(Together)) await Describe(connection, facts, some, cancel);
            foreach (var some in places.Chunk(Together)) await Put(connection, facts, some, cancel);
            position = state.Next;
        }

        facts.Settle();
        (View, Bytes) = (facts.View, facts.Bytes);
        return true;
    }

    private static async Task Put(DbConnection connection, FactImage facts, long[] places, CancellationToken cancel)
    {
        var gone = places.ToHashSet();
        // In order of time, as they mostly came.
        Array.Sort(places);
        await foreach (var row in FactReading.At(connection, places, cancel))
        {
            facts.Put(row);
            gone.Remove(row.Place);
        }

        foreach (var place in gone) facts.Remove(place);
    }

    private static async Task Describe(DbConnection connection, FactImage facts, Guid[] customers, CancellationToken cancel)
    {
        var known = customers.ToDictionary(customer => customer, _ => new List<(string, string)>());
        await foreach (var (customer, key, value) in FactReading.Attributes(connection, customers, cancel)) known[customer].Add((key, value));
        var here = await FactReading.StillHere(connection, customers, cancel);
        foreach (var (customer, attributes) in known)
        {
            if (here.Contains(customer)) facts.Names.Customers.Describe(customer, attributes);
            else facts.Names.Customers.Forget(customer);
        }
    }
}
