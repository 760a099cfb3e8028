using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Organisation.Hours;
using Kolot.Core.Calendars;
using Kolot.Respond.Clocks;
using Kolot.Respond.Notifications;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Clocks;

public sealed class SweepClocksTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_clock_is_warned_of_once_and_told_to_be_late_once_by_a_step_and_to_whoever_owns_the_case(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.AlwaysThere();
        var row = await world.Complains();

        world.Clock.Advance(TimeSpan.FromMinutes(410));
        await Until(world, ClockStepKinds.Warned, 1);
        world.Clock.Advance(TimeSpan.FromMinutes(140));
        await Until(world, ClockStepKinds.Late, 1);
        Assert.Equal([NotificationReasons.Given, NotificationReasons.Warned, NotificationReasons.Late], await world.Told(Cast.Dana));

        // What is late is told once, however long it lasts; what is answered is told of no more.
        await world.Happens(row, CaseStepKinds.Answered);
        world.Clock.Advance(TimeSpan.FromMinutes(400));
        await Round(world);
        Assert.Equal((1, 1), (await world.Count(ClockStepKinds.Warned), await world.Count(ClockStepKinds.Late)));
    }

    [Theory, EveryStore]
    public async Task What_nobody_owns_and_is_late_is_told_to_whoever_is_in_charge_of_its_unit(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.AlwaysThere();
        await Many(world, 1);

        world.Clock.Advance(TimeSpan.FromDays(1));
        await Round(world);

        Assert.Equal([NotificationReasons.LateUnowned], await world.Told(Cast.Yoav));
        Assert.Empty(await world.Told(Cast.Tamar));
    }

    [Theory, EveryStore]
    public async Task Two_nodes_that_sweep_at_once_tell_of_each_once_and_whoever_falls_over_in_the_middle_has_told_nothing(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.AlwaysThere();
        await using var beside = world.Beside(World.WithoutRounds);
        await Many(world, 40);
        world.Clock.Advance(TimeSpan.FromDays(1));

        await using (var store = await world.Store())
        {
            await using var writing = await store.BeginWriting(Cancel);
            Assert.Equal(40, await world.Services.GetRequiredService<SweepClocks>().Tell(store, world.Clock.Now, Cancel));
        }

        Assert.Equal(0, await world.Count(ClockStepKinds.Late));
        await Task.WhenAll(Enumerable.Range(0, 6).Select(turn => Task.Run(() => Round(turn % 2 == 0 ? world : beside), Cancel)));
        await Round(world);

        Assert.Equal(40, await world.Count(ClockStepKinds.Late));
        await using var after = await world.Store();
        Assert.Equal(40, await after.CaseSteps.Where(step => step.Kind == ClockStepKinds.Late).Select(step => step.CaseId).Distinct().CountAsync(Cancel));
    }

    [Theory, EveryStore]
    public async Task Changed_hours_have_open_clocks_reckoned_anew_and_what_rests_or_is_over_stays(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        await world.AlwaysThere();
        await Many(world, 3);
        await using var store = await world.Store();
        var before = await store.CaseClocks.AsNoTracking().OrderBy(row => row.Id).ToListAsync(Cancel);

        // From tomorrow on there is nobody for two days.
        var today = DateOnly.FromDateTime(world.Clock.Now);
        var closed = ServiceHours.Always with { Exceptions = [new(today.AddDays(-1), today.AddDays(6), [])] };
        var set = await world.Services.GetRequiredService<SetHours>().Run(await Owner(world), new(null, null, 1), ServiceHoursDraft.Of(closed), Cancel);
        Assert.False(set.Refused);
        world.Clock.Advance(TimeSpan.FromSeconds(4));
        await Round(world);

        var after = await store.CaseClocks.AsNoTracking().OrderBy(row => row.Id).ToListAsync(Cancel);
        Assert.All(after.Zip(before), pair => Assert.True(pair.First.DueAt > pair.Second.DueAt!.Value.AddDays(4)));
        Assert.Equal(after.Min(row => row.DueAt), await store.Cases.MinAsync(row => row.DueAt, Cancel));
    }

    // Cases that nobody owns, each with a clock of a whole day but a minute.
    private static async Task Many(World world, int count)
    {
        await using var store = await world.Store();
        var (haifa, now) = (await world.Unit("haifa"), world.Clock.Now);
        var by = (await world.Services.GetRequiredService<KnownHours>().Of(World.Cafe, Cancel)).HoursOf(haifa, (Guid?)null);
        for (var number = 0; number < count; number++)
        {
            var row = new Case { Id = Guid.CreateVersion7(), UnitId = haifa, OpenedAt = now, HeardAt = now };
            var clock = ClockReading.NewRow(new(Guid.CreateVersion7(), Core.Respond.Clocks.ClockPurpose.Solution, Core.Respond.Clocks.GivenTime.Minutes(1439), now), row.Id);
            clock.UnitId = haifa;
            clock.Write(new(clock.Id, clock.Purpose, Core.Respond.Clocks.GivenTime.Minutes(1439), now), by);
            row.DueAt = clock.DueAt;
            store.AddRange(row, clock);
        }

        await SweepClocks.Arm(store, now.AddMinutes(1100), now, Cancel);
        await store.SaveChangesAsync(Cancel);
    }

    private static async Task<Member> Owner(World world)
    {
        await using var store = await world.Store();
        var row = await store.Members.SingleAsync(member => member.Mail == Cast.Tamar.Mail, Cancel);
        return new(World.Cafe, row.Id, row.Name, Rights.For(row.Role), row.Reach, null);
    }

    private static Task Round(World world) => world.Round();

    private static async Task Until(World world, string kind, int count)
    {
        for (var tries = 0; tries < 400 && await world.Count(kind) < count; tries++)
        {
            await Round(world);
            await Task.Delay(25, Cancel);
        }

        Assert.Equal(count, await world.Count(kind));
    }
}
