using System.Net;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Organisation.People.SecondStep;

public sealed class SecondStepLockTests
{
    [Theory, EveryStore]
    public async Task After_five_tries_no_code_is_looked_at_for_five_minutes_and_a_right_password_changes_nothing_about_that(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (secret, _) = await SecondStepTests.SetUp(world, Cast.Dana);

        await Guess(world);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepTests.Enter(world, SecondStepTests.Code(world, secret, 1)));
        world.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepTests.Enter(world, "000000"));
        Assert.Equal(HttpStatusCode.SeeOther, await SecondStepTests.Enter(world, SecondStepTests.Code(world, secret, 0)));
    }

    [Theory, EveryStore]
    public async Task The_lock_doubles_with_every_five_wrong_codes_until_a_right_one(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (secret, _) = await SecondStepTests.SetUp(world, Cast.Dana);

        await Guess(world);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        await Guess(world);
        world.Clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepTests.Enter(world, SecondStepTests.Code(world, secret, 0)));
        world.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(HttpStatusCode.SeeOther, await SecondStepTests.Enter(world, SecondStepTests.Code(world, secret, 0)));

        await Guess(world);
        world.Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(HttpStatusCode.SeeOther, await SecondStepTests.Enter(world, SecondStepTests.Code(world, secret, 0)));
    }

    [Theory, EveryStore]
    public async Task Whoever_holds_a_recovery_code_comes_in_while_somebody_else_keeps_the_lock_shut(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        var (secret, codes) = await SecondStepTests.SetUp(world, Cast.Dana);
        await Guess(world);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepTests.Enter(world, "aaaaaaaaaaaaaaaa"));
        Assert.Equal(HttpStatusCode.SeeOther, await SecondStepTests.Enter(world, codes[0]));
        Assert.Equal(HttpStatusCode.SeeOther, await SecondStepTests.Enter(world, SecondStepTests.Code(world, secret, 1)));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepTests.Enter(world, codes[0]));
    }

    [Theory, EveryStore]
    public async Task However_many_guess_at_once_five_are_looked_at(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await SecondStepTests.SetUp(world, Cast.Dana);
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        var row = await directory.SecondSteps.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        var steps = world.Services.GetRequiredService<Kolot.Organisation.People.SecondStep.SecondSteps>();

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => steps.Takes(row.AccountId, "000000", TestContext.Current.CancellationToken)));

        var after = await directory.SecondSteps.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);
        Assert.Equal((5, world.Clock.Now.AddMinutes(5)), (after.Tries, after.LockedUntil ?? default), EqualityComparer<(int, DateTime)>.Create(
            (one, other) => one.Item1 == other.Item1 && (one.Item2 - other.Item2).Duration() < TimeSpan.FromMinutes(1)));
    }

    [Theory, EveryStore]
    public async Task A_clock_that_was_set_back_prolongs_no_lock(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        await SecondStepTests.SetUp(world, Cast.Dana);
        await Guess(world);
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();

        world.Clock.SetBack(TimeSpan.FromHours(3));
        await SecondStepTests.Enter(world, "000000");

        Assert.Equal(6, await directory.SecondSteps.Select(row => row.Tries).SingleAsync(TestContext.Current.CancellationToken));
    }

    [Theory, EveryStore]
    public async Task Two_clicks_at_once_set_up_one_second_step(StoreKind kind)
    {
        await using var world = await World.Open(kind);
        using var dana = world.As(Cast.Dana);
        await dana.Page("/account/second-step");

        var clicks = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => dana.Post("/account/second-step")));

        Assert.All(clicks, click => Assert.Equal(HttpStatusCode.SeeOther, click.StatusCode));
        foreach (var click in clicks) click.Dispose();
        await using var directory = world.Services.GetRequiredService<Databases>().OpenDirectory();
        Assert.Equal(1, await directory.SecondSteps.CountAsync(TestContext.Current.CancellationToken));
    }

    private static async Task Guess(World world)
    {
        for (var tries = 0; tries < 5; tries++) Assert.Equal(HttpStatusCode.UnprocessableEntity, await SecondStepTests.Enter(world, "000000"));
    }
}
