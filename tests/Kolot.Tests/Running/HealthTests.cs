using System.Net;
using Kolot.Store;

namespace Kolot.Tests.Running;

public sealed class HealthTests
{
    [Theory, EveryStore]
    public async Task A_house_that_can_reach_its_directory_is_ready(StoreKind kind)
    {
        await using var world = await World.Empty(kind);
        using var balancer = world.Nobody();

        using var live = await balancer.Get("/health/live");
        using var ready = await balancer.Get("/health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (live.StatusCode, ready.StatusCode));
    }

    [Fact]
    public async Task A_house_whose_directory_is_gone_lives_but_is_not_ready()
    {
        // Whoever goes round has the directory open, and might bring it back.
        await using var world = await World.Empty(StoreKind.Sqlite, services: World.WithoutRounds);
        using var balancer = world.Nobody();
        using (await balancer.Get("/health/ready"))
        {
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        File.WriteAllText(Path.Combine(world.Folder, "directory.db"), "no database at all, though long enough to be taken for one".PadRight(4096));
        File.Delete(Path.Combine(world.Folder, "directory.db-wal"));

        using var live = await balancer.Get("/health/live");
        using var ready = await balancer.Get("/health/ready");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable), (live.StatusCode, ready.StatusCode));
        Assert.Equal("directory", await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
