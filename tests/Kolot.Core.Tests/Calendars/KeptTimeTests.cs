using Kolot.Core.Calendars;

namespace Kolot.Core.Tests.Calendars;

public sealed class KeptTimeTests
{
    [Fact]
    public void What_was_noted_twice_counts_once_and_what_lies_beyond_makes_up_for_nothing()
    {
        var kept = KeptTime.Of([Time(9, 13), Time(16, 19)], [Time(10, 12), Time(11, 14), Time(20, 21)]);

        Assert.Equal((7, 3, 2, 4), (kept.Published.TotalHours, kept.Kept.TotalHours, kept.Beyond.TotalHours, kept.Missing.TotalHours));
    }

    [Fact]
    public void Of_nothing_published_nothing_is_missing() => Assert.Equal(TimeSpan.Zero, KeptTime.Of([], [Time(9, 10)]).Missing);

    private static OpenTime Time(int from, int until) => new(new(2026, 3, 1, from, 0, 0, DateTimeKind.Utc), new(2026, 3, 1, until, 0, 0, DateTimeKind.Utc));
}
