using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;

namespace Kolot.Listen.Keeping;

/// <summary>Finds the customer that a voice names, by the source's id, then by mail or phone; meets them anew where nobody is found.</summary>
internal static class CustomerFinder
{
    /// <summary>The id of the customer whose voice this is; null where nothing names one.</summary>
    public static async Task<Guid?> Find(DbTransaction transaction, HeardWhole whole, CancellationToken cancel)
    {
        if (whole.Customer is not { } named) return null;
        var source = named.Source ?? whole.Voice.Source;
        (string Kind, string Value)[] identities = [.. Recognised("mail", named.Mail), .. Recognised("phone", named.Phone)];
        if (string.IsNullOrWhiteSpace(named.Id) && identities.Length == 0) return null;

        var found = await BySource(transaction, source, named.Id, cancel) ?? await ByIdentity(transaction, identities, cancel);
        var customer = found ?? await Meet(transaction, whole, source, named, cancel);
        foreach (var (kind, value) in identities)
            await transaction.Execute(
                "insert into identities (id, customer_id, kind, value) values (@id, @customer, @kind, @value) on conflict do nothing",
                [("id", NewId(whole)), ("customer", customer), ("kind", kind), ("value", value)],
                cancel);
        return customer;
    }

    private static IEnumerable<(string, string)> Recognised(string kind, string? written) =>
        Identities.Canonical(kind, written) is { } value ? [(kind, value)] : [];

    private static async Task<Guid?> BySource(DbTransaction transaction, string source, string? id, CancellationToken cancel) =>
        string.IsNullOrWhiteSpace(id)
            ? null
            : await transaction.Id(
                "select id from customers where source = @source and source_id = @id", [("source", source), ("id", id.Trim())], cancel);

    private static async Task<Guid?> ByIdentity(DbTransaction transaction, (string Kind, string Value)[] identities, CancellationToken cancel)
    {
        foreach (var (kind, value) in identities)
        {
            var sql = "select customer_id from identities where kind = @kind and value = @value";
            if (await transaction.Id(sql, [("kind", kind), ("value", value)], cancel) is { } found) return found;
        }

        return null;
    }

    private static async Task<Guid> Meet(
        DbTransaction transaction, HeardWhole whole, string source, HeardCustomer named, CancellationToken cancel)
    {
        var id = NewId(whole);
        var known = !string.IsNullOrWhiteSpace(named.Id);
        (string, object?)[] values =
        [
            ("id", id), ("source", known ? source : "kolot"), ("source_id", known ? named.Id?.Trim() : id.ToString()),
            ("name", named.Name?.Trim()), ("kept_at", whole.Voice.KeptAt), ("import_id", whole.Voice.ImportId),
        ];
        var made = await transaction.Execute(
            """
            insert into customers (id, source, source_id, name, kept_at, import_id, version)
            values (@id, @source, @source_id, @name, @kept_at, @import_id, 0) on conflict do nothing
            """,
            values,
            cancel);
        // Another node met them in the same moment.
        return made == 1 ? id : await BySource(transaction, source, named.Id, cancel) ?? id;
    }

    private static Guid NewId(HeardWhole whole) => Guid.CreateVersion7(new DateTimeOffset(whole.Voice.KeptAt, TimeSpan.Zero));
}
