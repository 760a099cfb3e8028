using Kolot.Core.Listen.Inviting;
using Kolot.Listen.Sending;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kolot.Tests.Listen.Sending;

public sealed class SendingPaceTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task Where_fewer_go_in_a_minute_than_there_are_lines_one_goes_and_is_noted_and_none_is_held_meanwhile(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind, more: new Dictionary<string, string> { ["Sending:Lines"] = "5", ["Sending:PerMinute"] = "1" });
        await using var office = new PostOffice();
        await Campaigns.MailBy(world, office.Port);
        await Campaigns.Planned(world, "mail", [.. Enumerable.Range(1, 4).Select(number => $"somebody{number}@example.com")]);
        using var down = new CancellationTokenSource();

        var sending = world.Services.GetRequiredService<InvitationRound>().Run(World.Cafe, down.Token);
        while (!(await States(world)).Contains((InvitationState.Sent, false))) await Task.Delay(20, Cancel);
        await down.CancelAsync();

        Assert.Equal(1, await sending);
        Assert.Single(office.Taken);
        Assert.Equal([(InvitationState.Planned, false), (InvitationState.Planned, false), (InvitationState.Planned, false), (InvitationState.Sent, false)], await States(world));
    }

    // Each with whether somebody has it in hand.
    private static async Task<(InvitationState, bool)[]> States(World world)
    {
        await using var store = await world.Store();
        return [.. (await store.Invitations.AsNoTracking().ToArrayAsync(Cancel)).Select(row => (row.State, row.LeasedUntil is not null)).Order()];
    }
}
