using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Kolot.Tests.Outside.Mail;

namespace Kolot.Tests.Listen.Sending;

public sealed class MailServerTroubleTests
{
    [Theory, EveryStore]
    public async Task A_server_that_takes_minutes_over_each_is_handed_no_more_than_this_node_has_time_for(StoreKind kind)
    {
        await using var world = await Campaigns.Open(kind);
        await using var server = new PostOffice();
        server.Says = (stage, _) =>
        {
            if (stage == ".") world.Clock.Advance(TimeSpan.FromMinutes(3));
            return null;
        };
        await Campaigns.MailBy(world, server.Port);
        var ids = await Campaigns.Planned(world, "mail", [.. Enumerable.Range(1, 4).Select(number => $"somebody{number}@example.com")]);

        Assert.Equal(2, await Campaigns.Send(world));

        var states = new List<InvitationState>();
        foreach (var id in ids) states.Add((await Campaigns.Of(world, id)).State);
        Assert.Equal([InvitationState.Planned, InvitationState.Planned, InvitationState.Sent, InvitationState.Sent], states.Order());
        Assert.Equal(2, server.Taken.Count);
        world.Clock.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(2, await Campaigns.Send(world));
    }

    /// <summary>What a server says, at which stage, and where the invitation ends when it is sent again and again.</summary>
    [Theory]
    [InlineData("RCPT", "450 4.2.0 come again", true, InvitationState.Sent)]
    [InlineData("DATA", "451 4.3.0 come again", true, InvitationState.Sent)]
    [InlineData(".", "451 4.3.0 come again", true, InvitationState.Sent)]
    [InlineData("MAIL", "452 4.3.1 no room", true, InvitationState.Sent)]
    [InlineData("", "421 4.3.2 closing", true, InvitationState.Sent)]
    [InlineData("RCPT", "452 4.2.2 mailbox full", false, InvitationState.Refused)]
    [InlineData("RCPT", "550 5.7.1 denied by policy", false, InvitationState.Refused)]
    [InlineData("DATA", "554 5.5.1 not now", false, InvitationState.Refused)]
    [InlineData(".", "554 5.6.0 not like this", false, InvitationState.Refused)]
    [InlineData("RCPT", FakeMailServer.Hangup, true, InvitationState.Sent)]
    public async Task Whatever_the_server_says_at_whatever_stage_it_ends_well_or_says_why(string stage, string says, bool mends, InvitationState end)
    {
        await using var world = await Campaigns.Open(StoreKind.Sqlite);
        await using var server = new FakeMailServer();
        server.Answers[stage] = says;
        await Campaigns.MailBy(world, server);
        var id = (await Campaigns.Planned(world, "mail", "ruti@example.com"))[0];
        await Campaigns.Send(world);
        var first = await Campaigns.Of(world, id);
        if (mends) server.Answers.Clear();
        for (var hours = 0; hours < 30 && (await Campaigns.Of(world, id)).NextTryAt is not null; hours++)
        {
            world.Clock.Advance(TimeSpan.FromHours(1));
            await Campaigns.Send(world);
        }

        var last = await Campaigns.Of(world, id);
        Assert.Equal(end, last.State);
        Assert.Equal(end == InvitationState.Sent ? 1 : 0, server.Mails.Count(mail => mail.Contains("To: ruti@example.com", StringComparison.Ordinal)) - (stage == "." ? 1 : 0));
        Assert.Equal(end == InvitationState.Sent || says.StartsWith('4'), first.NextTryAt is not null);
        if (end != InvitationState.Sent) Assert.Contains(says[4..], last.Outcome, StringComparison.Ordinal);
    }
}
