using Kolot.Core.Calendars;
using Kolot.Core.Respond.Commitments;

namespace Kolot.Core.Tests.Respond.Commitments;

public sealed class SaidTimeTests
{
    private static readonly TimeZoneInfo Jerusalem = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
    private static readonly ServiceClock Clock = ServiceClock.Of(ServiceHours.Usual, Jerusalem);

    // A Sunday, eleven in the morning in Jerusalem.
    private static readonly DateTime Said = new(2026, 11, 29, 9, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("נחזור אליך עד יום שלישי", "2026-12-01")]
    [InlineData("ביום ג' הקרוב", "2026-12-01")]
    [InlineData("עד יום ראשון", "2026-12-06")]
    [InlineData("נעדכן מחר", "2026-11-30")]
    [InlineData("ונעדכן מחרתיים", "2026-12-01")]
    [InlineData("עד סוף היום", "2026-11-29")]
    [InlineData("עד סוף השבוע", "2026-12-03")]
    [InlineData("בשבוע הבא", "2026-12-10")]
    [InlineData("עד ה-12 בדצמבר", "2026-12-12")]
    [InlineData("עד 12.12", "2026-12-12")]
    [InlineData("ב-3/1", "2027-01-03")]
    [InlineData("ב-3/1/2027", "2027-01-03")]
    [InlineData("by Tuesday", "2026-12-01")]
    [InlineData("the day after tomorrow", "2026-12-01")]
    [InlineData("by the end of the week", "2026-12-03")]
    [InlineData("on December 12th", "2026-12-12")]
    [InlineData("by the 12th of December", "2026-12-12")]
    public void A_day_is_read_as_the_next_one_of_that_name(string said, string day) =>
        Assert.Equal(new SaidTime { Day = DateOnly.Parse(day, null) }, Read(said));

    [Theory]
    [InlineData("מחר ב-10:00", "2026-11-30 10:00")]
    [InlineData("מחר בשעה 10", "2026-11-30 10:00")]
    [InlineData("אחזור אליך ביום ראשון בשעה 9.", "2026-12-06 09:00")]
    [InlineData("אחזור אליך ביום ראשון בשעה 9", "2026-12-06 09:00")]
    [InlineData("אחזור אליך ביום ראשון ב־9 בבוקר, ואעדכן.", "2026-12-06 09:00")]
    [InlineData("מחר בשעה תשע", "2026-11-30 09:00")]
    [InlineData("מחר בשעה ארבע אחר הצהריים.", "2026-11-30 16:00")]
    [InlineData("מחר בשעה אחת עשרה", "2026-11-30 11:00")]
    [InlineData("I will call you on Sunday at 9.", "2026-12-06 09:00")]
    [InlineData("היום עד 16:30", "2026-11-29 16:30")]
    [InlineData("היום בשעה 4", "2026-11-29 16:00")]
    [InlineData("מחר בשעה 8 בערב", "2026-11-30 20:00")]
    [InlineData("עד השעה 14:00", "2026-11-29 14:00")]
    [InlineData("tomorrow at 10am", "2026-11-30 10:00")]
    [InlineData("by 5 p.m. today", "2026-11-29 17:00")]
    [InlineData("on Tuesday by noon", "2026-12-01 12:00")]
    public void An_hour_is_read_with_its_day_and_small_hours_are_those_of_the_afternoon(string said, string at)
    {
        var moment = DateTime.Parse(at, null);
        Assert.Equal(new SaidTime { Day = DateOnly.FromDateTime(moment), Hour = TimeOnly.FromDateTime(moment) }, Read(said));
    }

    [Theory]
    [InlineData("תוך שעתיים", 120)]
    [InlineData("בתוך 48 שעות", 48 * 60)]
    [InlineData("בעוד חצי שעה", 30)]
    [InlineData("תוך שלושה ימים", 3 * 1440)]
    [InlineData("תוך שבוע", 7 * 1440)]
    [InlineData("within 2 hours", 120)]
    [InlineData("in half an hour", 30)]
    [InlineData("within the next three days", 3 * 1440)]
    public void A_while_is_read_as_minutes_on_the_wall(string said, int minutes) => Assert.Equal(TimeSpan.FromMinutes(minutes), Read(said)?.While);

    [Theory]
    [InlineData("תוך 3 ימי עסקים", 3)]
    [InlineData("תוך יום עסקים", 1)]
    [InlineData("בתוך חמישה ימי עבודה", 5)]
    [InlineData("within 5 business days", 5)]
    public void Business_days_are_read_as_days_on_which_it_is_open(string said, int days) => Assert.Equal(days, Read(said)?.OpenDays);

    [Theory]
    [InlineData("נחזור אליך בהקדם")]
    [InlineData("זיכוי של 12.50 ₪")]
    [InlineData("ב-30.2")]
    [InlineData("נבדוק את חשבונית 2024")]
    [InlineData("as soon as possible")]
    public void What_says_no_time_that_there_is_says_none(string said) => Assert.Null(Read(said));

    [Theory]
    [InlineData("עד יום שלישי", "2026-12-01 18:00")]
    [InlineData("עד יום שישי", "2026-12-04 13:00")]
    [InlineData("עד יום שבת", "2026-12-04 13:00")]
    [InlineData("תוך 5 ימי עסקים", "2026-12-04 13:00")]
    [InlineData("תוך 6 ימי עסקים", "2026-12-06 18:00")]
    [InlineData("מחר ב-10:00", "2026-11-30 10:00")]
    [InlineData("תוך שעתיים", "2026-11-29 13:00")]
    [InlineData("היום", "2026-11-29 18:00")]
    [InlineData("היום בשעה 9:00", "2026-11-29 11:00")]
    public void It_is_due_when_service_closes_on_that_day_or_the_last_time_before(string said, string due) =>
        Assert.Equal(DateTime.Parse(due, null), TimeZoneInfo.ConvertTimeFromUtc(Assert.IsType<SaidTime>(Read(said)).Due(Clock, Said), Jerusalem));

    [Fact]
    public void Today_said_after_closing_time_is_the_end_of_the_day()
    {
        var evening = new DateTime(2026, 11, 29, 17, 30, 0, DateTimeKind.Utc);
        Assert.Equal(new DateTime(2026, 11, 29, 21, 59, 0, DateTimeKind.Utc), new SaidTime { Day = new(2026, 11, 29) }.Due(Clock, evening));
    }

    [Fact]
    public void Ten_o_clock_is_ten_o_clock_on_the_day_on_which_the_clocks_are_changed() =>
        Assert.Equal(new DateTime(2027, 3, 26, 7, 0, 0, DateTimeKind.Utc), new SaidTime { Day = new(2027, 3, 26), Hour = new(10, 0) }.Due(Clock, Said));

    private static SaidTime? Read(string said) => SaidTime.In(said, Clock.DayOf(Said));
}
