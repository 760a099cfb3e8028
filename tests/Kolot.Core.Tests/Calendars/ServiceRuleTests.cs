using System.Globalization;
using Kolot.Core.Calendars;

namespace Kolot.Core.Tests.Calendars;

public sealed class ServiceRuleTests
{
    private static readonly TimeZoneInfo Israel = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    private static readonly ServiceClock Cafe = ServiceClock.Of(ServiceHours.Usual, Israel);

    // Consumer Protection Regulations (telephone service), 2012: within three hours of the message; left less than two hours before the working day ends,
    // within three hours of the beginning of the next one.
    [Theory]
    [InlineData("2026-03-01 10:00", "2026-03-01 13:00")]
    [InlineData("2026-03-01 16:00", "2026-03-01 19:00")]
    [InlineData("2026-03-01 16:01", "2026-03-02 12:00")]
    [InlineData("2026-03-05 17:00", "2026-03-06 12:00")]
    [InlineData("2026-03-06 11:30", "2026-03-08 12:00")]
    [InlineData("2026-03-07 20:00", "2026-03-08 12:00")]
    [InlineData("2026-03-08 07:00", "2026-03-08 12:00")]
    [InlineData("2026-09-11 12:00", "2026-09-14 12:00")]
    public void Who_left_a_message_is_called_back_within_three_hours_or_at_the_beginning_of_the_next_working_day(string left, string due) =>
        Assert.Equal(due, Due("call_back_in_three_hours", left));

    [Theory]
    [InlineData("answer_in_six_minutes", "2026-03-01 17:58", "2026-03-01 18:04")]
    [InlineData("technician_two_hours", "2026-03-01 13:00", "2026-03-01 15:00")]
    [InlineData("technician_paid_lateness", "2026-03-01 13:00", "2026-03-01 17:00")]
    [InlineData("cancel_in_three_days", "2026-03-01 09:00", "2026-03-05 00:00")]
    [InlineData("cancel_in_six_days", "2026-03-22 23:59", "2026-03-29 00:00")]
    public void Other_rules_count_minutes_or_whole_days(string rule, string from, string due) => Assert.Equal(due, Due(rule, from));

    [Fact]
    public void Each_rule_says_where_it_is_written_and_of_an_unknown_one_nothing_is_known()
    {
        Assert.All(ServiceRules.Israel, rule => Assert.Equal("https", new Uri(rule.Source!).Scheme));
        Assert.Null(ServiceRules.Of("call_back_some_day"));
    }

    private static string Due(string rule, string from) => TimeZoneInfo.ConvertTimeFromUtc(
        ServiceRules.Of(rule)!.Due(Cafe, TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(from, CultureInfo.InvariantCulture), Israel)).At!.Value, Israel).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
