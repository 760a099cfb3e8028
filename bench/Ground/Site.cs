using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Template;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Kolot.Bench.Ground;

/// <summary>A database to measure on: a folder of its own, or schemas of its own.</summary>
internal sealed record Site(StoreKind Kind, string Folder, string? Server, string Schema)
{
    /// <summary>The organisation that everything is measured in.</summary>
    public const string Organisation = "measured";

    /// <summary>The environment variable that names a PostgreSQL server.</summary>
    public const string Postgres = "KOLOT_BENCH_POSTGRES";

    private const string Database = "kolot_bench";

    /// <summary>Where all that is kept between runs lies.</summary>
    public static string Root { get; } = Path.Combine(Path.GetTempPath(), "kolot-bench");

    /// <summary>The site of a measurement; null where there is no such database.</summary>
    public static async Task<Site?> Of(string name, StoreKind kind)
    {
        var folder = Path.Combine(Root, $"{name}-{kind}".ToLowerInvariant());
        if (kind == StoreKind.Sqlite) return new(kind, folder, null, "bench");
        var named = Environment.GetEnvironmentVariable(Postgres) ?? Environment.GetEnvironmentVariable("KOLOT_TEST_POSTGRES");
        return string.IsNullOrEmpty(named) ? null : new(kind, folder, await OwnDatabase(named), $"bench{name}");
    }

    /// <summary>A site beside this one, with tables of its own.</summary>
    public Site Beside(string name) => this with { Folder = $"{Folder}-{name}", Schema = Schema + name };

    /// <summary>The settings under which the house keeps things here.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Store:Folder"] = Folder,
        ["Store:Postgres"] = Server,
        ["Store:Schema"] = Schema,
    };

    /// <summary>The store of the house, without the house.</summary>
    public ServiceProvider Services(Action<IServiceCollection>? more = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(Settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddStore();
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }

    /// <summary>Takes away all that lies here.</summary>
    public async Task Clear()
    {
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
        if (Server is null) return;
        await using var source = NpgsqlDataSource.Create(Server);
        foreach (var schema in new[] { Schema, $"{Schema}_{Organisation}" })
        {
            await using var drop = source.CreateCommand($"drop schema if exists \"{schema}\" cascade");
            await drop.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Founds the organisation, with the template that every organisation begins with, and makes a key to it.</summary>
    public async Task<string> Found(CancellationToken cancel)
    {
        await using var services = Services();
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        await services.GetRequiredService<Migrator>().MigrateDirectory(cancel);
        await services.GetRequiredService<Stores>().Found(Organisation, now, cancel);
        await using var store = await services.GetRequiredService<Stores>().Open(Organisation, cancel);
        store.Profiles.Add(new() { Name = "מדידה", Language = "he", Languages = "he,en", TimeZone = "Asia/Jerusalem", Colour = "#ffd84d" });
        OrganisationTemplate.Plant(store, now);
        await store.SaveChangesAsync(cancel);

        return await Key(services, cancel);
    }

    /// <summary>Makes one more key to the organisation.</summary>
    public async Task<string> Key(CancellationToken cancel)
    {
        await using var services = Services();
        return await Key(services, cancel);
    }

    private static async Task<string> Key(ServiceProvider services, CancellationToken cancel)
    {
        var id = Guid.CreateVersion7();
        var secret = EntranceKeys.Beginning + id.ToString("N");
        await using var directory = services.GetRequiredService<Databases>().OpenDirectory();
        directory.AccessKeys.Add(new()
        {
            Id = id, Organisation = Organisation, Name = "bench", SecretHash = EntranceKeys.HashOf(secret), Ending = secret[^4..],
            Scopes = string.Join(',', Right.EnterVoices, Right.ReadVoices, Right.ReadCustomers, Right.ReadScores, Right.ErasePeople), MadeAt = TimeProvider.System.GetUtcNow().UtcDateTime,
        });
        await directory.SaveChangesAsync(cancel);
        return secret;
    }

    private static async Task<string> OwnDatabase(string named)
    {
        await using (var source = NpgsqlDataSource.Create(named))
        {
            await using var find = source.CreateCommand($"select 1 from pg_database where datname = '{Database}'");
            await using var make = source.CreateCommand($"create database {Database}");
            if (await find.ExecuteScalarAsync() is null) await make.ExecuteNonQueryAsync();
        }

        return new NpgsqlConnectionStringBuilder(named) { Database = Database }.ToString();
    }
}
