using Kolot.Core.Calendars;
using Kolot.Core.Listen.Contact;

namespace Kolot.Core.Tests.Listen.Contact;

public sealed class EnquiryWaitTests
{
    private static readonly ServiceClock Hours = ServiceClock.Of(ServiceHours.Usual, TimeZoneInfo.Utc);

    // 6 March 2026 is a Friday, open from 9 to 13; 8 March is a Sunday, open from 9 on.
    private static readonly DateTime Closing = new(2026, 3, 6, 13, 0, 0, DateTimeKind.Utc);
    private static readonly DateTime Opening = new(2026, 3, 8, 9, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void What_was_due_at_closing_time_is_late_from_then_on_and_by_service_time_alone()
    {
        Assert.Equal(new(WaitKind.Due, TimeSpan.Zero), At(Closing));
        Assert.Equal(new(WaitKind.Late, TimeSpan.Zero), At(Closing.AddHours(20)));
        Assert.Equal(new(WaitKind.Late, TimeSpan.FromMinutes(90)), At(Opening.AddMinutes(90)));
    }

    [Fact]
    public void What_is_left_counts_no_night() =>
        Assert.Equal(new(WaitKind.Due, TimeSpan.FromHours(2)), EnquiryWait.Of(Hours, Closing, Opening.AddHours(2), Closing.AddHours(20)));

    [Fact]
    public void Where_nobody_promised_a_time_the_wait_itself_is_told() =>
        Assert.Equal(new(WaitKind.Open, TimeSpan.FromHours(3)), EnquiryWait.Of(Hours, Closing.AddHours(-2), null, Opening.AddHours(1)));

    private static EnquiryWait At(DateTime now) => EnquiryWait.Of(Hours, Closing.AddHours(-4), Closing, now);
}
