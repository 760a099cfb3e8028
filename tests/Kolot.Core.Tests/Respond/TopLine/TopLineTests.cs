using Kolot.Core.Calendars;
using Kolot.Core.Respond.TopLine;

namespace Kolot.Core.Tests.Respond.TopLine;

public sealed class TopLineTests
{
    private static readonly TimeZoneInfo Jerusalem = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
    private static readonly ServiceClock Clock = ServiceClock.Of(ServiceHours.Usual, Jerusalem);

    [Fact]
    public void Whoever_wrote_to_the_top_hears_from_us_again_after_days_on_which_somebody_is_there()
    {
        // From Thursday noon over Friday to Sunday evening.
        var thursday = new DateTime(2026, 11, 26, 10, 0, 0, DateTimeKind.Utc);
        Assert.Equal(new DateTime(2026, 11, 29, 16, 0, 0, DateTimeKind.Utc), new TopLineRhythm(2).Next(Clock, thursday));
    }

    [Fact]
    public void Only_the_customers_own_word_closes_it()
    {
        Assert.True(TopLineRhythm.MayClose(confirmed: true));
        Assert.False(TopLineRhythm.MayClose(confirmed: false));
    }
}
