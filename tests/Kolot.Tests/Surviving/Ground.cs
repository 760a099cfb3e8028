using System.Data.Common;
using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Template;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Kolot.Tests.Surviving;

/// <summary>What lies on disk while processes come and go: a folder or schemas, with a café in them and a key to it.</summary>
public sealed class Ground : IAsyncDisposable
{
    public const string Cafe = "cafe";

    private readonly string folder = Directory.CreateTempSubdirectory("kolot-ground-").FullName;
    private readonly StoreSettings settings;

    private Ground(StoreKind kind)
    {
        Kind = kind;
        settings = new()
        {
            Folder = folder,
            Postgres = kind == StoreKind.Postgres ? Environment.GetEnvironmentVariable("KOLOT_TEST_POSTGRES") : null,
            Schema = "g" + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[^20..],
        };
        Databases = new(Options.Create(settings));
        Migrator = new(Databases, NullLogger<Migrator>.Instance);
    }

    public StoreKind Kind { get; }

    public Databases Databases { get; }

    public Migrator Migrator { get; }

    /// <summary>The secret of a key that may enter and read voices.</summary>
    public string Secret { get; } = EntranceKeys.Beginning + Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N");

    public string File(string name) => Path.Combine(folder, name);

    /// <summary>How a process is told where the ground is.</summary>
    public IEnumerable<(string Name, string Value)> Variables =>
    [
        ("KOLOT_STORE__FOLDER", folder), ("KOLOT_STORE__SCHEMA", settings.Schema),
        ("KOLOT_STORE__POSTGRES", settings.Postgres is { } server ? $"{server};Application Name={settings.Schema}" : ""),
    ];

    /// <summary>Nothing but the place.</summary>
    public static Ground Bare(StoreKind kind)
    {
        Assert.SkipWhen(kind == StoreKind.Postgres && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("KOLOT_TEST_POSTGRES")),
            "PostgreSQL is not there: set KOLOT_TEST_POSTGRES");
        return new(kind);
    }

    /// <summary>The place with a café.</summary>
    public static async Task<Ground> Lay(StoreKind kind)
    {
        var ground = Bare(kind);
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await ground.Migrator.MigrateDirectory(TestContext.Current.CancellationToken);
        await new Stores(ground.Databases, ground.Migrator, TimeProvider.System, NullLogger<Stores>.Instance).Found(Cafe, now, TestContext.Current.CancellationToken);
        await using (var store = ground.Databases.OpenOrganisation(Cafe))
        {
            store.Profiles.Add(new() { Name = "קפה", Language = "he", Languages = "he,en", TimeZone = "Asia/Jerusalem", Colour = "#ffd84d" });
            OrganisationTemplate.Plant(store, now);
            await store.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await using var directory = ground.Databases.OpenDirectory();
        directory.AccessKeys.Add(new()
        {
            Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()), Organisation = Cafe, Name = "הקופה", SecretHash = EntranceKeys.HashOf(ground.Secret),
            Ending = ground.Secret[^4..], Scopes = $"{Right.EnterVoices},{Right.ReadVoices}", MadeAt = now,
        });
        await directory.SaveChangesAsync(TestContext.Current.CancellationToken);
        return ground;
    }

    /// <summary>Waits until the server has ended what killed processes had begun: it may go on to commit what it had received.</summary>
    public async Task IsLeft()
    {
        if (Kind == StoreKind.Sqlite) return;
        for (var tries = 0; tries < 3000; tries++)
        {
            if (await Count($"select count(*) from pg_stat_activity where application_name = '{settings.Schema}'") == 0) return;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Fail("The server is still at work for processes that were killed.");
    }

    /// <summary>A number that the café's database knows.</summary>
    public async Task<long> Count(string sql)
    {
        await using var connection = await Databases.Connect(Cafe, TestContext.Current.CancellationToken);
        return await Number(connection, sql);
    }

    /// <summary>Rows of two columns, as text.</summary>
    public async Task<Dictionary<string, string>> Pairs(string sql)
    {
        await using var connection = await Databases.Connect(Cafe, TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var pairs = new Dictionary<string, string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken)) pairs.Add(reader.GetString(0), reader.GetValue(1).ToString() ?? "");
        return pairs;
    }

    /// <summary>A number that a database knows.</summary>
    public static async Task<long> Number(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (settings.Postgres is { } server)
            await using (var source = NpgsqlDataSource.Create(server))
            {
                foreach (var schema in new[] { settings.Schema, $"{settings.Schema}_{Cafe}" })
                    await using (var drop = source.CreateCommand($"drop schema if exists \"{schema}\" cascade"))
                        await drop.ExecuteNonQueryAsync();
            }

        Databases.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
