using Kolot.Core.Respond.Clocks;

namespace Kolot.Core.Tests.Respond.Clocks;

public sealed class ClockTurnsTests
{
    private static readonly DateTime Monday = new(2026, 3, 2, 8, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void A_case_is_given_time_to_be_answered_to_be_solved_and_for_what_its_customer_asked_besides()
    {
        Assert.Equal([ClockPurpose.FirstAnswer, ClockPurpose.Solution], Purposes(Opened()));
        Assert.Equal([ClockPurpose.FirstAnswer, ClockPurpose.Solution, ClockPurpose.CallBack], Purposes(Opened(ClockPurpose.CallBack)));
        Assert.Empty(ClockTurns.Of(ClockTurn.Opened, Monday, [], new(_ => null, new HashSet<ClockPurpose>(), () => Guid.CreateVersion7(DateTimeOffset.UnixEpoch))));
        // Told twice, they begin once.
        Assert.Empty(Turn(ClockTurn.Opened, Opened()));
    }

    [Fact]
    public void An_answer_meets_the_time_for_answers_and_a_call_that_for_calls_too()
    {
        Assert.Equal([ClockPurpose.FirstAnswer], Purposes(Turn(ClockTurn.Answered, Opened(ClockPurpose.CallBack)).Where(clock => clock.MetAt is not null)));
        Assert.Equal([ClockPurpose.FirstAnswer, ClockPurpose.CallBack], Purposes(Turn(ClockTurn.Called, Opened(ClockPurpose.CallBack)).Where(clock => clock.MetAt is not null)));
    }

    [Fact]
    public void Whoever_writes_again_before_they_were_answered_is_promised_no_later_time_for_it()
    {
        Assert.Empty(Turn(ClockTurn.Wrote, Opened()));

        var answered = After(Opened(), ClockTurn.Answered);
        Assert.Equal([ClockPurpose.NextAnswer], Purposes(Turn(ClockTurn.Wrote, answered)));
        Assert.Empty(Turn(ClockTurn.Wrote, After(answered, ClockTurn.Wrote)));
    }

    [Fact]
    public void Clocks_rest_while_the_customer_is_awaited_and_go_on_when_they_write()
    {
        var awaited = After(After(Opened(), ClockTurn.Answered), ClockTurn.Awaited);

        Assert.Equal([ClockPurpose.Solution], Purposes(awaited.Where(clock => clock.RestingSince is not null)));
        Assert.Equal([ClockPurpose.Solution, ClockPurpose.NextAnswer], Purposes(Turn(ClockTurn.Wrote, awaited).Where(clock => clock.RestingSince is null)));
    }

    [Fact]
    public void Closing_meets_the_time_for_solving_and_stops_the_rest_and_reopening_begins_anew()
    {
        var closed = After(Opened(ClockPurpose.CallBack), ClockTurn.Closed);

        Assert.Equal([ClockPurpose.Solution], Purposes(closed.Where(clock => clock.MetAt is not null)));
        Assert.Equal([ClockPurpose.FirstAnswer, ClockPurpose.CallBack], Purposes(closed.Where(clock => clock.StoppedAt is not null)));
        Assert.Equal([ClockPurpose.NextAnswer, ClockPurpose.Solution], Purposes(Turn(ClockTurn.Reopened, closed)));
    }

    [Fact]
    public void A_closing_that_was_a_slip_never_was_and_a_case_that_goes_on_elsewhere_meets_nothing_here()
    {
        var opened = After(Opened(ClockPurpose.CallBack), ClockTurn.Answered);

        Assert.Equal(opened.Where(clock => clock.MetAt is null), Turn(ClockTurn.EndUndone, After(opened, ClockTurn.Closed)).Where(clock => clock.MetAt is null));
        Assert.All(Turn(ClockTurn.MergedAway, Opened()), clock => Assert.NotNull(clock.StoppedAt));
        Assert.Equal(2, Turn(ClockTurn.EndUndone, After(Opened(), ClockTurn.MergedAway)).Count);
    }

    [Fact]
    public void A_case_that_weighs_otherwise_is_given_other_time_from_when_it_began_but_an_agreed_hour_stays()
    {
        var visit = new CaseClock(Guid.CreateVersion7(DateTimeOffset.UnixEpoch), ClockPurpose.Visit, GivenTime.ByLaw("technician_two_hours")!, Monday.AddDays(1));
        var weighed = ClockTurns.Of(ClockTurn.Weighed, Monday.AddHours(5), [.. Opened(), visit], new(_ => GivenTime.Minutes(30), new HashSet<ClockPurpose>(), () => Guid.CreateVersion7(DateTimeOffset.UnixEpoch)));

        Assert.Equal([(ClockPurpose.FirstAnswer, 30.0, Monday), (ClockPurpose.Solution, 30.0, Monday)], weighed.Select(clock => (clock.Purpose, clock.Given.Time.TotalMinutes, clock.Begun)));
    }

    private static IReadOnlyList<CaseClock> Opened(params ClockPurpose[] wanted) => ClockTurns.Of(ClockTurn.Opened, Monday, [], new(_ => GivenTime.Minutes(120), wanted.ToHashSet(), () => Guid.CreateVersion7(DateTimeOffset.UnixEpoch)));

    private static IReadOnlyList<CaseClock> Turn(ClockTurn turn, IReadOnlyList<CaseClock> clocks) =>
        ClockTurns.Of(turn, Monday.AddHours(1 + (int)turn), clocks, new(_ => GivenTime.Minutes(120), new HashSet<ClockPurpose>(), () => Guid.CreateVersion7(DateTimeOffset.UnixEpoch)));

    private static CaseClock[] After(IReadOnlyList<CaseClock> clocks, ClockTurn turn)
    {
        var changed = Turn(turn, clocks);
        return [.. clocks.Select(clock => changed.FirstOrDefault(one => one.Id == clock.Id) ?? clock), .. changed.Where(one => clocks.All(clock => clock.Id != one.Id))];
    }

    private static IEnumerable<ClockPurpose> Purposes(IEnumerable<CaseClock> clocks) => clocks.Select(clock => clock.Purpose);
}
