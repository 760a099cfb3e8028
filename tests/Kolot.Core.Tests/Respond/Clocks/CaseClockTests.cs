using System.Globalization;
using Kolot.Core.Calendars;
using Kolot.Core.Respond.Clocks;

namespace Kolot.Core.Tests.Respond.Clocks;

public sealed class CaseClockTests
{
    private static readonly TimeZoneInfo Israel = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    private static readonly ServiceClock Cafe = ServiceClock.Of(ServiceHours.Usual, Israel);

    [Theory]
    // One hour was spent before the customer was asked at ten; they answered on Monday at noon, and three hours are left.
    [InlineData("2026-03-01 09:00", 4, "2026-03-01 10:00", "2026-03-02 12:00", "2026-03-02 15:00")]
    // Asked and answered while nobody was there: nothing was saved, and nothing lost.
    [InlineData("2026-03-05 17:00", 4, "2026-03-06 14:00", "2026-03-07 20:00", "2026-03-06 12:00")]
    [InlineData("2026-03-05 17:00", 6, "2026-03-06 14:00", "2026-03-07 20:00", "2026-03-08 10:00")]
    // Over the two days of Rosh Hashana beside a Sabbath, and the eve that ends at one.
    [InlineData("2026-09-10 17:00", 6, "2026-09-11 09:00", "2026-09-11 12:00", "2026-09-14 13:00")]
    // Through the night in which the clock is put forward, and the one in which it is put back.
    [InlineData("2026-03-26 17:00", 3, "2026-03-26 17:30", "2026-03-27 09:30", "2026-03-27 12:00")]
    [InlineData("2026-10-23 12:00", 3, "2026-10-23 12:30", "2026-10-25 09:30", "2026-10-25 12:00")]
    // From one year into the next.
    [InlineData("2026-12-31 16:00", 3, "2026-12-31 17:00", "2027-01-01 10:00", "2027-01-01 12:00")]
    public void A_clock_rests_while_the_customer_is_awaited_and_goes_on_with_what_was_left(string begun, int hours, string asked, string answered, string due) =>
        Assert.Equal(due, Wall(Clock(begun, hours).Rest(Moment(asked)).GoOn(Moment(answered)).Due(Cafe).At));

    [Fact]
    public void While_it_rests_nothing_is_due_and_nobody_is_warned_and_what_was_late_before_stays_late()
    {
        var resting = Clock("2026-03-01 09:00", 4).Rest(Moment("2026-03-01 10:00"));

        Assert.Null(resting.Due(Cafe).At);
        Assert.Null(resting.Due(Cafe).WarnAt);
        Assert.Equal(new(ClockState.Rests, TimeSpan.FromHours(3)), resting.Stands(Cafe, Moment("2026-03-09 10:00")));

        var late = Clock("2026-03-01 09:00", 4).Rest(Moment("2026-03-01 15:00"));
        Assert.Equal("2026-03-01 13:00", Wall(late.Due(Cafe).At));
        Assert.Equal(new(ClockState.Late, TimeSpan.FromHours(3)), late.Stands(Cafe, Moment("2026-03-01 16:00")));
    }

    [Fact]
    public void One_is_warned_when_a_quarter_is_left_and_at_most_half_a_day_before_and_with_time_to_do_something()
    {
        Assert.Equal("2026-03-01 12:00", Wall(Clock("2026-03-01 09:00", 4).Due(Cafe).WarnAt));
        // A quarter of five days would be more than a day before: half a day is enough.
        Assert.Equal("2026-03-05 14:00", Wall(Clock("2026-03-01 09:00", 45).Due(Cafe).WarnAt));
        // The warning fell into the stretch before the rest: it is not given a second time after it.
        Assert.Equal("2026-03-01 12:00", Wall(Clock("2026-03-01 09:00", 4).Rest(Moment("2026-03-01 12:30")).GoOn(Moment("2026-03-02 12:00")).Due(Cafe).WarnAt));
        // Charging ends by law at midnight from Wednesday to Thursday: whoever has to see to it is warned while somebody is there.
        Assert.Equal("2026-03-04 14:00", Wall(ByLaw("2026-03-01 09:00", "cancel_in_three_days").Due(Cafe).WarnAt));
    }

    [Fact]
    public void What_law_gives_does_not_rest_and_counts_as_law_counts()
    {
        var call = ByLaw("2026-03-05 17:00", "call_back_in_three_hours").Rest(Moment("2026-03-05 17:10"));

        Assert.Null(call.RestingSince);
        Assert.Equal("2026-03-06 12:00", Wall(call.Due(Cafe).At));
        Assert.Equal(new(ClockState.Late, TimeSpan.FromHours(24)), call.Stands(Cafe, Moment("2026-03-07 12:00")));
    }

