using Kolot.Listen.Sending;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;

namespace Kolot.Tests.Listen.Sending;

public sealed class ClaimInvitationsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, EveryStore]
    public async Task A_node_that_was_held_up_for_longer_than_its_lease_sends_nothing_that_another_took_meanwhile(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new FakeMailServer();
        await Campaigns.MailBy(world, server);
        await Campaigns.Planned(world, "mail", "ruti@example.com", "avi@example.com");
        await using var slow = await world.Store();
        await using var quick = await world.Store();
        var taken = await ClaimInvitations.Take(slow, "mail", 2, world.Clock.Now, Cancel);
        Assert.Empty(await ClaimInvitations.Take(quick, "mail", 2, world.Clock.Now, Cancel));

        world.Clock.Advance(ClaimInvitations.Lease + TimeSpan.FromSeconds(1));
        Assert.Single(await ClaimInvitations.Take(quick, "mail", 1, world.Clock.Now, Cancel));

        Assert.Equal(2, taken.Count);
        Assert.Single(await ClaimInvitations.Hold(slow, taken, world.Clock.Now, Cancel));
        Assert.Empty(await ClaimInvitations.Take(quick, "mail", 2, world.Clock.Now, Cancel));
    }
}
