using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Kolot.Store;

/// <summary>What both databases, and both kinds of database, have in common.</summary>
internal static partial class Conventions
{
    /// <summary>Times are UTC, whatever a provider hands back.</summary>
    public static void Times(ModelConfigurationBuilder builder)
    {
        builder.Properties<DateTime>().HaveConversion<Utc>();
        builder.Properties<decimal>().HavePrecision(18, 4);
        builder.Properties<Enum>().HaveConversion<int>();
    }

    /// <summary>Names as SQL people write them, in the schema that the connection stands in.</summary>
    public static void SnakeCase(ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
        {
            if (entity.GetTableName() is not { } table || entity.IsOwned()) continue;
            entity.SetTableName(Snake(table));
            foreach (var property in entity.GetProperties()) property.SetColumnName(Snake(property.GetColumnName()));
            foreach (var key in entity.GetKeys()) key.SetName($"pk_{Snake(table)}");
            foreach (var index in entity.GetIndexes()) index.SetDatabaseName(IndexName(Snake(table), index));
            foreach (var link in entity.GetForeignKeys()) link.SetConstraintName($"fk_{Snake(table)}_{Snake(link.Properties[0].Name)}");
        }
    }

    // One that carries more than it is sought by is named by what it is for: PostgreSQL cuts long names off.
    private static string IndexName(string table, IMutableIndex index) =>
        $"ix_{table}_{index.Name ?? string.Join('_', index.Properties.Select(property => Snake(property.Name)))}";

    private static string Snake(string name) => Border().Replace(name, "_").ToLowerInvariant();

    [GeneratedRegex("(?<=[a-z0-9])(?=[A-Z])")]
    private static partial Regex Border();

    private sealed class Utc() : ValueConverter<DateTime, DateTime>(
        moment => moment.Kind == DateTimeKind.Utc ? moment : moment.ToUniversalTime(),
        moment => DateTime.SpecifyKind(moment, DateTimeKind.Utc));
}
