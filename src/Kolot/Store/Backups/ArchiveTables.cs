using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Kolot.Store.Backups;

/// <summary>The tables that an archive holds, with their columns.</summary>
internal static class ArchiveTables
{
    // Of the directory an archive holds who may come in, by what, and with which keys. Sessions end where an organisation is restored.
    private static readonly Dictionary<string, string> People = new()
    {
        ["accounts"] = "id in (select account_id from memberships where organisation = $organisation)",
        ["account_claims"] = "user_id in (select account_id from memberships where organisation = $organisation)",
        ["account_logins"] = "user_id in (select account_id from memberships where organisation = $organisation)",
        ["account_tokens"] = "user_id in (select account_id from memberships where organisation = $organisation)",
        ["account_passkeys"] = "user_id in (select account_id from memberships where organisation = $organisation)",
        ["memberships"] = "organisation = $organisation",
        ["access_keys"] = "organisation = $organisation",
        ["erasure_secrets"] = "organisation = $organisation",
        ["erasures"] = "organisation = $organisation",
        ["tombstones"] = "organisation = $organisation",
    };

    /// <summary>Whether an archive may hold rows of that table of the directory.</summary>
    public static bool IsOfPeople(string table) => People.ContainsKey(table);

    /// <summary>Whether it tells who was erased.</summary>
    public static bool IsOfErasures(string table) => table is "erasure_secrets" or "erasures" or "tombstones";

    /// <summary>All of an organisation's tables. What words voices are found by is not among them: it follows from the voices.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<ArchiveColumn> Columns)> Of(OrganisationStore store) =>
        store.Model.GetRelationalModel().Tables.OrderBy(table => table.Name, StringComparer.Ordinal).Select(table => (table.Name, Columns(table)));

    /// <summary>What an organisation has in the directory, and how its rows are chosen.</summary>
    public static IEnumerable<(string Name, IReadOnlyList<ArchiveColumn> Columns, string Where)> Of(DirectoryStore store)
    {
        var tables = store.Model.GetRelationalModel().Tables.ToDictionary(table => table.Name);
        return People.Select(chosen => (chosen.Key, Columns(tables[chosen.Key]), chosen.Value));
    }

    private static IReadOnlyList<ArchiveColumn> Columns(ITable table) =>
        [.. table.Columns.OrderBy(column => column.Name, StringComparer.Ordinal).Select(column => new ArchiveColumn(column.Name, KindOf(column)))];

    private static ColumnKind KindOf(IColumn column)
    {
        var mapping = column.StoreTypeMapping;
        var type = mapping.Converter?.ProviderClrType ?? mapping.ClrType;
        return (Nullable.GetUnderlyingType(type) ?? type) switch
        {
            var plain when plain == typeof(string) => ColumnKind.Text,
            var plain when plain == typeof(Guid) => ColumnKind.Id,
            var plain when plain == typeof(DateTime) || plain == typeof(DateTimeOffset) => ColumnKind.Moment,
            var plain when plain == typeof(bool) => ColumnKind.Bool,
            var plain when plain == typeof(int) => ColumnKind.Int,
            var plain when plain == typeof(long) => ColumnKind.Long,
            var plain when plain == typeof(double) => ColumnKind.Double,
            var plain when plain == typeof(decimal) => ColumnKind.Decimal,
            var plain when plain == typeof(byte[]) => ColumnKind.Bytes,
            var plain when plain == typeof(DateOnly) => ColumnKind.Day,
            _ => ColumnKind.Json,
        };
    }
}
