using Kolot.Core.Respond.Clocks;
using Kolot.Respond.Clocks;
using Kolot.Store;

namespace Kolot.Tests.Surviving;

[Collection(Processes.Name)]
public sealed class ClockKillTests
{
    private const int Due = 4_000;
    private const string Told = "select count(*) from case_steps where kind = 'clock_late'";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Each_clock_that_is_due_is_told_of_once_though_nodes_are_killed_in_the_middle_of_it(StoreKind kind)
    {
        await using var ground = await Ground.Lay(kind);
        await Plant(ground);
        for (var round = 1; round <= 2; round++)
        {
            await using var node = await Node.Start(ground);
            await Until(ground, round * Due / 4);
            await node.Kill();
            await ground.IsLeft();
        }

        // A file has one node; a server has two that sweep at once.
        await using (var one = await Node.Start(ground))
        await using (var other = kind == StoreKind.Postgres ? await Node.Start(ground) : null)
            await Until(ground, Due);

        await ground.IsLeft();
        Assert.Equal(Due, await ground.Count(Told));
        Assert.Equal(Due, await ground.Count("select count(distinct case_id) from case_steps where kind = 'clock_late'"));
        Assert.Equal(Due, await ground.Count("select count(*) from notifications where reason = 'clock_late'"));
        Assert.Equal(0, await ground.Count("select count(*) from case_clocks where fires_at is not null or late_at is null"));
    }

    private static async Task Until(Ground ground, int told)
    {
        for (var patience = 0; patience < 3_000 && await ground.Count(Told) < told; patience++) await Task.Delay(20, Cancel);
    }

    private static async Task Plant(Ground ground)
    {
        await using var store = ground.Databases.OpenOrganisation(Ground.Cafe);
        var (now, owner) = (TimeProvider.System.GetUtcNow().UtcDateTime, Guid.CreateVersion7());
        for (var number = 0; number < Due; number++)
        {
            var row = new Case { Id = Guid.CreateVersion7(now), OwnerId = owner, OpenedAt = now.AddDays(-1), HeardAt = now.AddDays(-1) };
            var clock = ClockReading.NewRow(new(Guid.CreateVersion7(now), ClockPurpose.Solution, GivenTime.Minutes(60), now.AddDays(-1)), row.Id);
            (clock.GivenMinutes, clock.DueAt, clock.FiresAt) = (60, now.AddMinutes(-1), now.AddMinutes(-1));
            store.AddRange(row, clock);
        }

        store.Errands.Add(new() { Kind = SweepClocks.Errand, Subject = "all", DueAt = now });
        await store.SaveChangesAsync(Cancel);
    }
}
