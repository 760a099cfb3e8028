using Kolot.Core.Listen.Rhythm;

namespace Kolot.Core.Tests.Listen.Rhythm;

public sealed class SilenceTests
{
    [Fact]
    public void A_channel_that_is_heard_every_day_is_quiet_after_a_few_and_one_that_is_heard_each_second_day_later()
    {
        Assert.Equal(SilenceKind.Usual, Judge(_ => true, 140, 1).Kind);
        Assert.Equal(SilenceKind.Quiet, Judge(_ => true, 140, 4).Kind);
        Assert.Equal(SilenceKind.Usual, Judge(day => day % 2 == 0, 140, 7).Kind);
        Assert.Equal(SilenceKind.Quiet, Judge(day => day % 2 == 0, 140, 14).Kind);
    }

    [Fact]
    public void A_channel_that_rests_on_two_days_of_the_week_is_not_quiet_then()
    {
        static bool Works(int day) => day % 7 is not (5 or 6);

        // The silence begins with the day of rest.
        Assert.True(Judge(Works, 145, 2).Chance > 0.9);
        Assert.True(Judge(_ => true, 145, 2).Chance < 0.01);
    }

    [Fact]
    public void A_letter_box_that_gets_a_letter_every_ten_days_is_quiet_after_months_not_weeks()
    {
        Assert.Equal(SilenceKind.Usual, Judge(day => day % 10 == 0, 181, 30).Kind);
        Assert.Equal(SilenceKind.Quiet, Judge(day => day % 10 == 0, 181, 75).Kind);
    }

    [Fact]
    public void The_chance_is_that_of_the_beta_binomial()
    {
        // One weekday alone had voices, on 10 of 20 such days; then two of them silent: (10.5 · 11.5) / (21 · 22), by the recurrence of the beta function.
        long[] days = [.. Enumerable.Range(0, 134).Select(day => day % 7 == 0 && day / 7 % 2 == 1 ? 1L : 0L), .. new long[13]];

        var silence = Silence.Of(days, 0);

        Assert.Equal(13, silence.Days);
        var others = Enumerable.Range(1, 6).Select(weekday => (All: Enumerable.Range(7, 127).Count(day => day % 7 == weekday), Silent: Enumerable.Range(134, 13).Count(day => day % 7 == weekday)));
        var (known, silent) = (Enumerable.Range(7, 127).Count(day => day % 7 == 0), Enumerable.Range(134, 13).Count(day => day % 7 == 0));
        var expected = Predicted(10, known, silent) * others.Aggregate(1.0, (product, weekday) => product * Predicted(0, weekday.All, weekday.Silent));
        Assert.Equal(expected, silence.Chance ?? 0, 9);
    }

    [Fact]
    public void Of_what_was_heard_seldom_or_for_a_short_time_nothing_is_said_and_what_was_heard_today_is_not_silent()
    {
        Assert.Equal(SilenceKind.TooLittleKnown, Judge(day => day % 50 == 0, 181, 60).Kind);
        Assert.Equal(SilenceKind.TooLittleKnown, Silence.Of([.. new long[100], .. Enumerable.Repeat(3L, 20), .. new long[10]], 0).Kind);
        Assert.Equal(SilenceKind.NeverHeard, Silence.Of(new long[100], 0).Kind);
        Assert.Equal(SilenceKind.NeverHeard, Silence.Of([], 0).Kind);
        Assert.Equal(SilenceKind.Usual, Silence.Of([.. Enumerable.Repeat(3L, 100), .. new long[30]], 1).Kind);
    }

    [Fact]
    public void A_channel_that_goes_on_as_before_is_called_quiet_once_in_years()
    {
        var random = new Random(7);
        var alarms = 0;
        long[] days = [.. Enumerable.Range(0, 20 * 365).Select(_ => random.NextDouble() < 0.4 ? 1L : 0L)];
        for (var day = 200; day < days.Length; day++)
            if (days[day] == 0 && Silence.Of(days.AsSpan(day - 200, 200), 0) is { Kind: SilenceKind.Quiet } && Silence.Of(days.AsSpan(day - 200, 199), 0).Kind != SilenceKind.Quiet) alarms++;

        Assert.InRange(alarms, 0, 5);
    }

    private static double Predicted(int with, int days, int silent)
    {
        var chance = 1.0;
        for (var day = 0; day < silent; day++) chance *= (days - with + 0.5 + day) / (days + 1.0 + day);
        return chance;
    }

    // The last day that could have been heard was: the silence comes after it.
    private static Silence Judge(Func<int, bool> hears, int days, int silent)
    {
        long[] heard = [.. Enumerable.Range(0, days).Select(day => hears(day) ? 2L : 0L)];
        return Silence.Of([.. heard, .. new long[silent]], 0);
    }
}
