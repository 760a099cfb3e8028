using Kolot.Store;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Kolot.Tests;

/// <summary>What a house of a test stands on: a folder, and on PostgreSQL a database of its own, or schemas of its own in the one that was named.</summary>
/// <remarks>All scripts take longer than most tests. So they run once in a process, and a house has a copy of what they made: of the directory alone, or of the café's database too.</remarks>
internal sealed class Plot
{
    private const string Postgres = "KOLOT_TEST_POSTGRES";
    private const string Schemas = "t";

    private static readonly string Blank = "kolot_blank_" + Unique();
    private static readonly Lazy<Task> BlankDirectory = new(MakeDirectory);
    private static readonly Lazy<Task> BlankCafe = new(MakeCafe);

    private readonly bool whole;

    private Plot(string? server, string? schema)
    {
        whole = schema is null;
        (Server, Schema) = (server, schema ?? Schemas);
    }

    /// <summary>The folder; SQLite's files lie in it.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("kolot-").FullName;

    /// <summary>What its schemas begin with.</summary>
    public string Schema { get; }

    /// <summary>How PostgreSQL is reached; null on SQLite.</summary>
    public string? Server { get; }

    /// <summary>The server that tests were given.</summary>
    public static string? Named => Environment.GetEnvironmentVariable(Postgres);

    /// <summary>Takes one.</summary>
    /// <param name="kind">On which kind of database.</param>
    /// <param name="cafe">Whether the café is to be founded on it at once.</param>
    /// <param name="asNamed">Whether the house reaches PostgreSQL in some way of its own, at the database that was named.</param>
    public static async Task<Plot> Take(StoreKind kind, bool cafe, bool asNamed)
    {
        if (kind == StoreKind.Postgres && string.IsNullOrEmpty(Named)) Assert.Skip("PostgreSQL is not there: set " + Postgres);
        if (kind == StoreKind.Postgres) return (asNamed ? null : await Copy(cafe)) ?? new(Named, "t" + Unique());
        var plot = new Plot(null, null);
        await BlankDatabases.LayDirectory(plot.Folder);
        return plot;
    }

    /// <summary>Takes away what is in the database. The folder stays.</summary>
    public async Task Clear()
    {
        if (Server is null) return;
        if (whole)
        {
            await Run($"drop database if exists {new NpgsqlConnectionStringBuilder(Server).Database} with (force)");
            return;
        }

        await using var source = NpgsqlDataSource.Create(Server);
        await using var finding = source.CreateCommand($"select string_agg('drop schema \"' || nspname || '\" cascade', ';') from pg_namespace where nspname like '{Schema}%'");
        if (await finding.ExecuteScalarAsync() is not string drops) return;
        await using var dropping = source.CreateCommand(drops);
        await dropping.ExecuteNonQueryAsync();
    }

    /// <summary>Takes away the folder. What was being reckoned when its house was closed may open a file in it just then.</summary>
    public Task Leave() => Comes.About(() =>
    {
        try
        {
            if (Directory.Exists(Folder)) Directory.Delete(Folder, recursive: true);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    });

    // Whoever may make no databases has schemas to do with.
    private static async Task<Plot?> Copy(bool cafe)
    {
        try
        {
            await (cafe ? BlankCafe : BlankDirectory).Value;
            var name = "kolot_" + Unique();
            await Run($"create database {name} template {Blank}{(cafe ? "_cafe" : "")}");
            return new(To(name), null);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }

    private static async Task MakeDirectory()
    {
        await Run($"create database {Blank} template template0");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => AtLast($"drop database if exists {Blank}");
        await Migrate(Blank, (migrator, cancel) => migrator.MigrateDirectory(cancel));
    }

    private static async Task MakeCafe()
    {
        await BlankDirectory.Value;
        await Run($"create database {Blank}_cafe template {Blank}");
        AppDomain.CurrentDomain.ProcessExit += (_, _) => AtLast($"drop database if exists {Blank}_cafe");
        await Migrate($"{Blank}_cafe", (migrator, cancel) => migrator.MigrateOrganisation(World.Cafe, cancel));
    }

    private static async Task Migrate(string database, Func<Migrator, CancellationToken, Task> scripts)
    {
        // Nobody may be at a database that is copied.
        using var databases = new Databases(Options.Create(new StoreSettings { Postgres = $"{To(database)};Pooling=false", Schema = Schemas }));
        await scripts(new(databases, NullLogger<Migrator>.Instance), CancellationToken.None);
    }

    private static async Task Run(string sql)
    {
        await using var source = NpgsqlDataSource.Create($"{Named};Pooling=false;Command Timeout=120");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    // A process that ends waits for nobody.
    private static void AtLast(string sql)
    {
        using var source = NpgsqlDataSource.Create($"{Named};Pooling=false;Command Timeout=120");
        using var command = source.CreateCommand(sql);
        command.ExecuteNonQuery();
    }

    private static string To(string database) => new NpgsqlConnectionStringBuilder(Named) { Database = database }.ToString();

    private static string Unique() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString("N")[^20..];
}
