using System.Globalization;
using Kolot.Core.Calendars;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class CallTimeTests
{
    [Theory]
    // A Sunday morning: what is left of it, and Monday.
    [InlineData("2026-03-01T09:30", "2026-03-01 09:00-12:00, 2026-03-01 12:00-16:00, 2026-03-01 16:00-18:00, 2026-03-02 09:00-12:00, 2026-03-02 12:00-16:00, 2026-03-02 16:00-18:00")]
    // Half past eleven: of the morning too little is left.
    [InlineData("2026-03-01T11:30", "2026-03-01 12:00-16:00, 2026-03-01 16:00-18:00, 2026-03-02 09:00-12:00, 2026-03-02 12:00-16:00, 2026-03-02 16:00-18:00")]
    // Thursday night: Friday until one, which leaves an hour of the afternoon; then Sunday.
    [InlineData("2026-03-05T22:00", "2026-03-06 09:00-12:00, 2026-03-06 12:00-13:00, 2026-03-08 09:00-12:00, 2026-03-08 12:00-16:00, 2026-03-08 16:00-18:00")]
    public void Parts_of_the_next_two_open_days_are_offered(string now, string offered) =>
        Assert.Equal(offered, string.Join(", ", Offered(now, ServiceHours.Usual).Select(time => time.Code)));

    [Fact]
    public void Where_it_never_opens_nothing_is_offered() => Assert.Empty(Offered("2026-03-01T09:00", new(new Dictionary<DayOfWeek, IReadOnlyList<Opening>>())));

    [Fact]
    public void An_hour_before_the_end_is_the_last_moment_at_which_a_time_is_offered()
    {
        var hours = new ServiceHours(new Dictionary<DayOfWeek, IReadOnlyList<Opening>> { [DayOfWeek.Sunday] = [Opening.Hours(9, 12)] });

        Assert.Equal(new(2026, 3, 1), Offered("2026-03-01T11:00", hours)[0].Day);
        Assert.Equal(new(2026, 3, 8), Offered("2026-03-01T11:01", hours)[0].Day);
    }

    [Fact]
    public void On_a_holiday_nobody_is_called_and_of_a_part_with_a_break_the_longer_piece_is_offered()
    {
        var hours = ServiceHours.Usual with { Exceptions = [new(new(2026, 9, 14), new(2026, 9, 14), [new(9 * 60, 10 * 60), new(10 * 60 + 30, 13 * 60)])] };

        // Rosh Hashana 5787 is a Sabbath and a Sunday; the day after is otherwise.
        Assert.Equal("2026-09-14 10:30-12:00, 2026-09-14 12:00-13:00", string.Join(", ", Offered("2026-09-12T10:00", hours).Take(2).Select(time => time.Code)));
    }

    private static IReadOnlyList<CallTime> Offered(string now, ServiceHours hours)
    {
        var israel = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
        return CallTime.Offered(TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(now, CultureInfo.InvariantCulture), israel), ServiceClock.Of(hours, israel));
    }
}
