using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Kolot.Tests.Store;

public sealed class OutageTests
{
    [Theory, EveryStore]
    public async Task While_the_database_is_away_pages_and_programs_are_told_to_come_again_and_then_all_goes_on(StoreKind kind)
    {
        var (line, world) = await DatabaseLine.Open(kind);
        await using var both = new Both(world, line);
        using var tamar = world.As(Cast.Tamar);
        using var known = await world.Key(Right.EnterVoices, Right.ReadVoices);
        using var fresh = await world.Key(Right.EnterVoices);
        await tamar.Page("/cafe-tamar/voices");
        await known.Json("/api/v1/cafe-tamar/voices");
        // Whoever keeps voices may hold a connection that is cut; an open file would still be written to, wherever it was moved.
        if (kind == StoreKind.Postgres)
            using (var kept = await Send(known, "1")) Assert.Equal(HttpStatusCode.Accepted, kept.StatusCode);

        line.Cut(world);
        await IsAway(await tamar.Get("/cafe-tamar/voices"), "text/html");
        await IsAway(await Send(known, "2"), "application/problem+json");
        await IsAway(await known.Get("/api/v1/cafe-tamar/voices"), "application/problem+json");
        await IsAway(await Send(fresh, "3"), "application/problem+json");
        line.Mend(world);

        using (var again = await Send(fresh, "3")) Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        using (var again = await Send(known, "2")) Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        await tamar.Page("/cafe-tamar/voices");
    }

    [Theory, EveryStore]
    public async Task An_organisation_that_is_first_asked_for_while_the_database_is_away_is_not_closed_by_that(StoreKind kind)
    {
        var (line, world) = await DatabaseLine.Open(kind);
        await using var both = new Both(world, line);
        var stores = new Stores(
            world.Services.GetRequiredService<Databases>(), world.Services.GetRequiredService<Migrator>(), world.Clock,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<Stores>.Instance);

        line.Cut(world);
        var fault = await Assert.ThrowsAnyAsync<Exception>(() => stores.Exists(World.Cafe, TestContext.Current.CancellationToken));
        line.Mend(world);

        Assert.True(Outage.Is(fault), fault.ToString());
        Assert.True(await stores.Exists(World.Cafe, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void An_outage_is_seen_through_what_is_wrapped_around_it_and_a_wrong_question_is_none()
    {
        var locked = new SqliteException("locked", 5);
        var away = new NpgsqlException("away", new IOException());

        Assert.True(Outage.Is(new DbUpdateException("not kept", locked)));
        Assert.True(Outage.Is(new InvalidOperationException("likely transient", away)));
        Assert.True(Outage.Is(new PostgresException("shutting down", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown)));
        Assert.False(Outage.Is(new DbUpdateException("not kept", new SqliteException("no such table", 1))));
        Assert.False(Outage.Is(new InvalidOperationException("nothing beneath")));
    }

    private static async Task IsAway(HttpResponseMessage answer, string type)
    {
        using (answer)
        {
            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
            if (type != "text/html") Assert.Contains("\"code\":", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    private static Task<HttpResponseMessage> Send(Visitor visitor, string id) =>
        visitor.PostJson("/api/v1/cafe-tamar/voices", new { source = "pos", id, channel = "survey", text = "תודה" });

    private sealed class Both(World world, DatabaseLine line) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            line.Mend(world);
            await world.DisposeAsync();
            await line.DisposeAsync();
        }
    }
}
