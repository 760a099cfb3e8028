using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kolot.Tests.Store;

public sealed class ClosedOrganisationTests
{
    [Theory, EveryStore]
    public async Task An_organisation_that_cannot_be_migrated_stays_closed_harms_no_other_and_opens_once_it_is_mended(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var databases = world.Services.GetRequiredService<Databases>();
        await world.Found("bakery", Cast.Tamar);
        await Run(databases, "delete from _schema where number = 3");

        var stores = new Stores(databases, world.Services.GetRequiredService<Migrator>(), world.Clock, NullLogger<Stores>.Instance);
        await Assert.ThrowsAsync<OrganisationClosedException>(() => stores.Exists("bakery", TestContext.Current.CancellationToken));
        Assert.True(await stores.Exists(World.Cafe, TestContext.Current.CancellationToken));
        Assert.Contains("entered_by", await Why(databases), StringComparison.Ordinal);

        await Run(databases, "drop index ix_voices_entered_by_place");
        await Assert.ThrowsAsync<OrganisationClosedException>(() => stores.Exists("bakery", TestContext.Current.CancellationToken));
        world.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.True(await stores.Exists("bakery", TestContext.Current.CancellationToken));
        Assert.Null(await Why(databases));
    }

    [Theory, EveryStore]
    public async Task Whoever_comes_to_a_closed_organisation_is_told_so_and_other_doors_stay_open(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var databases = world.Services.GetRequiredService<Databases>();
        await using (var directory = databases.OpenDirectory())
        {
            directory.Placements.Add(new() { Organisation = "bakery", FoundedAt = world.Clock.Now });
            await directory.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        await Run(databases, "create table channels (id integer)");
        using var tamar = world.As(Cast.Tamar);
        using var pos = await world.KeyTo("bakery", Right.EnterVoices);

        using var page = await tamar.Get("/bakery/voices");
        using var call = await pos.PostJson("/api/v1/bakery/voices", new { source = "pos", channel = "survey", text = "א" });
        using var other = await tamar.Get("/cafe-tamar/voices");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (page.StatusCode, call.StatusCode, other.StatusCode));
        Assert.NotNull(call.Headers.RetryAfter);
        Assert.Contains("הארגון סגור לפי שעה", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory, EveryStore]
    public async Task A_closed_organisation_is_left_alone_longer_after_each_try(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var databases = world.Services.GetRequiredService<Databases>();
        await world.Found("bakery", Cast.Tamar);
        await Run(databases, "delete from _schema where number = 3");
        var log = new Counting();
        var stores = new Stores(databases, world.Services.GetRequiredService<Migrator>(), world.Clock, log);

        for (var minute = 0; minute < 60; minute++)
        {
            await Assert.ThrowsAsync<OrganisationClosedException>(() => stores.Exists("bakery", TestContext.Current.CancellationToken));
            world.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.InRange(log.Lines, 4, 10);
    }

    internal static async Task Run(Databases databases, string sql)
    {
        await using var connection = await databases.Connect("bakery", TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        if (databases.Kind == StoreKind.Postgres)
        {
            command.CommandText = "select current_setting('search_path')";
            sql = $"create schema if not exists {await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)}; {sql}";
        }

        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<string?> Why(Databases databases)
    {
        await using var directory = databases.OpenDirectory();
        return (await directory.Placements.AsNoTracking().SingleAsync(placement => placement.Organisation == "bakery", TestContext.Current.CancellationToken)).ClosedBecause;
    }

    private sealed class Counting : ILogger<Stores>
    {
        public int Lines { get; private set; }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Lines++;
    }
}
