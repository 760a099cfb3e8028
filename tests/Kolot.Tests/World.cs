using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People.SignIn;
using Kolot.Store;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

[assembly: CaptureConsole]

namespace Kolot.Tests;

/// <summary>The whole house with a database of its own: a temporary folder, or schemas that go when it goes.</summary>
public sealed class World : IAsyncDisposable
{
    public const string Cafe = "cafe-tamar";
    public const string Password = "shlosha kafe hafuch";

    private readonly Plot plot;
    private readonly bool guest;
    private readonly WebApplicationFactory<Program> house;

    private World(Plot plot, IReadOnlyDictionary<string, string> settings, Action<IServiceCollection>? services, World? beside = null)
    {
        this.plot = plot;
        guest = beside is not null;
        Clock = beside?.Clock ?? new();
        house = new WebApplicationFactory<Program>().WithWebHostBuilder(builder =>
        {
            builder.UseEnvironment("Testing");
            builder.UseSetting("Store:Folder", plot.Folder);
            builder.UseSetting("Store:Postgres", plot.Server ?? "");
            builder.UseSetting("Store:Schema", plot.Schema);
            builder.UseSetting("SignIn:TriesPerMinute", "1000");
            foreach (var (name, value) in settings) builder.UseSetting(name, value);
            builder.ConfigureLogging(logging => logging.ClearProviders().SetMinimumLevel(LogLevel.Warning).AddProvider(Troubles));
            builder.ConfigureTestServices(all =>
            {
                all.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
                all.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = 1000);
                services?.Invoke(all);
            });
        });
    }

    public TestClock Clock { get; }

    /// <summary>What the house complained of: the first thing to look at after an unexpected 500.</summary>
    public Troubles Troubles { get; } = new();

    public IServiceProvider Services => house.Services;

    /// <summary>Where the house listens.</summary>
    public Uri Address => Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is { } listening
        ? new Uri(listening)
        : house.ClientOptions.BaseAddress;

    /// <summary>Where the SQLite files are.</summary>
    public string Folder => plot.Folder;

    /// <summary>The café with its cast, ready to be visited.</summary>
    public static async Task<World> Open(
        StoreKind kind, Action<IServiceCollection>? services = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var world = await Stand(kind, cafe: true, settings, services);
        await world.Populate();
        return world;
    }

    /// <summary>For a house where nobody does errands but the test.</summary>
    public static void WithoutRounds(IServiceCollection services) => Without<ErrandRounds>(services);

    /// <summary>For a house that does something of its own accord only when the test says so.</summary>
    public static void Without<T>(IServiceCollection services) => Assert.True(services.Remove(services.Single(service =>
        service.ServiceType == typeof(IHostedService) && service.ImplementationFactory?.Method.ReturnType == typeof(T))));

    /// <summary>A house at a port of its own, for real browsers; with the café and its cast, or with nobody.</summary>
    public static async Task<World> Listening(bool populated, IReadOnlyDictionary<string, string>? settings = null)
    {
        var world = await Stand(StoreKind.Sqlite, populated, new Dictionary<string, string>(settings ?? new Dictionary<string, string>()) { ["urls"] = "http://127.0.0.1:0" }, null);
        world.house.UseKestrel();
        world.house.StartServer();
        if (populated) await world.Populate();
        return world;
    }

    /// <summary>A house where nobody was yet.</summary>
    public static Task<World> Empty(
        StoreKind kind, IReadOnlyDictionary<string, string>? settings = null, Action<IServiceCollection>? services = null) => Stand(kind, cafe: false, settings, services);

    /// <summary>Settings that change how the house reaches PostgreSQL: parts of a connection string that go before the test's own.</summary>
    public static IReadOnlyDictionary<string, string> PostgresWith(string parts) =>
        new Dictionary<string, string> { ["Store:Postgres"] = $"{Plot.Named};{parts}" };

    /// <summary>One more node on the same databases.</summary>
    public World Beside(Action<IServiceCollection>? services = null, IReadOnlyDictionary<string, string>? settings = null) =>
        new(plot, settings ?? new Dictionary<string, string>(), services, this);

    /// <summary>A browser with somebody signed in at it.</summary>
    public Visitor As(Person person, string? browser = null)
    {
        var client = NewClient();
        if (browser is not null) client.DefaultRequestHeaders.UserAgent.ParseAdd(browser);
        return new(client, person);
    }

    /// <summary>A browser with nobody.</summary>
    public Visitor Nobody() => new(NewClient());

    /// <summary>A program with a key to the café.</summary>
    public Task<Visitor> Key(params Right[] rights) => KeyTo(Cafe, rights);

    /// <summary>A program with a key.</summary>
    public async Task<Visitor> KeyTo(string organisation, params Right[] rights)
    {
        var id = Guid.CreateVersion7();
        var secret = EntranceKeys.Beginning + id.ToString("N");
        await using var directory = Services.GetRequiredService<Databases>().OpenDirectory();
        directory.AccessKeys.Add(new()
        {
            Id = id, Organisation = organisation, Name = "הקופה", SecretHash = EntranceKeys.HashOf(secret), Ending = secret[^4..],
            Scopes = string.Join(',', rights), MadeAt = Clock.Now,
        });
        await directory.SaveChangesAsync();
        var client = NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", secret);
        return new(client);
    }

    /// <summary>The café's database, or another's.</summary>
    public Task<OrganisationStore> Store(string organisation = Cafe) =>
        Services.GetRequiredService<Stores>().Open(organisation, TestContext.Current.CancellationToken);

    /// <summary>A unit of the café by its code.</summary>
    public async Task<Guid> Unit(string code)
    {
        await using var store = await Store();
        return await store.Units.Where(unit => unit.Code == code).Select(unit => unit.Id).SingleAsync();
    }

    /// <summary>Founds one more organisation.</summary>
    public async Task Found(string organisation, Person owner)
    {
        await using var scope = Services.CreateAsyncScope();
        var account = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().FindByEmailAsync(owner.Mail) ?? await AccountOf(owner);
        if (plot.Server is null) await BlankDatabases.LayOrganisation(plot.Folder, organisation);
        await Services.GetRequiredService<Founding>()
            .Found(new(organisation, "קפה תמר", "Cafe Tamar", "he", "Asia/Jerusalem"), account, TestContext.Current.CancellationToken);
    }

    public ValueTask DisposeAsync() => DisposeAsync(beneath: () => Task.CompletedTask);

    /// <summary>Closes the house, and takes away what lay beneath it before its folder goes.</summary>
    public async ValueTask DisposeAsync(Func<Task> beneath)
    {
        await house.DisposeAsync();
        if (guest) return;
        await plot.Clear();
        SqliteConnection.ClearAllPools();
        await beneath();
        await plot.Leave();
    }

    private static async Task<World> Stand(StoreKind kind, bool cafe, IReadOnlyDictionary<string, string>? settings, Action<IServiceCollection>? services)
    {
        settings ??= new Dictionary<string, string>();
        return new(await Plot.Take(kind, cafe, asNamed: settings.ContainsKey("Store:Postgres")), settings, services);
    }

    private HttpClient NewClient() => house.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = Address });

    private async Task Populate()
    {
        await Found(Cafe, Cast.Tamar);
        await using var store = await Store();
        var root = await store.Units.SingleAsync();
        var units = new Dictionary<string, Guid>();
        foreach (var (code, name, parent) in new[] { ("haifa", "חיפה", "all"), ("yafo", "יפו", "all"), ("haifa-kitchen", "המטבח בחיפה", "haifa") })
        {
            units[code] = Guid.CreateVersion7();
            store.Units.Add(new() { Id = units[code], Code = code, Name = name, ParentId = units.TryGetValue(parent, out var above) ? above : root.Id });
        }

        await using var directory = Services.GetRequiredService<Databases>().OpenDirectory();
        foreach (var person in Cast.All.Where(person => person != Cast.Tamar))
        {
            var account = await AccountOf(person);
            if (person.Role is not { } role) continue;
            directory.Memberships.Add(new() { AccountId = account.Id, Organisation = Cafe });
            store.Members.Add(new()
            {
                Id = account.Id, Name = person.Name, Mail = person.Mail, Role = role, Reach = person.Reach,
                UnitId = person.Unit is { } unit ? units[unit] : null, JoinedAt = Clock.Now,
            });
        }

        await store.SaveChangesAsync();
        await directory.SaveChangesAsync();
    }

    private async Task<Account> AccountOf(Person person)
    {
        await using var scope = Services.CreateAsyncScope();
        var account = new Account { Id = Guid.CreateVersion7(), Name = person.Name, UserName = person.Mail, Email = person.Mail };
        var made = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account, Password);
        Assert.True(made.Succeeded, string.Join(' ', made.Errors.Select(error => error.Description)));
        return account;
    }
}
