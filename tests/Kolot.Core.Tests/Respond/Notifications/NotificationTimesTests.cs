using Kolot.Core.Calendars;
using Kolot.Core.Respond.Notifications;

namespace Kolot.Core.Tests.Respond.Notifications;

public sealed class NotificationTimesTests
{
    private static readonly TimeZoneInfo Israel = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    [Fact]
    public void What_came_to_somebody_is_told_a_minute_later_by_day_and_in_the_morning_after_a_night() => Assert.Equal(
        (Local(1, 10, 1), Local(2, 7), Local(2, 7), Local(1, 7)),
        (Told(NotificationGroup.Given, Local(1, 10)), Told(NotificationGroup.Given, Local(1, 21)), Told(NotificationGroup.Given, Local(1, 23, 30)), Told(NotificationGroup.Given, Local(1, 3))));

    [Fact]
    public void What_moves_waits_for_the_digest_of_the_morning() =>
        Assert.Equal((Local(1, 8), Local(2, 8)), (Told(NotificationGroup.Moves, Local(1, 7, 59)), Told(NotificationGroup.Moves, Local(1, 8))));

    // 3 December 2026 is a Thursday; the candles of Friday are lit at 15:55 in Jerusalem, and night falls on Saturday at 17:14.
    [Fact]
    public void Nothing_is_told_on_the_Sabbath_and_its_digest_comes_on_Sunday()
    {
        Assert.Equal(Local(4, 15, 1), Told(NotificationGroup.Given, Local(4, 15)));
        var after = Told(NotificationGroup.Given, Local(4, 17));
        Assert.InRange(after!.Value, Local(5, 17), Local(5, 17, 30));
        Assert.Equal((Local(6, 8), Local(6, 8)), (Told(NotificationGroup.Moves, Local(4, 9)), Told(NotificationGroup.Moves, Local(5, 18))));
    }

    [Fact]
    public void Whoever_serves_customers_on_the_Sabbath_is_told_on_it() =>
        Assert.Equal((Local(4, 17, 1), Local(5, 8)), (Told(NotificationGroup.Given, Local(4, 17), hours: ServiceHours.Always), Told(NotificationGroup.Moves, Local(4, 9), hours: ServiceHours.Always)));

    [Fact]
    public void Days_on_which_the_organisation_is_closed_are_quiet_too()
    {
        var closed = ServiceHours.Usual with { Exceptions = [new(new(2026, 12, 1), new(2026, 12, 1), [])] };
        Assert.Equal((Local(2, 7), Local(2, 8)), (Told(NotificationGroup.Given, Local(1, 10), hours: closed), Told(NotificationGroup.Moves, new DateTime(2026, 11, 30, 20, 0, 0, DateTimeKind.Utc), hours: closed)));
    }

    [Fact]
    public void What_cannot_wait_waits_for_the_end_of_quiet_unless_its_reader_wants_to_be_woken()
    {
        Assert.Equal(Local(2, 7), Told(NotificationGroup.Urgent, Local(1, 23)));
        Assert.Equal(Local(1, 23, 1), Told(NotificationGroup.Urgent, Local(1, 23), new() { Wakes = true }));
        Assert.Equal(Local(2, 7), Told(NotificationGroup.Given, Local(1, 23), new() { Wakes = true }));
    }

    [Fact]
    public void Mails_of_nothing_urgent_are_a_quarter_of_an_hour_apart()
    {
        var (at, last) = (Local(1, 10), Local(1, 9, 55));
        var times = Times(new(), ServiceHours.Usual);
        Assert.Equal((Local(1, 10, 10), Local(1, 10, 1)), (times.Due(NotificationGroup.Given, at, at, last), times.Due(NotificationGroup.Urgent, at, at, last)));
    }

    [Fact]
    public void Nothing_is_told_before_now_and_what_was_missed_comes_once_it_is_not_quiet()
    {
        var times = Times(new(), ServiceHours.Usual);
        Assert.Equal(Local(2, 7), times.Due(NotificationGroup.Moves, Local(1, 7), Local(1, 22), null));
        Assert.Equal(Local(1, 12), times.Due(NotificationGroup.Given, Local(1, 9), Local(1, 12), null));
    }

    [Fact]
    public void What_is_not_wanted_by_mail_is_never_due() => Assert.Null(Told(NotificationGroup.Moves, Local(1, 10), new() { Moves = MailChoice.Never }));

    [Fact]
    public void A_lead_who_wants_it_weekly_is_told_on_the_first_day_that_is_not_of_rest()
    {
        var weekly = Times(new() { Team = DigestRhythm.Weekly }, ServiceHours.Usual);
        Assert.Equal(Local(6, 8), weekly.Team(Local(1, 9)));
        // Of the week that begins with Rosh Hashana, 12 and 13 September 2026, the first is Monday.
        Assert.Equal(new DateTime(2026, 9, 14, 5, 0, 0, DateTimeKind.Utc), weekly.Team(new(2026, 9, 11, 12, 0, 0, DateTimeKind.Utc)));
        Assert.Null(Times(new() { Team = DigestRhythm.Never }, ServiceHours.Usual).Team(Local(1, 9)));
        Assert.Equal(Local(2, 8), Times(new(), ServiceHours.Usual).Team(Local(1, 9)));
    }

    // The night of 27 March 2026 has no two o'clock.
    [Fact]
    public void An_hour_that_the_clock_skips_is_the_one_after_and_quiet_time_ends_by_the_clock_on_the_wall()
    {
        var nights = Times(new() { DigestHour = 2, Quiet = new(21, 21, false) }, ServiceHours.Usual);
        Assert.Equal(new DateTime(2026, 3, 27, 0, 0, 0, DateTimeKind.Utc), nights.Digest(new(2026, 3, 26, 12, 0, 0, DateTimeKind.Utc)));
        Assert.Equal(new DateTime(2026, 3, 27, 4, 0, 0, DateTimeKind.Utc), Times(new(), ServiceHours.Usual).Due(NotificationGroup.Given, new(2026, 3, 26, 22, 0, 0, DateTimeKind.Utc), new(2026, 3, 26, 22, 0, 0, DateTimeKind.Utc), null));
    }

    private static DateTime? Told(NotificationGroup group, DateTime at, NotificationChoices? choices = null, ServiceHours? hours = null) => Times(choices ?? new(), hours ?? ServiceHours.Usual).Due(group, at, at, null);

    private static NotificationTimes Times(NotificationChoices choices, ServiceHours hours) => new(choices, ServiceClock.Of(choices.Quiet.Awake(hours), Israel));

    // A moment of December 2026, two hours before Greenwich.
    private static DateTime Local(int day, int hour, int minute = 0) => new DateTime(2026, 12, day, hour, minute, 0, DateTimeKind.Utc).AddHours(-2);
}
