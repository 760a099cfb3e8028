using Kolot.Core.Calendars;
using Kolot.Core.Respond.Commitments;

namespace Kolot.Core.Tests.Respond.Commitments;

public sealed class CommitmentRemindersTests
{
    private static readonly TimeZoneInfo Jerusalem = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");
    // Sunday to Thursday from 9 to 18, Friday from 9 to 13.
    private static readonly ServiceClock Clock = ServiceClock.Of(ServiceHours.Usual, Jerusalem);

    [Theory]
    [InlineData("2026-11-29 11:00", "2026-12-01 18:00", "2026-12-01 09:00,2026-12-01 11:45")]
    [InlineData("2026-11-29 10:00", "2026-11-29 14:00", "2026-11-29 13:00")]
    [InlineData("2026-11-29 11:00", "2026-11-30 10:00", "2026-11-29 17:00,2026-11-30 09:00")]
    [InlineData("2026-11-26 16:00", "2026-11-29 08:00", "2026-11-27 09:00,2026-11-27 11:30")]
    [InlineData("2026-11-28 10:00", "2026-11-28 14:00", "2026-11-28 13:00")]
    public void One_comes_when_its_day_begins_and_one_when_a_quarter_of_the_service_time_is_left(string made, string due, string reminders) =>
        Assert.Equal(reminders.Split(',').Select(At), CommitmentReminders.Of(Clock, At(made), At(due)));

    [Theory]
    [InlineData("2026-11-29 10:00", "2026-11-29 10:20")]
    [InlineData("2026-11-29 10:00", "2026-11-29 10:00")]
    public void What_is_due_almost_at_once_is_reminded_of_by_nobody(string made, string due) => Assert.Empty(CommitmentReminders.Of(Clock, At(made), At(due)));

    [Fact]
    public void None_comes_after_it_is_due_or_before_it_was_made()
    {
        for (var (made, end) = (At("2026-11-25 00:30"), At("2026-11-30 00:00")); made < end; made = made.AddMinutes(437))
            for (var due = made.AddMinutes(1); due < made.AddDays(6); due = due.AddMinutes(523))
                Assert.All(CommitmentReminders.Of(Clock, made, due), at => Assert.True(made < at && at < due));
    }

    [Fact]
    public void What_an_answer_promises_is_suggested_with_its_time_or_with_the_end_of_the_next_open_day()
    {
        var found = PromisedTimes.In("שלום! נחזור אליך עד יום שלישי ב-10:00. נבדוק את החיוב.", Clock, At("2026-11-26 16:00"));
        Assert.Equal([new("נחזור אליך עד יום שלישי ב-10:00.", At("2026-12-01 10:00"), true), new SuggestedCommitment("נבדוק את החיוב.", At("2026-11-27 13:00"), false)], found);
    }

    private static DateTime At(string local) => TimeZoneInfo.ConvertTimeToUtc(DateTime.Parse(local, null), Jerusalem);
}
