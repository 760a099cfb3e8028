using System.Data.Common;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Kolot.Tests.HouseRules;

/// <summary>What the migrations make is what the model believes in, on both databases.</summary>
public sealed class SchemaTests
{
    // Made by migrations alone, and why.
    private static readonly Dictionary<string, string> BeyondTheModel = new()
    {
        ["_schema"] = "the migrator's own note of what ran",
        ["_feed"] = "written by triggers alone, and read row by row",
        ["_feed_marks"] = "where the feed stands",
        ["voice_words"] = "the search index, reached by SQL only; on SQLite a virtual table with shadows of its own",
    };

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task The_migrated_directory_is_the_model(StoreKind kind)
    {
        await using var two = await TwoStores.Open(kind);
        await using var model = two.FromModel.OpenDirectory();
        await two.Migrator.MigrateDirectory(TestContext.Current.CancellationToken);

        await two.AreAlike(two.Migrated.OpenDirectory(), model);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task A_migrated_organisation_is_the_model(StoreKind kind)
    {
        await using var two = await TwoStores.Open(kind);
        await using var model = two.FromModel.OpenOrganisation("cafe");
        await two.Migrator.MigrateOrganisation("cafe", TestContext.Current.CancellationToken);

        await two.AreAlike(two.Migrated.OpenOrganisation("cafe"), model);
    }

    [Theory]
    [InlineData(StoreKind.Sqlite)]
    [InlineData(StoreKind.Postgres)]
    public async Task A_column_and_an_index_too_few_are_seen(StoreKind kind)
    {
        await using var two = await TwoStores.Open(kind);
        await two.Migrator.MigrateOrganisation("cafe", TestContext.Current.CancellationToken);
        await using var store = two.Migrated.OpenOrganisation("cafe");
        await store.Database.OpenConnectionAsync(TestContext.Current.CancellationToken);
        var before = await Catalog.Read(store, kind);

        await store.Database.ExecuteSqlRawAsync("alter table units add column shade integer", TestContext.Current.CancellationToken);
        await store.Database.ExecuteSqlRawAsync("create index ix_units_shade on units (shade desc)", TestContext.Current.CancellationToken);

        Assert.Equal(2, (await Catalog.Read(store, kind)).Except(before).Count());
    }

    /// <summary>Two empty places for databases of one kind: one for the migrations, one for the model.</summary>
    private sealed class TwoStores(StoreKind kind, string name) : IAsyncDisposable
    {
        private readonly string folder = Directory.CreateTempSubdirectory("kolot-schema-").FullName;

        public Databases Migrated => field ??= Place($"{name}_a");

        public Databases FromModel => field ??= Place($"{name}_b");

        public Migrator Migrator => new(Migrated, NullLogger<Migrator>.Instance);

        public static async Task<TwoStores> Open(StoreKind kind)
        {
            Assert.SkipWhen(kind == StoreKind.Postgres && Server is null, "PostgreSQL is absent: KOLOT_TEST_POSTGRES names none.");
            await Task.CompletedTask;
            return new(kind, $"schema_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):n}"[..24]);
        }

        public async Task AreAlike(DbContext migrated, DbContext model)
        {
            var cancel = TestContext.Current.CancellationToken;
            await using var a = migrated;
            await a.Database.OpenConnectionAsync(cancel);
            await model.Database.OpenConnectionAsync(cancel);
            await MakeFromModel(model, cancel);

            var (made, believed) = (await Catalog.Read(a, kind), await Catalog.Read(model, kind));

            Assert.NotEmpty(believed);
            House.Keeps([.. believed.Except(made).Select(line => $"only in the model:      {line}"),
                .. made.Except(believed).Select(line => $"only in the migrations: {line}")]);
        }

        public async ValueTask DisposeAsync()
        {
            if (Server is not null && kind == StoreKind.Postgres) await DropSchemas();
            Migrated.Dispose();
            FromModel.Dispose();
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }

        private static string? Server => Environment.GetEnvironmentVariable("KOLOT_TEST_POSTGRES");

        private async Task MakeFromModel(DbContext model, CancellationToken cancel)
        {
            if (kind == StoreKind.Postgres)
            {
                var schema = await Catalog.Schema(model);
                await Catalog.Run(model, $"create schema \"{schema}\"");
            }

            await Catalog.Run(model, model.Database.GenerateCreateScript());
        }

        private async Task DropSchemas()
        {
            await using var server = Npgsql.NpgsqlDataSource.Create(Server ?? "");
            foreach (var schema in new[] { "a", "a_cafe", "b", "b_cafe" })
                await using (var command = server.CreateCommand($"drop schema if exists \"{name}_{schema}\" cascade"))
                    await command.ExecuteNonQueryAsync();
        }

        private Databases Place(string schema) => new(Options.Create(new StoreSettings
        {
            Folder = Path.Combine(folder, schema),
            Postgres = kind == StoreKind.Postgres ? Server : null,
            Schema = schema,
        }));
    }

    /// <summary>What a database says of itself: columns, indexes, keys; without what is beyond the model.</summary>
    private static class Catalog
    {
        private static readonly Dictionary<StoreKind, string> Questions = new()
        {
            [StoreKind.Sqlite] = """
                select 'column', m.name, p.name, upper(p.type), p."notnull", coalesce(p.dflt_value, ''), p.pk
                  from sqlite_master m, pragma_table_xinfo(m.name) p where m.type = 'table'
                union all
                select 'index', m.name, l.name, l."unique", l.partial, (select group_concat(coalesce(x.name, '') || ':' || x.desc || ':' || x.coll)
                  from pragma_index_xinfo(l.name) x where x.key = 1), ''
                  from sqlite_master m, pragma_index_list(m.name) l where m.type = 'table'
                union all
                select 'key', m.name, f."from", f."table", f."to", f.on_delete, ''
                  from sqlite_master m, pragma_foreign_key_list(m.name) f where m.type = 'table'
                """,
            [StoreKind.Postgres] = """
                select 'column', table_name::text, column_name::text, udt_name::text, is_nullable::text, coalesce(column_default, ''),
                       concat_ws(',', character_maximum_length, numeric_precision, numeric_scale, identity_generation, collation_name)
                  from information_schema.columns where table_schema = current_schema()
                union all
                select 'index', tablename::text, indexname::text, replace(indexdef, current_schema() || '.', ''), '', '', ''
                  from pg_indexes where schemaname = current_schema()
                union all
                select 'key', conrelid::regclass::text, conname::text, pg_get_constraintdef(oid), '', '', ''
                  from pg_constraint where connamespace = current_schema()::regnamespace and contype <> 'n'
                """,
        };

        public static async Task<HashSet<string>> Read(DbContext store, StoreKind kind)
        {
            var lines = new HashSet<string>();
            await using var command = store.Database.GetDbConnection().CreateCommand();
            command.CommandText = Questions[kind];
            await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
                if (IsOfTheModel(reader.GetString(1)))
                    lines.Add(string.Join(" | ", Enumerable.Range(0, reader.FieldCount).Select(column => Convert.ToString(reader.GetValue(column)))));
            return lines;
        }

        public static async Task<string> Schema(DbContext store)
        {
            await using var command = store.Database.GetDbConnection().CreateCommand();
            command.CommandText = "select current_setting('search_path')";
            return ((string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) ?? "").Trim('"');
        }

        // By hand: a script holds braces, which EF would take for places of parameters.
        public static async Task Run(DbContext store, string sql)
        {
            await using DbCommand command = store.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        private static bool IsOfTheModel(string table) =>
            !table.StartsWith("sqlite_", StringComparison.Ordinal)
            && !BeyondTheModel.Keys.Any(beyond => table == beyond || table.StartsWith(beyond + "_", StringComparison.Ordinal));
    }
}
