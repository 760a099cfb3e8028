using System.Net;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Surviving;

public sealed class FullQueueTests
{
    [Theory, EveryStore]
    public async Task When_more_waits_than_can_be_kept_the_rest_is_told_to_try_again_and_nothing_is_lost(StoreKind kind)
    {
        await using var world = await World.Empty(kind, new Dictionary<string, string> { ["Store:Waiting"] = "4" });
        await world.Found(World.Cafe, Cast.Tamar);
        using var pos = await world.Key(Right.EnterVoices);
        using (await Send(pos, "first"))
        {
        }

        Task<HttpResponseMessage>[] sent;
        await using (await (kind == StoreKind.Sqlite ? HoldTheGate(world) : Hold(world, kind)))
        {
            sent = [.. Enumerable.Range(0, 20).Select(number => Send(pos, $"v{number}"))];
            await Until(() => sent.Count(answer => answer.IsCompleted) == 16);
        }

        var answers = await Task.WhenAll(sent);
        var refused = answers.Index().Where(answer => answer.Item.StatusCode == HttpStatusCode.ServiceUnavailable).ToArray();
        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode} {world.Troubles}"));
        Assert.Equal(16, refused.Length);
        Assert.All(refused, answer =>
        {
            Assert.True(answer.Item.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            Assert.Equal("application/problem+json", answer.Item.Content.Headers.ContentType?.MediaType);
        });

        foreach (var (number, _) in refused)
            using (var again = await Send(pos, $"v{number}")) Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
        await using var store = await world.Store();
        Assert.Equal(21, await store.Voices.CountAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_database_that_stays_locked_is_an_outage_that_loses_nothing()
    {
        await using var world = await World.Empty(StoreKind.Sqlite);
        await world.Found(World.Cafe, Cast.Tamar);
        using var pos = await world.Key(Right.EnterVoices);

        HttpResponseMessage[] answers;
        await using (await Hold(world, StoreKind.Sqlite)) answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Send(pos, $"v{number}")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode));
        Assert.All(answers, answer => Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero));
        foreach (var number in Enumerable.Range(0, 8))
            using (var again = await Send(pos, $"v{number}")) Assert.Equal(HttpStatusCode.Accepted, again.StatusCode);
    }

    // Nobody can write voices while this is held.
    private static async Task<IAsyncDisposable> Hold(World world, StoreKind kind)
    {
        var connection = await world.Services.GetRequiredService<Databases>().Connect(World.Cafe, TestContext.Current.CancellationToken);
        var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        if (kind == StoreKind.Sqlite) return transaction;
        await using var locking = connection.CreateCommand();
        locking.CommandText = "lock table voices in exclusive mode";
        await locking.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return transaction;
    }

    // The same without an end: a file that stays locked is an outage after a while.
    private static async Task<IAsyncDisposable> HoldTheGate(World world) =>
        new Held(await world.Services.GetRequiredService<Databases>().GateOf(World.Cafe).Enter(TestContext.Current.CancellationToken));

    private static Task<HttpResponseMessage> Send(Visitor pos, string id) =>
        pos.PostJson("/api/v1/cafe-tamar/voices", new { source = "pos", id, channel = "survey", text = "תודה" });

    private static async Task Until(Func<bool> holds)
    {
        for (var tries = 0; tries < 6000 && !holds(); tries++) await Task.Delay(10, TestContext.Current.CancellationToken);
        Assert.True(holds(), "It did not come to pass within a minute.");
    }

    private sealed class Held(IDisposable turn) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            turn.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
