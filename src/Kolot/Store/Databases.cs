using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Options;
using Npgsql;
using SQLitePCL;

namespace Kolot.Store;

/// <summary>Knows where databases are and how to reach them: one file each, or one schema each through one pool per server.</summary>
public sealed class Databases : IDisposable
{
    // PostgreSQL cuts longer names off without a word, and two organisations might meet in one schema.
    private const int LongestSchema = 63;

    // How many kilobytes of pages a connection to SQLite remembers. It is set where one is taken from the pool that was set up otherwise, and what is over is let go then.
    private const int Cache = 16_000, SparingCache = 2_000;

    // Making a store anew takes longer than most questions to SQLite. What is given back is emptied first; an organisation that rests keeps no more than it needed at once.
    private const int StoresAtHand = 32;

    // How many statements a connection to PostgreSQL remembers the plans of.
    private const int Prepared = 128;

    private readonly StoreSettings settings;
    private readonly NpgsqlDataSource? server;
    private readonly ConcurrentDictionary<string, Place> places = new();

    /// <summary>From the settings.</summary>
    public Databases(IOptions<StoreSettings> options)
    {
        settings = options.Value;
        if (string.IsNullOrWhiteSpace(settings.Postgres))
        {
            MakePrivate(settings.Folder);
            MakePrivate(Path.Combine(settings.Folder, "organisations"));
        }
        else server = NpgsqlDataSource.Create(Remembering(settings.Postgres));
    }

    /// <summary>Which kind of database is in use.</summary>
    public StoreKind Kind => server is null ? StoreKind.Sqlite : StoreKind.Postgres;

    /// <summary>How many voices may wait to be kept, for each organisation.</summary>
    public int Waiting => settings.Waiting;

    /// <summary>Opens the directory.</summary>
    public DirectoryStore OpenDirectory() => new(Options<DirectoryStore>(DirectoryPlace()));

    /// <summary>Opens an organisation, without asking whether it exists.</summary>
    /// <param name="organisation">Its name.</param>
    /// <param name="sparing">Whether what is read through it is read once, and not worth remembering.</param>
    public OrganisationStore OpenOrganisation(string organisation, bool sparing = false)
    {
        var place = OrganisationPlace(organisation);
        if (server is not null || sparing) return Belonging(new(Options<OrganisationStore>(place, sparing)), organisation, place);
        place.Ready ??= new(Options<OrganisationStore>(place), StoresAtHand);
        return Belonging(place.Ready.CreateDbContext(), organisation, place);
    }

    /// <summary>A bare connection to an organisation, opened and set up, for what is too hot for a model.</summary>
    public async Task<DbConnection> Connect(string organisation, CancellationToken cancel) =>
        await Connect(OrganisationPlace(organisation), cancel);

    /// <summary>The organisation's writer gate.</summary>
    public WriterGate GateOf(string organisation) => OrganisationPlace(organisation).Gate;

    /// <inheritdoc/>
    public void Dispose()
    {
        server?.Dispose();
        foreach (var place in places.Values) place.Gate.Dispose();
    }

    /// <summary>Has a connection set up as others are when it is taken from the pool next: somebody has set it up for themselves.</summary>
    internal static void SetUpAnew(DbConnection connection) => ConnectionSetUp.Forget(connection);

    /// <summary>A bare connection to the directory.</summary>
    internal async Task<DbConnection> ConnectDirectory(CancellationToken cancel) => await Connect(DirectoryPlace(), cancel);

    private static OrganisationStore Belonging(OrganisationStore store, string organisation, Place place)
    {
        (store.Organisation, store.Gate) = (organisation, place.Gate);
        return store;
    }

    // Customers' words lie in it: other users of the machine have nothing to look for there. A folder that is there already stays as it is.
    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    // What was asked twice is planned once. Each time a connection is taken from the pool it is told its schema; nothing else is ever set on one, so nothing need be taken back.
    private static string Remembering(string connection)
    {
        var read = new NpgsqlConnectionStringBuilder(connection);
        read.NoResetOnClose = true;
        if (read.MaxAutoPrepare == 0) (read.MaxAutoPrepare, read.AutoPrepareMinUsages) = (Prepared, 2);
        return read.ConnectionString;
    }

