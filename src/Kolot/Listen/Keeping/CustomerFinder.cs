using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Npgsql;

namespace Kolot.Listen.Keeping;

/// <summary>Another node met a customer in the same moment: whoever catches it looks again, and finds them.</summary>
internal sealed class MetElsewhereException() : Exception("Another node met the same customer in the same moment.");

/// <summary>Finds the customers that voices name, by the source's id, then by mail or phone; meets them anew where nobody is found.</summary>
/// <remarks>All of a batch with a handful of statements, so that a file whose every row names a customer comes in as fast as one that names none.</remarks>
internal static class CustomerFinder
{
    /// <summary>Says of each voice whose it is; what names nobody is left as it is.</summary>
    public static async Task Find(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, CancellationToken cancel)
    {
        Naming[] all = [.. voices.Where(whole => whole.Voice.CustomerId is null).Select(Naming.Of).OfType<Naming>()];
        if (all.Length == 0) return;
        // Whoever erases a customer waits until those found here are kept, and whoever comes later finds them gone.
        if (transaction is NpgsqlTransaction) await transaction.Execute("lock table customers in row share mode", [], cancel);
        var bySource = await BySource(transaction, all, cancel);
        var byIdentity = await transaction.Pairs(
            "select kind, value, customer_id, merged_from from identities where (kind, value)", all.SelectMany(one => one.Identities), Whose.Read, cancel);

        var met = new List<Naming>();
        var identities = new List<(Naming By, (string Kind, string Value) Identity)>();
        foreach (var one in all)
        {
            var found = one.Known is { } key && bySource.TryGetValue(key, out var same) ? same : FirstOf(byIdentity, one.Identities);
            var whose = found ?? new(one.NewId(), null);
            (one.Voice.CustomerId, one.Voice.MergedFrom) = (whose.Customer, whose.MergedFrom);
            if (found is null) met.Add(one);
            if (found is null && one.Known is { } named) bySource[named] = whose;
            foreach (var identity in one.Identities)
                if (byIdentity.TryAdd(identity, whose)) identities.Add((one, identity));
        }

        await Add(transaction, "customers", ["id", "source", "source_id", "name", "kept_at", "import_id", "version"],
            [.. met.OrderBy(one => one.Known?.Source, StringComparer.Ordinal).ThenBy(one => one.Known?.Id, StringComparer.Ordinal).Select(one => one.Row())], cancel);
        await Add(transaction, "identities", ["id", "customer_id", "merged_from", "kind", "value"],
            [.. identities.OrderBy(one => one.Identity.Kind, StringComparer.Ordinal).ThenBy(one => one.Identity.Value, StringComparer.Ordinal)
                .Select(one => new object?[] { one.By.NewId(), one.By.Voice.CustomerId, one.By.Voice.MergedFrom, one.Identity.Kind, one.Identity.Value })], cancel);
    }

    // In one order everywhere, so that two nodes never wait for each other in a ring.
    private static async Task Add(DbTransaction transaction, string table, string[] columns, IReadOnlyList<object?[]> rows, CancellationToken cancel)
    {
        if (await transaction.InsertNew(table, columns, rows, cancel) < rows.Count) throw new MetElsewhereException();
    }

    // Who was merged into another is that one.
    private static Task<Dictionary<(string, string), Whose>> BySource(DbTransaction transaction, IEnumerable<Naming> all, CancellationToken cancel) =>
        transaction.Pairs(
            "select source, source_id, coalesce(merged_into, id), case when merged_into is not null then id end from customers where (source, source_id)", all.Select(one => one.Known).OfType<(string, string)>(),
            Whose.Read, cancel);

    private static Whose? FirstOf(Dictionary<(string, string), Whose> known, (string, string)[] identities)
    {
        foreach (var identity in identities)
            if (known.TryGetValue(identity, out var found)) return found;
        return null;
    }

    /// <summary>A customer, and whom of those merged into them it was that was recognised.</summary>
    private sealed record Whose(Guid Customer, Guid? MergedFrom)
    {
        public static Whose Read(DbDataReader row) => new(row.GetGuid(2), row.IsDBNull(3) ? null : row.GetGuid(3));
    }

    /// <summary>What a voice says of whose it is.</summary>
    private sealed record Naming(Voice Voice, HeardCustomer Customer, (string Source, string Id)? Known, (string Kind, string Value)[] Identities)
    {
        public static Naming? Of(HeardWhole whole)
        {
            if (whole.Customer is not { } named) return null;
            (string, string)[] identities = [.. Recognised("mail", named.Mail), .. Recognised("phone", named.Phone)];
            var id = named.Id?.Trim();
            if (string.IsNullOrEmpty(id) && identities.Length == 0) return null;
            return new(whole.Voice, named, string.IsNullOrEmpty(id) ? null : (named.Source ?? whole.Voice.Source, id), identities);
        }

        private static IEnumerable<(string, string)> Recognised(string kind, string? written) =>
            Core.Organisation.Identities.Canonical(kind, written) is { } value ? [(kind, value)] : [];

        public Guid NewId() => Guid.CreateVersion7(new DateTimeOffset(Voice.KeptAt, TimeSpan.Zero));

        public object?[] Row()
        {
            var (source, id) = Known ?? ("kolot", Voice.CustomerId.ToString() ?? "");
            return [Voice.CustomerId, source, id, Customer.Name?.Trim(), Voice.KeptAt, Voice.ImportId, 0];
        }
    }
}
