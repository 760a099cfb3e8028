using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace Kolot.Store;

/// <summary>Keeps many new rows in the transaction that is open: by one statement for each table, made ready once, and not by one that is made for each row.</summary>
/// <remarks>
/// What is in a row, and how each value is kept, the model says; numbers that the database gives are its to give. Whoever needs them afterwards, or saves a row or two, saves as ever.
/// </remarks>
internal static class KeepMany
{
    // So few are kept as soon by the store itself.
    private const int Few = 4;

    private static readonly ConditionalWeakTable<IEntityType, Column[]> Known = [];

    /// <summary>Saves what waits in a store. Where many rows of a kind were added, the store knows nothing of them afterwards.</summary>
    public static async Task SaveMany(this OrganisationStore store, CancellationToken cancel)
    {
        var looks = store.ChangeTracker.AutoDetectChangesEnabled;
        store.ChangeTracker.DetectChanges();
        store.ChangeTracker.AutoDetectChangesEnabled = false;
        var many = store.ChangeTracker.Entries().Where(entry => entry.State == EntityState.Added).GroupBy(entry => entry.Metadata).Where(kind => kind.Skip(Few).Any()).Select(kind => (kind.Key, Entries: kind.ToArray())).ToArray();
        foreach (var entry in many.SelectMany(kind => kind.Entries)) entry.State = EntityState.Detached;
        try
        {
            // What was changed or removed makes room for what is new.
            await store.SaveChangesAsync(cancel);
            foreach (var (kind, entries) in many) await store.Insert(kind, Array.ConvertAll(entries, entry => entry.Entity), cancel);
        }
        finally
        {
            store.ChangeTracker.AutoDetectChangesEnabled = looks;
        }
    }

    /// <summary>Adds rows that the store need not know.</summary>
    public static Task AddMany<T>(this OrganisationStore store, IReadOnlyCollection<T> rows, CancellationToken cancel) where T : class =>
        rows.Count == 0 ? Task.CompletedTask : store.Insert(store.Model.FindEntityType(typeof(T)) ?? throw new ArgumentException("The store keeps no such rows.", nameof(rows)), [.. rows], cancel);

    private static Task Insert(this OrganisationStore store, IEntityType kind, object[] rows, CancellationToken cancel)
    {
        var transaction = store.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Many rows are kept in a transaction.");
        var columns = Known.GetValue(kind, static of => [.. of.GetProperties().Where(property => !IsGiven(property)).Select(property => new Column(property))]);
        var table = $"\"{kind.GetTableName()}\" ({string.Join(", ", columns.Select(column => $"\"{column.Name}\""))})";
        return transaction is NpgsqlTransaction { Connection: { } server } ? Copy(server, table, columns, rows, cancel) : Run(transaction, table, columns, rows);
    }

    private static bool IsGiven(IProperty property) => property.IsPrimaryKey() && property.ValueGenerated == ValueGenerated.OnAdd && property.ClrType != typeof(Guid);

    private static Task Run(DbTransaction transaction, string table, Column[] columns, object[] rows)
    {
        using var command = transaction.Connection?.CreateCommand() ?? throw new InvalidOperationException("The transaction is over.");
        command.Transaction = transaction;
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"insert into {table} values ({string.Join(", ", columns.Select((_, at) => $"${at}"))})");
        var values = Array.ConvertAll(columns, _ => new SqliteParameter());
        for (var at = 0; at < values.Length; at++)
        {
            values[at].ParameterName = string.Create(CultureInfo.InvariantCulture, $"${at}");
            command.Parameters.Add(values[at]);
        }

        foreach (var row in rows)
        {
            for (var at = 0; at < values.Length; at++) values[at].Value = columns[at].Of(row) ?? DBNull.Value;
            command.ExecuteNonQuery();
        }

        return Task.CompletedTask;
    }

    private static async Task Copy(NpgsqlConnection server, string table, Column[] columns, object[] rows, CancellationToken cancel)
    {
        await using var copy = await server.BeginBinaryImportAsync($"copy {table} from stdin (format binary)", cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            foreach (var column in columns)
            {
                if (column.Of(row) is { } value) await copy.WriteAsync(value, column.Kept, cancel);
                else await copy.WriteNullAsync(cancel);
            }
        }

        await copy.CompleteAsync(cancel);
    }

    private sealed class Column(IProperty property)
    {
        private readonly IClrPropertyGetter value = property.GetGetter();
        private readonly Func<object?, object?>? convert = property.GetTypeMapping().Converter?.ConvertToProvider;

        /// <summary>What it is called.</summary>
        public string Name { get; } = property.GetColumnName();

        /// <summary>As what it is kept.</summary>
        public string Kept { get; } = property.GetRelationalTypeMapping().StoreType;

        /// <summary>What it is of a row.</summary>
        public object? Of(object row) => value.GetClrValue(row) is not { } said ? null : convert is null ? said : convert(said);
    }
}
