using Kolot.Core.Respond.Notifications;

namespace Kolot.Core.Tests.Respond.Notifications;

public sealed class NotificationDraftTests
{
    [Fact]
    public void What_stands_can_be_kept_as_it_is() =>
        Assert.Equal(NotificationChoices.Usual with { Version = 1 }, NotificationDraft.Of(NotificationChoices.Usual).Decide(NotificationChoices.Usual).Value);

    [Theory]
    [InlineData(21, 7, 22, false)]
    [InlineData(21, 7, 6, false)]
    [InlineData(21, 7, 7, true)]
    [InlineData(9, 17, 12, false)]
    [InlineData(9, 17, 17, true)]
    [InlineData(8, 8, 8, true)]
    public void The_digest_comes_outside_of_the_night(int from, int until, int hour, bool may)
    {
        var decided = (NotificationDraft.Of(new()) with { QuietFrom = from, QuietUntil = until, DigestHour = hour }).Decide(new());
        Assert.Equal((may, may ? null : "in_quiet"), (!decided.Refused, (decided.Refusal as Refusal.Invalid)?.Faults[0].Reason));
    }

    [Fact]
    public void What_cannot_be_is_named_at_its_field()
    {
        var draft = new NotificationDraft { Given = "Sometimes", Moves = "2", Urgent = "Never", DigestHour = 24, QuietFrom = null, QuietUntil = 7, Team = "Hourly", Version = 0 };
        Assert.Equal(["given", "moves", "team", "digestHour", "quietFrom"], ((Refusal.Invalid)draft.Decide(new()).Refusal!).Faults.Select(fault => fault.Field));
    }

    [Fact]
    public void What_was_changed_meanwhile_is_not_overwritten() =>
        Assert.IsType<Refusal.Conflict>(NotificationDraft.Of(new()).Decide(new() { Version = 1 }).Refusal);

    [Fact]
    public void Whoever_leads_nobody_keeps_what_stands_of_the_teams_day() =>
        Assert.Equal(DigestRhythm.Weekly, (NotificationDraft.Of(new()) with { Team = null }).Decide(new() { Team = DigestRhythm.Weekly }).Value.Team);
}
