using Kolot.Benchmarks.Field;
using Kolot.Respond.Clocks;
using Kolot.Respond.Effectiveness;
using Kolot.Respond.Lessons;
using Kolot.Respond.Notifications;
using Kolot.Respond.Presence;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests;

/// <summary>How a test waits for what a house does besides: its errands.</summary>
public static class Rounds
{
    // Clocks of cases are due some time, and what tells of them; who is at a case is gone after some seconds.
    private static readonly string[] Waits = [SweepClocks.Errand, SweepPresence.Errand, WriteNotifications.Errand, ArmTeamDigests.Errand];

    // What is closed is looked at again days later; who was approached is watched for a week, and mailboxes are read each minute.
    private static readonly string[] Later = [LookAgain.Errand, AskAgain.Errand, FieldSweep.Errand, MailboxRounds.Errand];

    /// <summary>Waits until no errand is left that could be done.</summary>
    public static async Task Settle(this World world) => Assert.True(await Comes.About(async () =>
    {
        await using var store = await world.Store();
        return !await store.Errands.AnyAsync(errand => errand.FailedAt == null && !Waits.Contains(errand.Kind) && (errand.DueAt <= world.Clock.Now || !Later.Contains(errand.Kind)), TestContext.Current.CancellationToken);
    }), $"Errands were left. {world.Troubles}");

    /// <summary>Does what is due by now, and waits for what somebody else has in hand: where rounds go on beside a test, they may come first.</summary>
    public static async Task Round(this World world, string organisation = World.Cafe)
    {
        var (due, round, cancel) = (world.Clock.Now, world.Services.GetRequiredService<ErrandRound>(), TestContext.Current.CancellationToken);
        Assert.True(await Comes.About(async () =>
        {
            await round.Run(organisation, cancel);
            await using var store = await world.Store(organisation);
            return !await store.Errands.AnyAsync(errand => errand.FailedAt == null && errand.DueAt <= due, cancel);
        }), $"What was due was not done. {world.Troubles}");
    }
}