    private async Task<DbConnection> Connect(Place place, CancellationToken cancel)
    {
        DbConnection connection = server is null ? new SqliteConnection(place.File) : server.CreateConnection();
        try
        {
            await connection.OpenAsync(cancel);
            await place.SetUp.Prepare(connection, cancel);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private DbContextOptions<T> Options<T>(Place place, bool sparing = false) where T : DbContext
    {
        var builder = new DbContextOptionsBuilder<T>().AddInterceptors(sparing ? place.Sparing : place.SetUp);
        if (server is null) builder.UseSqlite(place.File);
        else builder.UseNpgsql(server.CreateConnection(), contextOwnsConnection: true);
        return builder.Options;
    }

    private Place DirectoryPlace() => places.GetOrAdd("", _ => PlaceOf("directory", settings.Schema));

    // The name was checked when the organisation was founded, and is checked again here: it becomes a file's or a schema's name.
    private Place OrganisationPlace(string organisation) => places.GetOrAdd(organisation, name => Organisation.OrganisationName.IsValid(name)
        ? PlaceOf(Path.Combine("organisations", name), $"{settings.Schema}_{name.Replace('-', '_')}")
        : throw new ArgumentException("Not an organisation's name.", nameof(organisation)));

    private Place PlaceOf(string file, string schema) => schema.Length > LongestSchema ? throw new InvalidOperationException($"No schema can be called {schema}.") : new(
        new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(settings.Folder, $"{file}.db"),
            DefaultTimeout = 5,
            ForeignKeys = true,
        }.ToString(),
        new ConnectionSetUp(server is null ? null : schema, settings.Durability, Cache),
        new ConnectionSetUp(server is null ? null : schema, settings.Durability, SparingCache),
        new WriterGate(open: server is not null));

    private sealed record Place(string File, ConnectionSetUp SetUp, ConnectionSetUp Sparing, WriterGate Gate)
    {
        public PooledDbContextFactory<OrganisationStore>? Ready { get; set; }
    }

    private sealed class ConnectionSetUp(string? schema, Durability durability, int cache) : DbConnectionInterceptor
    {
        private readonly string sql = schema is null
            ? $"pragma journal_mode = wal; pragma synchronous = {(durability == Durability.Full ? "full" : "off")}; pragma cache_size = -{cache}; pragma wal_autocheckpoint = 8000; pragma secure_delete = on;"
            : $"set search_path to \"{schema}\"; set synchronous_commit to {(durability == Durability.Full ? "on" : "off")};";

        // What was said to a file's handle holds until it is closed, however often it is taken from the pool and given back.
        private static readonly ConditionalWeakTable<sqlite3, ConnectionSetUp> SetUp = [];

        public async Task Prepare(DbConnection connection, CancellationToken cancel)
        {
            if (IsReady(connection)) return;
            await using var command = connection.CreateCommand();
            command.CommandText = sql;
            await command.ExecuteNonQueryAsync(cancel);
            Note(connection);
        }

        public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
        {
            if (IsReady(connection)) return;
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
            Note(connection);
        }

        public override Task ConnectionOpenedAsync(
            DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default) =>
            Prepare(connection, cancellationToken);

        public static void Forget(DbConnection connection)
        {
            if (connection is SqliteConnection { Handle: { } handle }) SetUp.Remove(handle);
        }

        private bool IsReady(DbConnection connection) => connection is SqliteConnection { Handle: { } handle } && SetUp.TryGetValue(handle, out var last) && ReferenceEquals(last, this);

        private void Note(DbConnection connection)
        {
            if (connection is SqliteConnection { Handle: { } handle }) SetUp.AddOrUpdate(handle, this);
        }
    }
}
