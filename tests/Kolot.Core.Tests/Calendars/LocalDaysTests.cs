using Kolot.Core.Calendars;

namespace Kolot.Core.Tests.Calendars;

public sealed class LocalDaysTests
{
    [Fact]
    public void Days_are_known_by_when_they_begin_and_not_by_the_language_in_which_their_zone_is_called()
    {
        static LocalDays Called(string name, int hours = 2) => new(TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.FromHours(hours), name, name));

        Assert.Equal(Called("שעון ישראל").Mark, Called("Israel Time").Mark);
        Assert.NotEqual(Called("Israel Time").Mark, Called("Israel Time", 3).Mark);
    }
}
