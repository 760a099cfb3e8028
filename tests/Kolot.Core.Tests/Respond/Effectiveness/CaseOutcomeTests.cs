using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Effectiveness;

namespace Kolot.Core.Tests.Respond.Effectiveness;

public sealed class CaseOutcomeTests
{
    private static readonly DateTime Start = new(2026, 11, 2, 8, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("opened answered closed_confirmed", true, true)]
    [InlineData("opened closed_confirmed", true, true)]
    [InlineData("opened heard answered closed_confirmed", true, true)]
    [InlineData("opened merged answered noted closed_confirmed", true, true)]
    [InlineData("opened answered heard answered closed_confirmed", true, false)]
    [InlineData("opened answered answered closed_confirmed", true, false)]
    [InlineData("opened asked heard answered closed_confirmed", true, false)]
    [InlineData("opened answered merged closed_confirmed", true, false)]
    [InlineData("opened answered closed_unconfirmed", false, false)]
    [InlineData("opened answered closed_unconfirmed closed_confirmed", true, true)]
    [InlineData("opened answered closed_confirmed reopened closed_confirmed", true, false)]
    [InlineData("opened answered closed_confirmed closing_undone closed_confirmed", true, true)]
    public void Solved_at_first_is_confirmed_by_the_customer_after_one_answer_and_nothing_more(string steps, bool confirmed, bool atFirst)
    {
        var outcome = CaseOutcome.Of(Steps(steps));

        Assert.Equal((confirmed, atFirst), (outcome?.Confirmed, outcome?.SolvedAtFirst));
    }

    [Theory]
    [InlineData("opened answered")]
    [InlineData("opened answered closed_confirmed heard")]
    [InlineData("opened merged_away")]
    public void A_case_that_goes_on_here_or_elsewhere_tells_nothing_yet(string steps) => Assert.Null(CaseOutcome.Of(Steps(steps)));

    [Fact]
    public void The_customers_own_time_is_what_they_said_last_and_unknown_where_they_did_not()
    {
        OutcomeStep[] said = [.. Steps("opened answered"), new("closed_confirmed", Start.AddHours(3), 30)];

        Assert.Equal(30, CaseOutcome.Of(said)?.OwnMinutes);
        Assert.Equal(5, CaseOutcome.Of([.. said, new("reopened", Start.AddHours(4)), new("closed_confirmed", Start.AddHours(5), 5)])?.OwnMinutes);
        Assert.Null(CaseOutcome.Of(Steps("opened closed_confirmed"))?.OwnMinutes);
    }

    [Theory]
    [InlineData("", true, true)]
    [InlineData("", false, false)]
    [InlineData("", null, null)]
    [InlineData("noted", false, false)]
    [InlineData("heard", false, true)]
    [InlineData("reopened", null, true)]
    [InlineData("closing_undone", true, null)]
    [InlineData("closing_undone closed_confirmed heard", true, null)]
    public void Whoever_turns_to_us_again_or_has_the_case_go_on_within_seven_days_is_counted_and_a_slip_is_no_closing(string after, bool? spoke, bool? again) =>
        Assert.Equal(again, CaseOutcome.WasAgain(Steps(after), Start + CaseOutcome.Again, spoke));

    [Fact]
    public void What_goes_on_after_more_than_seven_days_is_not_counted() =>
        Assert.False(CaseOutcome.WasAgain([new("heard", Start.AddDays(8))], Start + CaseOutcome.Again, false));

    [Fact]
    public void Praise_has_nothing_to_solve() =>
        Assert.Equal([CaseKind.Praise], Enum.GetValues<CaseKind>().Where(kind => !CaseOutcome.IsCounted(kind)));

    private static OutcomeStep[] Steps(string kinds) => [.. kinds.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((kind, at) => new OutcomeStep(kind, Start.AddHours(at)))];
}
