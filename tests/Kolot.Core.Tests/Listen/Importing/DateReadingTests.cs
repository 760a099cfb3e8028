using Kolot.Core.Listen.Importing;

namespace Kolot.Core.Tests.Listen.Importing;

public sealed class DateReadingTests
{
    private static readonly TimeZoneInfo Jerusalem = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    [Theory]
    [InlineData("03/04/2026,05/06/2026", DateStyle.DayFirst)]
    [InlineData("03/04/2026,05/16/2026", DateStyle.MonthFirst)]
    [InlineData("3.4.26,25.12.26 08:30", DateStyle.DayFirst)]
    [InlineData("2026-04-03,2026-04-03T10:00:00Z", DateStyle.YearFirst)]
    [InlineData("45983,45984.5", DateStyle.Excel)]
    [InlineData("1795305600,1795392000", DateStyle.Unix)]
    public void The_order_of_day_and_month_is_told_from_the_column(string cells, DateStyle style) =>
        Assert.Equal(style, DateReading.Guess(cells.Split(',')));

    [Theory]
    [InlineData("yes,no")]
    [InlineData("1,2,3")]
    [InlineData("13/13/2026,31/02/2026")]
    public void What_is_no_date_has_no_style(string cells) => Assert.Null(DateReading.Guess(cells.Split(',')));

    [Theory]
    [InlineData("22/11/2026 14:05", DateStyle.DayFirst, "2026-11-22T12:05:00Z")]
    [InlineData("22/07/2026 14:05", DateStyle.DayFirst, "2026-07-22T11:05:00Z")]
    [InlineData("7/22/26, 2:05 PM", DateStyle.MonthFirst, "2026-07-22T11:05:00Z")]
    [InlineData("2026-11-22T14:05:30.250+02:00", DateStyle.YearFirst, "2026-11-22T12:05:30.25Z")]
    [InlineData("2015-02-17T15:41:13-08:00", DateStyle.YearFirst, "2015-02-17T23:41:13Z")]
    [InlineData("2026-11-22 14:05:30 UTC", DateStyle.YearFirst, "2026-11-22T14:05:30Z")]
    [InlineData("46348.5", DateStyle.Excel, "2026-11-22T10:00:00Z")]
    [InlineData("1795305600000", DateStyle.Unix, "2026-11-22T00:00:00Z")]
    public void A_local_time_is_read_by_the_organisation_s_clock(string text, DateStyle style, string utc) =>
        Assert.Equal(DateTimeOffset.Parse(utc), DateReading.Read(text, style, Jerusalem));

    [Fact]
    public void An_hour_that_the_change_of_clocks_leaves_out_is_read_as_the_next() =>
        Assert.Equal(new DateTimeOffset(2026, 3, 27, 0, 30, 0, TimeSpan.Zero), DateReading.Read("27/03/2026 02:30", DateStyle.DayFirst, Jerusalem));

    [Theory]
    [InlineData("22/11/2026 25:00")]
    [InlineData("22/11/2026 noon")]
    [InlineData("22/11")]
    [InlineData("")]
    public void What_is_cut_short_or_impossible_is_no_date(string text) => Assert.Null(DateReading.Read(text, DateStyle.DayFirst, Jerusalem));
}
