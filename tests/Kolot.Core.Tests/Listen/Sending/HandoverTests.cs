using Kolot.Core.Listen.Inviting;
using Kolot.Core.Listen.Sending;

namespace Kolot.Core.Tests.Listen.Sending;

public sealed class HandoverTests
{
    private static readonly DateTime Now = new(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void What_was_taken_is_sent_and_not_looked_at_again()
    {
        var invitation = Planned();

        new Handover(Handed.Taken, "", "") { MessageId = "<1@cafe.example>" }.Note(invitation, Now);

        Assert.Equal((InvitationState.Sent, Now, null, "<1@cafe.example>", null), (invitation.State, invitation.SentAt, invitation.NextTryAt, invitation.MessageId, invitation.Outcome));
        Assert.Null(invitation.LeasedBy);
    }

    [Fact]
    public void What_may_be_taken_later_is_tried_at_growing_intervals_and_then_given_up()
    {
        var invitation = Planned();
        var pauses = new List<double>();

        while (invitation.State == InvitationState.Planned)
        {
            new Handover(Handed.Later, "server", "451 later").Note(invitation, Now);
            if (invitation.NextTryAt is { } next) pauses.Add((next - Now).TotalMinutes);
        }

        Assert.Equal([1, 5, 30, 120, 360, 720], pauses);
        Assert.Equal((InvitationState.Refused, "server 451 later", null), (invitation.State, invitation.Outcome, invitation.NextTryAt));
    }

    [Fact]
    public void A_gateway_that_asks_for_longer_is_left_alone_for_longer()
    {
        var invitation = Planned();

        new Handover(Handed.Later, "busy", "") { Wait = TimeSpan.FromMinutes(10) }.Note(invitation, Now);

        Assert.Equal(Now.AddMinutes(10), invitation.NextTryAt);
    }

    [Fact]
    public void Where_a_way_is_shut_everything_waits_however_long()
    {
        var invitation = Planned();

        for (var tries = 0; tries < 20; tries++) new Handover(Handed.Shut, "sign_in", "").Note(invitation, Now);

        Assert.Equal((InvitationState.Planned, 0, Now.AddMinutes(15)), (invitation.State, invitation.Tries, invitation.NextTryAt));
    }

    [Theory]
    [InlineData(Handed.Uncertain, InvitationState.Uncertain)]
    [InlineData(Handed.Dead, InvitationState.Bounced)]
    [InlineData(Handed.Unwanted, InvitationState.Skipped)]
    [InlineData(Handed.Refused, InvitationState.Refused)]
    public void Whatever_else_became_of_it_nobody_sends_it_again_by_himself(Handed what, InvitationState state)
    {
        var invitation = Planned();

        new Handover(what, "server", "").Note(invitation, Now);

        Assert.Equal((state, null), (invitation.State, invitation.NextTryAt));
    }

    [Theory]
    [InlineData("sent delivered", InvitationState.Delivered)]
    [InlineData("delivered sent", InvitationState.Delivered)]
    [InlineData("delivered delivered", InvitationState.Delivered)]
    [InlineData("sent failed", InvitationState.Bounced)]
    [InlineData("delivered bounced", InvitationState.Bounced)]
    [InlineData("bounced delivered", InvitationState.Bounced)]
    public void Reports_may_come_twice_and_in_any_order(string reports, InvitationState state)
    {
        var invitation = Planned();
        new Handover(Handed.Taken, "", "").Note(invitation, Now);

        foreach (var report in reports.Split(' ')) Reported(Enum.Parse<ReceiptState>(report, ignoreCase: true)).Note(invitation);

        Assert.Equal(state, invitation.State);
    }

    [Fact]
    public void A_report_settles_what_was_uncertain()
    {
        var invitation = Planned();
        new Handover(Handed.Uncertain, "too_slow", "").Note(invitation, Now);

        Assert.True(Reported(ReceiptState.Delivered).Note(invitation));

        Assert.Equal((InvitationState.Delivered, null), (invitation.State, invitation.Outcome));
    }

    [Fact]
    public void What_never_went_is_not_reported_of()
    {
        var invitation = Planned();

        Assert.False(Reported(ReceiptState.Delivered).Note(invitation));
        Assert.Equal(InvitationState.Planned, invitation.State);
    }

    private static MessageReceipt Reported(ReceiptState state) => new() { Way = "sms", MessageId = "1", State = state, At = Now, TakenAt = Now, Code = "", Said = "" };

    private static Invitation Planned() => new()
    {
        Occasion = "once", Way = "mail", Language = "he", Known = "{}", Address = "ruti@example.com", NextTryAt = Now, LeasedBy = Guid.Empty, LeasedUntil = Now,
    };
}
