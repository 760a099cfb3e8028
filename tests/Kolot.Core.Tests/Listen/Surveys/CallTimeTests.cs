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
        Assert.Equal(offered, string.Join(", ", CallTime.Offered(DateTime.Parse(now, System.Globalization.CultureInfo.InvariantCulture), OpeningHours.Usual).Select(time => time.Code)));

    [Fact]
    public void Where_it_never_opens_nothing_is_offered() =>
        Assert.Empty(CallTime.Offered(new(2026, 3, 1, 9, 0, 0), new(new Dictionary<DayOfWeek, (TimeOnly, TimeOnly)>())));

    [Fact]
    public void An_hour_before_the_end_is_the_last_moment_at_which_a_time_is_offered()
    {
        var hours = new OpeningHours(new Dictionary<DayOfWeek, (TimeOnly, TimeOnly)> { [DayOfWeek.Sunday] = (new(9, 0), new(12, 0)) });

        Assert.Equal(new(2026, 3, 1), CallTime.Offered(new(2026, 3, 1, 11, 0, 0), hours)[0].Day);
        Assert.Equal(new(2026, 3, 8), CallTime.Offered(new(2026, 3, 1, 11, 1, 0), hours)[0].Day);
    }
}