    [Fact]
    public void A_visit_that_was_agreed_on_for_tomorrow_has_all_its_time_left_and_lateness_is_paid_for_after_four_hours()
    {
        var visit = ByLaw("2026-03-02 13:00", "technician_two_hours") with { Purpose = ClockPurpose.Visit };

        Assert.Equal(new(ClockState.Runs, TimeSpan.FromHours(2)), visit.Stands(Cafe, Moment("2026-03-01 10:00")));
        Assert.Equal("2026-03-02 15:00", Wall(visit.Due(Cafe).At));
        Assert.Equal("2026-03-02 17:00", Wall(TimePresets.LateVisit.From(Cafe, visit.Begun)));
    }

    [Fact]
    public void It_explains_stretch_by_stretch_what_it_counted_what_it_skipped_and_since_when_the_customer_was_awaited()
    {
        var due = Clock("2026-09-10 17:00", 6).Rest(Moment("2026-09-11 10:00")).GoOn(Moment("2026-09-14 11:00")).Due(Cafe);

        Assert.Equal(["2026-09-10 1 5", "2026-09-11 1 4", "rest 2026-09-11 10:00 to 2026-09-14 11:00", "2026-09-14 4 0"], due.Parts.SelectMany(Said));

        static IEnumerable<string> Said(ClockPart part)
        {
            foreach (var step in part.Steps) yield return $"{step.Day.Day:yyyy-MM-dd} {step.Counted.Sum(time => time.Length.TotalHours)} {step.Left.TotalHours}";
            if (part.RestFrom is { } from) yield return $"rest {Wall(from)} to {Wall(part.RestUntil)}";
        }
    }

    [Fact]
    public void Changed_hours_reckon_a_clock_as_if_they_had_always_been_so()
    {
        var clock = Clock("2026-03-01 16:00", 4).Rest(Moment("2026-03-01 16:30")).GoOn(Moment("2026-03-02 10:00"));
        var longer = ServiceClock.Of(new(ServiceHours.SundayToThursday(Opening.Hours(8, 20), Opening.Hours(8, 13))), Israel);

        Assert.Equal("2026-03-02 13:30", Wall(clock.Due(Cafe).At));
        Assert.Equal("2026-03-02 13:30", Wall(clock.Due(longer).At));
        Assert.Equal("2026-03-03 10:00", Wall((clock with { Rested = [] }).Due(ServiceClock.Of(new(ServiceHours.SundayToThursday(Opening.Hours(9, 17))) { Exceptions = [new(new(2026, 3, 2), new(2026, 3, 2), [Opening.Hours(9, 10), Opening.Hours(16, 17)])] }, Israel)).At));
    }

    [Fact]
    public void Done_in_time_and_done_too_late_are_two_things_and_what_is_over_changes_no_more()
    {
        var met = Clock("2026-03-01 09:00", 4).Meet(Moment("2026-03-01 12:00"));

        Assert.Equal(new(ClockState.Met, TimeSpan.FromHours(1)), met.Stands(Cafe, Moment("2026-03-09 10:00")));
        Assert.Equal(new(ClockState.MetLate, TimeSpan.FromHours(2)), Clock("2026-03-01 09:00", 4).Meet(Moment("2026-03-01 15:00")).Stands(Cafe, Moment("2026-03-09 10:00")));
        Assert.Equal(met, met.Rest(Moment("2026-03-01 12:30")).Stop(Moment("2026-03-01 13:00")).Meet(Moment("2026-03-01 14:00")));
        Assert.Equal(ClockState.Stopped, Clock("2026-03-01 09:00", 4).Stop(Moment("2026-03-01 12:00")).Stands(Cafe, Moment("2026-03-09 10:00")).State);
    }

    [Fact]
    public void A_rest_never_begins_before_the_one_before_it_ended_however_clocks_of_nodes_differ()
    {
        var clock = Clock("2026-03-01 09:00", 4).Rest(Moment("2026-03-01 10:00")).GoOn(Moment("2026-03-01 11:00")).Rest(Moment("2026-03-01 10:59")).GoOn(Moment("2026-03-01 12:00"));

        Assert.Equal("2026-03-01 15:00", Wall(clock.Due(Cafe).At));
        Assert.Equal(clock, clock.Rest(Moment("2026-03-01 13:00")).GoOn(Moment("2026-03-01 13:00")));
    }

    private static CaseClock Clock(string begun, int hours) => new(Guid.Empty, ClockPurpose.FirstAnswer, new(TimeSpan.FromHours(hours)), Moment(begun));

    private static CaseClock ByLaw(string begun, string rule) => new(Guid.Empty, ClockPurpose.CallBack, GivenTime.ByLaw(rule)!, Moment(begun));

    private static DateTime Moment(string wall) => TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(wall, CultureInfo.InvariantCulture), Israel);

    private static string? Wall(DateTime? at) => at is { } moment ? TimeZoneInfo.ConvertTimeFromUtc(moment, Israel).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) : null;
}
