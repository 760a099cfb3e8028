using Kolot.Core.Respond.Cases;

namespace Kolot.Core.Tests.Respond.Cases;

public sealed class CaseStoryTests
{
    private static readonly DateTime Start = new(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_case_goes_the_steps_of_the_standard_and_never_back()
    {
        Assert.Equal(CaseState.Received, After("opened").State);
        Assert.Equal(CaseState.Acknowledged, After("opened", "acknowledged").State);
        Assert.Equal(CaseState.Investigated, After("opened", "investigated", "assessed", "acknowledged").State);
        Assert.Equal(CaseState.Answered, After("opened", "answered", "investigated").State);
    }

    [Fact]
    public void A_customer_is_awaited_from_when_they_were_asked_until_they_speak_or_are_answered()
    {
        Assert.Equal(Start.AddHours(1), After("opened", "asked").AwaitingSince);
        Assert.Null(After("opened", "asked", "heard").AwaitingSince);
        Assert.Null(After("opened", "asked", "answered").AwaitingSince);
        Assert.Null(After("opened", "asked", "closed_unconfirmed").AwaitingSince);
        Assert.Equal(Start.AddHours(1), After("opened", "asked", "noted").AwaitingSince);
    }

    [Fact]
    public void Who_speaks_after_the_end_has_the_case_go_on_and_that_is_counted()
    {
        var again = After("opened", "answered", "closed_confirmed", "heard");

        Assert.Equal((CaseState.Assessed, (DateTime?)null, (bool?)null, 1), (again.State, again.ClosedAt, again.Confirmed, again.Reopened));
        Assert.Equal(Start.AddHours(1), again.AnsweredAt);
        Assert.Equal(0, After("opened", "answered", "heard").Reopened);
    }

    [Fact]
    public void A_closing_that_was_a_slip_never_was()
    {
        var answered = After("opened", "answered", "closed_unconfirmed", "closing_undone");

        Assert.Equal((CaseState.Answered, (DateTime?)null, 0), (answered.State, answered.ClosedAt, answered.Reopened));
        Assert.Equal(CaseState.Assessed, After("opened", "closed_unconfirmed", "closing_undone").State);
    }

    [Fact]
    public void A_customer_may_confirm_after_it_was_closed_without_them()
    {
        var confirmed = After("opened", "closed_unconfirmed", "closed_confirmed");

        Assert.Equal((Start.AddHours(1), true, 3), (confirmed.ClosedAt, confirmed.Confirmed, confirmed.Version));
    }

    [Fact]
    public void Who_was_called_knows_that_it_came_and_is_awaited_no_more()
    {
        var called = After("opened", "asked", "called");

        Assert.Equal((CaseState.Acknowledged, null, null), (called.State, called.AwaitingSince, called.AnsweredAt));
        Assert.Equal(CaseState.Answered, After("opened", "answered", "called").State);
    }

    [Fact]
    public void Steps_of_other_parts_move_nothing() =>
        Assert.Equal(After("opened") with { Version = 2 }, After("opened", "clock_late"));

    private static CaseStory After(params string[] kinds) => CaseStory.Of(kinds.Select((kind, hour) => new CaseHappening(kind, Start.AddHours(hour))));
}
