using Kolot.Core.Calendars;

namespace Kolot.Core.Tests.Calendars;

/// <summary>Times are those of the tz database: Israel sets clocks back on the last Sunday of October and forward on the Friday before the last Sunday of March.</summary>
public sealed class WallTimeTests
{
    private static readonly TimeZoneInfo Jerusalem = TimeZoneInfo.FindSystemTimeZoneById("Asia/Jerusalem");

    [Fact]
    public void An_hour_that_comes_twice_is_asked_about_and_is_an_hour_apart()
    {
        var night = new DateTime(2026, 10, 25, 1, 30, 0);

        Assert.Equal(new Fault("at", WallTime.ComesTwice), Assert.Single(((Refusal.Invalid)WallTime.Read(night, Jerusalem, null, "at").Refusal!).Faults));
        Assert.Equal(new(2026, 10, 24, 22, 30, 0, DateTimeKind.Utc), WallTime.Read(night, Jerusalem, WallTurn.Summer, "at").Value);
        Assert.Equal(new(2026, 10, 24, 23, 30, 0, DateTimeKind.Utc), WallTime.Read(night, Jerusalem, WallTurn.Winter, "at").Value);
    }

    [Fact]
    public void An_hour_that_never_was_is_refused_whatever_is_said_of_it()
    {
        foreach (var turn in new WallTurn?[] { null, WallTurn.Summer, WallTurn.Winter })
            Assert.Equal(new Fault("at", WallTime.NeverWas), Assert.Single(((Refusal.Invalid)WallTime.Read(new(2026, 3, 27, 2, 30, 0), Jerusalem, turn, "at").Refusal!).Faults));
    }

    [Fact]
    public void Any_other_hour_is_known_by_itself()
    {
        foreach (var turn in new WallTurn?[] { null, WallTurn.Summer, WallTurn.Winter })
        {
            Assert.Equal(new(2026, 7, 1, 7, 0, 0, DateTimeKind.Utc), WallTime.Read(new(2026, 7, 1, 10, 0, 0), Jerusalem, turn, "at").Value);
            Assert.Equal(new(2026, 10, 25, 0, 0, 0, DateTimeKind.Utc), WallTime.Read(new(2026, 10, 25, 2, 0, 0), Jerusalem, turn, "at").Value);
        }
    }

    [Fact]
    public void A_moment_says_which_of_both_it_is_and_is_read_back()
    {
        for (var utc = new DateTime(2026, 10, 24, 20, 0, 0, DateTimeKind.Utc); utc.Hour != 3; utc = utc.AddMinutes(10))
        {
            var turn = WallTime.TurnOf(utc, Jerusalem);
            Assert.Equal(utc.Hour is 22 or 23, turn is not null);
            Assert.Equal(utc, WallTime.Read(TimeZoneInfo.ConvertTimeFromUtc(utc, Jerusalem), Jerusalem, turn, "at").Value);
        }
    }

    [Fact]
    public void Where_clocks_stay_nothing_is_asked() => Assert.Null(WallTime.TurnOf(new(2026, 10, 24, 22, 30, 0, DateTimeKind.Utc), TimeZoneInfo.Utc));
}
