using Kolot.Core.Respond.Cases;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Respond.Cases;

public sealed class CaseStepsTests
{
    private static readonly string[] Kinds =
    [
        CaseStepKinds.Acknowledged, CaseStepKinds.Assessed, CaseStepKinds.Investigated, CaseStepKinds.Asked, CaseStepKinds.Answered, CaseStepKinds.Heard, CaseStepKinds.NotAwaited, CaseStepKinds.Noted,
        CaseStepKinds.HandedOver, CaseStepKinds.Snoozed, CaseStepKinds.MergedAway, CaseStepKinds.MergeUndone, CaseStepKinds.ClosedConfirmed, CaseStepKinds.ClosedUnconfirmed, CaseStepKinds.Reopened,
        CaseStepKinds.ClosingUndone, "clock_late",
    ];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task The_database_tells_of_a_case_what_its_steps_tell_whatever_happens_in_whatever_order(StoreKind kind)
    {
        await using var world = await World.Open(kind, World.WithoutRounds);
        var steps = world.Services.GetRequiredService<CaseSteps>();
        var drawn = new Random(461);
        await using var store = await world.Store();
        for (var number = 0; number < 12; number++)
        {
            await using var writing = await store.BeginWriting(Cancel);
            var row = new Case { Id = Guid.CreateVersion7(), OpenedAt = world.Clock.Now, HeardAt = world.Clock.Now };
            store.Cases.Add(row);
            await store.SaveChangesAsync(Cancel);
            var told = new List<CaseStep>();
            for (var count = 0; count < 25; count++)
            {
                world.Clock.Advance(TimeSpan.FromMinutes(1));
                var what = count == 0 ? CaseStepKinds.Opened : Kinds[drawn.Next(Kinds.Length)];
                told.Add(await steps.Add(store, row, new() { Kind = what, At = Whole(world.Clock.Now) }, Cancel));
                var story = CaseStory.Of(told.Select(step => new CaseHappening(step.Kind, step.At)));

                Assert.Equal(story, new(row.State, row.AwaitingSince, row.AnsweredAt, row.ClosedAt, row.Confirmed, row.Reopened, row.Version));
            }

            await writing.Commit(Cancel);
            Assert.Equal(Enumerable.Range(1, 25), told.Select(step => step.Number));
        }
    }

    [Theory, EveryStore]
    public async Task What_happened_is_only_added_to_and_counted_once(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await CaseWorld.Complains(world);
        var row = Assert.Single(await CaseWorld.Cases(world));
        await using var store = await world.Store();

        await Assert.ThrowsAnyAsync<Exception>(() => store.CaseSteps.ExecuteUpdateAsync(set => set.SetProperty(step => step.Kind, CaseStepKinds.ClosedConfirmed), Cancel));
        store.CaseSteps.Add(new() { Id = Guid.CreateVersion7(), CaseId = row.Id, Number = 0, Kind = CaseStepKinds.ClosedConfirmed, At = world.Clock.Now });
        await store.SaveChangesAsync(Cancel);

        Assert.Equal((CaseState.Received, 1), ((await CaseWorld.Cases(world))[0].State, (await CaseWorld.Cases(world))[0].Version));
    }

    [Theory, EveryStore]
    public async Task What_follows_a_step_is_kept_with_it_or_not_at_all(StoreKind kind)
    {
        var follow = new Follow();
        await using var world = await World.Open(kind, services => services.AddSingleton<ICaseFollows>(follow));

        await CaseWorld.Complains(world);

        var row = Assert.Single(await CaseWorld.Cases(world));
        Assert.Equal((row.Id, CaseStepKinds.Opened, 1), (follow.Told[0].Case, follow.Told[0].Kind, follow.Told[0].Version));
        Assert.Equal(world.Clock.Now.AddHours(3), row.DueAt!.Value, TimeSpan.FromMinutes(1));
    }

    // Databases keep millionths of a second.
    private static DateTime Whole(DateTime moment) => moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerSecond));

    private sealed class Follow : ICaseFollows
    {
        public List<(Guid Case, string Kind, int Version)> Told { get; } = [];

        public Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
        {
            foreach (var (row, step) in steps)
            {
                Told.Add((row.Id, step.Kind, row.Version));
                row.DueAt = step.At.AddHours(3);
            }

            return Task.CompletedTask;
        }
    }
}
