using Kolot.Core.Understand.Boards;

namespace Kolot.Core.Tests.Understand.Boards;

public sealed class MailingChangeTests
{
    private static readonly TimeZoneInfo Jerusalem = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    private static readonly Guid Dana = new("0199aaaa-0000-7000-8000-000000000001"), Board = new("0199aaaa-0000-7000-8000-000000000002");

    [Theory]
    // Summer time begins on Friday 27 March 2026: what is at eight stays at eight.
    [InlineData(Rhythm.Daily, 8, "2026-03-26T05:59", "2026-03-26T06:00")]
    [InlineData(Rhythm.Daily, 8, "2026-03-26T06:00", "2026-03-27T05:00")]
    // That night two o'clock does not come; three does.
    [InlineData(Rhythm.Daily, 2, "2026-03-26T12:00", "2026-03-27T00:00")]
    // On Sunday 25 October 2026 one o'clock comes twice: the first counts, and once.
    [InlineData(Rhythm.Daily, 1, "2026-10-24T12:00", "2026-10-24T22:00")]
    [InlineData(Rhythm.Daily, 1, "2026-10-24T22:00", "2026-10-25T23:00")]
    [InlineData(Rhythm.Daily, 1, "2026-10-24T22:30", "2026-10-25T23:00")]
    // Sundays, in both times.
    [InlineData(Rhythm.Weekly, 8, "2026-03-22T06:00", "2026-03-29T05:00")]
    [InlineData(Rhythm.Weekly, 8, "2026-10-18T05:00", "2026-10-25T06:00")]
    // The day before, by Greenwich.
    [InlineData(Rhythm.Weekly, 0, "2026-06-01T12:00", "2026-06-06T21:00")]
    public void It_is_due_by_the_clock_of_the_organisation(Rhythm rhythm, int hour, string after, string due) =>
        Assert.Equal(Utc(due), MailingChange.Next(new() { Rhythm = rhythm, Hour = hour }, Utc(after), Jerusalem));

    [Theory]
    [InlineData(31, "2026-01-31T06:00", "2026-02-28T06:00")]
    [InlineData(31, "2028-02-01T06:00", "2028-02-29T06:00")]
    [InlineData(31, "2026-03-31T05:00", "2026-04-30T05:00")]
    [InlineData(1, "2026-12-02T06:00", "2027-01-01T06:00")]
    public void In_a_month_that_is_shorter_it_is_due_on_its_last_day(int day, string after, string due) =>
        Assert.Equal(Utc(due), MailingChange.Next(new() { Rhythm = Rhythm.Monthly, MonthDay = day, Hour = 8 }, Utc(after), Jerusalem));

    [Fact]
    public void Over_two_years_every_day_has_its_time_once()
    {
        var mailing = new Mailing { Rhythm = Rhythm.Daily, Hour = 1 };
        var (at, days) = (Utc("2026-01-01T12:00"), new List<DateOnly>());
        while (days.Count < 730)
        {
            at = MailingChange.Next(mailing, at, Jerusalem);
            days.Add(DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(at, Jerusalem)));
        }

        Assert.Equal(Enumerable.Range(0, 730).Select(day => new DateOnly(2026, 1, 2).AddDays(day)), days);
    }

    [Theory]
    [InlineData("hourly", 0, 1, 8, "rhythm")]
    [InlineData("weekly", null, 1, 8, "weekday")]
    [InlineData("weekly", 7, 1, 8, "weekday")]
    [InlineData("monthly", 0, 32, 8, "monthDay")]
    [InlineData("daily", 0, 1, 24, "hour")]
    [InlineData("daily", 0, 1, null, "hour")]
    public void What_no_calendar_knows_is_refused_at_its_field(string rhythm, int? weekday, int? monthDay, int? hour, string field)
    {
        var refused = MailingChange.Decide(new() { Rhythm = rhythm, Weekday = weekday, MonthDay = monthDay, Hour = hour, Readers = [Dana], Version = 0 }, Board, null, new HashSet<Guid> { Dana });

        Assert.Equal([field], Assert.IsType<Refusal.Invalid>(refused.Refusal).Faults.Select(fault => fault.Field));
    }

    [Fact]
    public void It_goes_to_those_alone_who_may_read_the_board_and_over_nobody_s_change()
    {
        var draft = new MailingDraft { Rhythm = "daily", Hour = 8, Readers = [Dana], Version = 1 };

        Assert.IsType<Refusal.Invalid>(MailingChange.Decide(draft, Board, null, new HashSet<Guid>()).Refusal);
        Assert.IsType<Refusal.Invalid>(MailingChange.Decide(draft with { Readers = [] }, Board, null, new HashSet<Guid> { Dana }).Refusal);
        Assert.IsType<Refusal.Conflict>(MailingChange.Decide(draft, Board, new() { Version = 2 }, new HashSet<Guid> { Dana }).Refusal);
        Assert.Equal(2, MailingChange.Decide(draft, Board, new() { Version = 1 }, new HashSet<Guid> { Dana }).Value.Version);
    }

    private static DateTime Utc(string moment) => DateTime.SpecifyKind(DateTime.Parse(moment, System.Globalization.CultureInfo.InvariantCulture), DateTimeKind.Utc);
}
