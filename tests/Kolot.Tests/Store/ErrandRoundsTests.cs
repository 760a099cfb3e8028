using System.Collections.Concurrent;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Store;

public sealed class ErrandRoundsTests
{
    [Theory, EveryStore]
    public async Task An_organisation_with_no_end_of_errands_holds_up_no_other(StoreKind kind)
    {
        var answer = new Restless();
        await using var world = await World.Open(kind, services => services.AddSingleton<IErrandAnswer>(answer));
        await world.Found("bakery", Cast.Tamar);
        await Leave(world, World.Cafe, Restless.Errand, "again");
        await Until(() => answer.Done.Count(subject => subject == "again") > 1, world);

        await Leave(world, "bakery", Restless.Errand, "once");

        await Until(() => answer.Done.Contains("once"), world);
    }

    [Theory, EveryStore]
    public async Task A_bell_that_rang_while_the_directory_was_away_is_heard_once_it_is_back(StoreKind kind)
    {
        var answer = new Restless();
        await using var world = await World.Open(kind, services => services.AddSingleton<IErrandAnswer>(answer));
        // The round through all that a start begins with is over, so only the bell tells of what follows.
        await Leave(world, World.Cafe, Restless.Errand, "before");
        await Until(() => answer.Done.Contains("before"), world);

        await Change(world, "alter table placements rename to placements_away");
        await Leave(world, World.Cafe, Restless.Errand, "meanwhile");
        await Until(() => world.Troubles.ToString().Contains("A round of errands broke off", StringComparison.Ordinal), world);
        await Change(world, "alter table placements_away rename to placements");

        await Until(() => answer.Done.Contains("meanwhile"), world);
    }

    [Theory, EveryStore]
    public async Task An_errand_that_waited_too_long_for_somebody_outside_is_put_off_as_any_that_failed(StoreKind kind)
    {
        await using var world = await World.Open(kind, services =>
        {
            World.WithoutRounds(services);
            services.AddSingleton<IErrandAnswer>(new Restless());
        });
        await Leave(world, World.Cafe, Restless.Errand, "too late");

        var begun = world.Clock.Now;
        await world.Services.GetRequiredService<ErrandRound>().Run(World.Cafe, TestContext.Current.CancellationToken);

        await using var store = await world.Store();
        var errand = await store.Errands.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, errand.Tries);
        Assert.True(errand.DueAt > begun);
    }

    [Theory, EveryStore]
    public async Task Errands_of_a_kind_that_only_newer_nodes_know_are_left_to_them_and_the_bell_rings_on(StoreKind kind)
    {
        var answer = new Restless();
        await using var world = await World.Open(kind, services =>
        {
            World.WithoutRounds(services);
            services.AddSingleton<IErrandAnswer>(answer);
        });
        await Leave(world, World.Cafe, "test.of-tomorrow", "new");
        await Leave(world, World.Cafe, Restless.Errand, "old");

        var left = await world.Services.GetRequiredService<ErrandRound>().Some(World.Cafe, TestContext.Current.CancellationToken);

        Assert.Equal(["old"], answer.Done);
        Assert.False(left.More);
        Assert.InRange(left.Next ?? default, world.Clock.Now.AddMinutes(-1), world.Clock.Now.AddMinutes(1));
        await using var store = await world.Store();
        var errand = await store.Errands.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("new", 0), (errand.Subject, errand.Tries));
    }

    private static async Task Leave(World world, string organisation, string kind, string subject)
    {
        await using (var store = await world.Store(organisation))
        {
            store.Errands.Add(new() { Kind = kind, Subject = subject, DueAt = world.Clock.Now.AddSeconds(-1) });
            await store.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        world.Services.GetRequiredService<ErrandRounds>().Ring(organisation);
    }

    private static async Task Change(World world, string sql)
    {
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        await directory.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken);
    }

    private static async Task Until(Func<bool> holds, World world)
    {
        for (var tries = 0; tries < 1200 && !holds(); tries++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(holds(), $"It did not come to pass within a minute. {world.Troubles}");
    }

    /// <summary>Leaves one more of what it is to do again, and gives up waiting where it is too late.</summary>
    private sealed class Restless : IErrandAnswer
    {
        public const string Errand = "test.restless";

        public ConcurrentQueue<string> Done { get; } = new();

        public string Kind => Errand;

        public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
        {
            foreach (var errand in errands)
            {
                if (errand.Subject == "too late") throw new TaskCanceledException("Its own patience ended.");
                if (errand.Subject == "again") store.Errands.Add(new() { Kind = Errand, Subject = errand.Subject, DueAt = errand.DueAt });
                Done.Enqueue(errand.Subject);
            }

            await store.SaveChangesAsync(cancel);
        }
    }
}
