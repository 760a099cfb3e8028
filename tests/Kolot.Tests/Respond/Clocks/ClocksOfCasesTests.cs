using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Clocks;
using Kolot.Respond.Cases;
using Kolot.Respond.Clocks;
using Kolot.Respond.Notifications;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Clocks;

public sealed class ClocksOfCasesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Clocks_of_a_case_begin_rest_go_on_and_end_with_what_happens(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.AlwaysThere();
        var row = await world.Complains();

        Assert.Equal(["FirstAnswer in 540", "Solution in 2700"], await world.Clocks(row));
        Assert.Equal(540, world.MinutesTo(row.DueAt!.Value));
        Assert.Equal([NotificationReasons.Given], await world.Told(Cast.Dana));

        await world.Happens(row, CaseStepKinds.Asked);
        Assert.Equal(["FirstAnswer met", "Solution rests"], await world.Clocks(row));
        Assert.Null((await Anew(world, row)).DueAt);

        world.Clock.Advance(TimeSpan.FromHours(10));
        await world.Complains("v-2");
        Assert.Equal(["FirstAnswer met", "Solution in 2700", "NextAnswer in 540"], await world.Clocks(row));
        Assert.Contains(NotificationReasons.Heard, await world.Told(Cast.Dana));

        await world.Happens(row, CaseStepKinds.Answered);
        await world.Happens(row, CaseStepKinds.ClosedUnconfirmed);
        Assert.Equal(["FirstAnswer met", "Solution met", "NextAnswer met"], await world.Clocks(row));
        await world.Happens(row, CaseStepKinds.ClosingUndone);
        Assert.Equal(["FirstAnswer met", "Solution in 2700", "NextAnswer met"], await world.Clocks(row));
        await world.Happens(row, CaseStepKinds.ClosedConfirmed);
        await world.Happens(row, CaseStepKinds.Reopened);
        Assert.Equal(["FirstAnswer met", "Solution met", "NextAnswer met", "NextAnswer in 540", "Solution in 2700"], await world.Clocks(row));
    }

    [Theory, EveryStore]
    public async Task A_case_that_is_graver_or_of_another_unit_is_reckoned_by_what_holds_there(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.AlwaysThere();
        var row = await world.Complains();
        var yafo = await world.Unit("yafo");
        await using (var store = await world.Store())
        {
            var times = AnswerTimesChange.Write(new([new(ClockPurpose.FirstAnswer, null, [90, 90, 90, 90]), new(ClockPurpose.Solution, CaseKind.Complaint, [600, 600, 600, 500])]));
            store.DecidedTimes.Add(new() { Place = DecidedHours.PlaceOf(yafo, null), Number = 1, UnitId = yafo, Times = times, At = world.Clock.Now });
            await store.SaveChangesAsync(Cancel);
        }

        await world.Happens(row, CaseStepKinds.Assessed, one => (one.Severity, one.Impact) = (4, 4));
        Assert.Equal(["FirstAnswer in 120", "Solution in 1080"], await world.Clocks(row));

        world.Clock.Advance(TimeSpan.FromSeconds(3));
        await world.Happens(row, CaseStepKinds.HandedOver, one => one.UnitId = yafo);
        Assert.Equal(["FirstAnswer in 90", "Solution in 500"], await world.Clocks(row));
    }

    [Theory, EveryStore]
    public async Task Two_that_are_merged_go_on_by_the_stricter_of_both_clocks_and_as_grave_as_the_graver(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.AlwaysThere();
        var old = await world.Complains();
        world.Clock.Advance(TimeSpan.FromHours(1));
        var grave = await world.Complains("v-2", "yafo", "c-2");
        await using (var store = await world.Store())
        {
            var ruth = old.CustomerId;
            await store.Cases.Where(row => row.Id == grave.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.CustomerId, ruth), Cancel);
        }

        await world.Happens(grave, CaseStepKinds.Assessed, one => (one.Severity, one.Impact) = (4, 3));
        await world.Happens(old, CaseStepKinds.Answered);
        var before = await world.Clocks(grave);
        var merged = await world.Services.GetRequiredService<MergeCases>().Run(await Matters.Who(world, Cast.Tamar), new(grave.Number, old.Number), Cancel);

        Assert.Equal((4, 3), (merged.Value.Severity, merged.Value.Impact));
        Assert.Equal("FirstAnswer in 120", before[0]);
        // What was answered stays so; what waits in the other one waits here, no later than it was promised.
        Assert.Equal(["FirstAnswer met", "Solution in 1020", "FirstAnswer in 120"], await world.Clocks(old));
        Assert.Equal(120, world.MinutesTo((await Anew(world, old)).DueAt!.Value));
        Assert.All(await world.Clocks(grave), clock => Assert.EndsWith("stopped", clock, StringComparison.Ordinal));
    }

    [Theory, EveryStore]
    public async Task A_visit_that_is_agreed_on_runs_from_its_hour_and_one_agreed_on_anew_takes_its_place(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.AlwaysThere();
        var row = await world.Complains();

        await world.Happens(row, ClockStepKinds.VisitAgreed, details: CaseDetails.Of(("at", world.Clock.Now.AddHours(20))));
        await world.Happens(row, ClockStepKinds.VisitAgreed, details: CaseDetails.Of(("at", world.Clock.Now.AddHours(30))));
        Assert.Equal(["FirstAnswer in 540", "Solution in 2700", "Visit stopped", "Visit in 1920"], await world.Clocks(row));

        await world.Happens(row, ClockStepKinds.Visited);
        Assert.Contains("Visit met", await world.Clocks(row));
    }

    [Theory, EveryStore]
    public async Task Customers_who_are_found_to_be_one_change_no_clock_and_what_is_removed_takes_its_clocks_along(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await world.AlwaysThere();
        var (one, other) = (await world.Complains(), await world.Complains("v-2", customer: "c-2"));
        var before = (await world.Clocks(one)).Concat(await world.Clocks(other)).ToArray();
        await using var store = await world.Store();
        await using (var writing = await store.BeginWriting(Cancel))
        {
            await store.Cases.Where(row => row.Id == other.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.CustomerId, one.CustomerId).SetProperty(row => row.MergedFrom, other.CustomerId), Cancel);
            await writing.Commit(Cancel);
        }

        Assert.Equal(before, (await world.Clocks(one)).Concat(await world.Clocks(other)));

        await store.RemoveCases([one.Id], Cancel);
        Assert.Equal((2, 1), (await store.CaseClocks.CountAsync(Cancel), await store.Notifications.CountAsync(Cancel)));
    }

    private static async Task<Case> Anew(World world, Case row)
    {
        await using var store = await world.Store();
        return await store.Cases.AsNoTracking().SingleAsync(one => one.Id == row.Id, Cancel);
    }
}
