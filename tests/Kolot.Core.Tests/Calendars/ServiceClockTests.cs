using System.Globalization;
using Kolot.Core.Calendars;

namespace Kolot.Core.Tests.Calendars;

public sealed class ServiceClockTests
{
    private static readonly TimeZoneInfo Israel = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    private static readonly ServiceClock Cafe = ServiceClock.Of(ServiceHours.Usual, Israel);

    [Theory]
    // Thursday at four: two hours are left, the other two are Friday's.
    [InlineData("2026-03-05 16:00", 4, "2026-03-06 11:00")]
    // What is spent by closing time is due at closing time, not when it opens again.
    [InlineData("2026-03-05 16:00", 2, "2026-03-05 18:00")]
    // Saturday counts for nothing.
    [InlineData("2026-03-07 12:00", 1, "2026-03-08 10:00")]
    // The eve of Rosh Hashana, a Friday, ends at one; Sabbath and the two days are one rest; the fast of Gedaliah is a day as others.
    [InlineData("2026-09-11 12:00", 2, "2026-09-14 10:00")]
    // The clock is put forward in the night to Friday 27 March: nobody is there then, and no hour is lost.
    [InlineData("2026-03-26 17:00", 2, "2026-03-27 10:00")]
    // From one year into the next.
    [InlineData("2026-12-31 17:30", 1, "2027-01-01 09:30")]
    // Memorial Day counts, Independence Day does not.
    [InlineData("2026-04-21 17:00", 2, "2026-04-23 10:00")]
    public void So_many_hours_of_service_later_it_is_due(string from, int hours, string due) =>
        Assert.Equal(due, Wall(Cafe.Due(Moment(from), TimeSpan.FromHours(hours)).At!.Value));

    [Fact]
    public void Due_says_day_by_day_what_it_counted_and_why_not()
    {
        var due = ServiceClock.Of(ServiceHours.Usual with { Exceptions = [new(new(2026, 9, 14), new(2026, 9, 14), [], "מעבר דירה")] }, Israel).Due(Moment("2026-09-10 17:00"), TimeSpan.FromHours(6));

        Assert.Equal(
            ["2026-09-10 Week  1 5", "2026-09-11 Holiday RoshHashanaEve 4 1", "2026-09-12 Holiday RoshHashana 0 1", "2026-09-13 Holiday RoshHashana 0 1", "2026-09-14 Exception FastOfGedaliah 0 1", "2026-09-15 Week  1 0"],
            due.Steps.Select(step => $"{step.Day.Day:yyyy-MM-dd} {step.Day.Reason} {step.Day.Holiday?.Name} {step.Counted.Sum(time => time.Length.TotalHours)} {step.Left.TotalHours}"));
        Assert.Equal("מעבר דירה", due.Steps.ElementAt(4).Day.Why);
    }

    [Fact]
    public void A_shift_past_midnight_belongs_to_the_day_on_which_it_began()
    {
        var bar = ServiceClock.Of(new(new Dictionary<DayOfWeek, IReadOnlyList<Opening>> { [DayOfWeek.Thursday] = [new(22 * 60, 26 * 60)] })
        {
            Exceptions = [new(new(2026, 3, 6), new(2026, 3, 6), [])],
        }, Israel);

        Assert.True(bar.IsOpen(Moment("2026-03-06 01:59")));
        Assert.False(bar.IsOpen(Moment("2026-03-06 02:00")));
        Assert.Equal("2026-03-06 02:00", Wall(bar.Closes(Moment("2026-03-05 23:00"))!.Value));
        Assert.Equal(["2026-03-05"], bar.Due(Moment("2026-03-06 00:30"), TimeSpan.FromHours(1)).Steps.Where(step => step.Counted.Count > 0).Select(step => $"{step.Day.Day:yyyy-MM-dd}"));
    }

    [Fact]
    public void Sabbath_and_holidays_rest_from_candle_lighting_to_nightfall_of_the_place()
    {
        var always = ServiceClock.Of(ServiceHours.Always with { Sabbath = new(31.7683, 35.2137, 40) }, Israel);

        // Friday 20 March 2026: sunset at 17:50 in Jerusalem, 40 minutes before it candles.
        Assert.Equal("2026-03-20 17:10", Wall(always.Closes(Moment("2026-03-20 12:00"))!.Value));
        // Rosh Hashana 5787 is a Sabbath and a Sunday: one rest, to the night of Sunday.
        Assert.Equal("2026-09-11 18:10", Wall(always.Closes(Moment("2026-09-11 12:00"))!.Value));
        Assert.Equal("2026-09-13", Wall(always.Opens(Moment("2026-09-12 12:00"))!.Value)[..10]);
        Assert.True(always.On(new(2026, 9, 13)).IsCut);
        Assert.False(always.On(new(2026, 9, 15)).IsCut);
    }

    [Fact]
    public void An_hour_that_comes_twice_is_open_twice_and_one_that_is_skipped_never()
    {
        var night = ServiceClock.Of(new(Enum.GetValues<DayOfWeek>().ToDictionary(day => day, IReadOnlyList<Opening> (_) => [Opening.Hours(1, 3)])), Israel);

        Assert.Equal(TimeSpan.FromHours(1), night.Between(Moment("2026-03-27 00:00"), Moment("2026-03-27 12:00")));
        Assert.Equal(TimeSpan.FromHours(3), night.Between(Moment("2026-10-25 00:00"), Moment("2026-10-25 12:00")));
    }

    [Fact]
    public void Hours_that_open_nowhere_ahead_have_no_next_opening_and_nothing_falls_due()
    {
        var never = ServiceClock.Of(new(new Dictionary<DayOfWeek, IReadOnlyList<Opening>>()) { Exceptions = [new(new(2026, 3, 5), new(2026, 3, 5), [Opening.Hours(9, 10)])] }, Israel);

        Assert.Equal("2026-03-05 09:00", Wall(never.Opens(Moment("2026-01-01 00:00"))!.Value));
        Assert.Null(never.Opens(Moment("2026-03-06 00:00")));
        Assert.Null(never.Due(Moment("2026-03-01 00:00"), TimeSpan.FromHours(2)).At);
        Assert.Empty(never.Due(Moment("2026-03-01 00:00"), TimeSpan.FromHours(2)).Steps);
        Assert.False(never.IsOpen(new(1950, 1, 1, 0, 0, 0, DateTimeKind.Utc)));
        Assert.Null(ServiceClock.Of(ServiceHours.Always, Israel).Closes(Moment("2026-03-01 00:00")));
    }

    private static DateTime Moment(string wall) => TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(wall, CultureInfo.InvariantCulture), Israel);

    private static string Wall(DateTime at) => TimeZoneInfo.ConvertTimeFromUtc(at, Israel).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
