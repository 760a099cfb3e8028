using Kolot.Core.Listen.Rhythm;

namespace Kolot.Core.Tests.Listen.Rhythm;

public sealed class KeptTests
{
    [Theory]
    [InlineData(new long[] { 40, 41, 12, 50, 60, 3 }, 2, 2, 4, 5)]
    [InlineData(new long[] { 40, 41, 42, 40 }, 4, 4, 3, 3)]
    [InlineData(new long[] { 40, 41, 42, 0 }, 3, 3, 3, 3)]
    [InlineData(new long[] { 40, 0, 0 }, 0, 1, 1, 2)]
    [InlineData(new long[] { 7 }, 0, 0, 0, 0)]
    public void Weeks_that_were_kept_make_a_row_which_the_present_week_breaks_only_when_it_is_over(long[] heard, int streak, int longest, int pieces, int of) =>
        Assert.Equal(new Kept(streak, longest, pieces, of), Kept.In(heard, 40));

    [Fact]
    public void Weeks_begin_on_Sunday_and_the_last_one_holds_today()
    {
        var weeks = Pieces.Until(new(2026, 11, 25), RhythmPer.Week);

        Assert.Equal(Pieces.Weeks, weeks.Count);
        Assert.Equal((new DateOnly(2026, 11, 22), new DateOnly(2026, 11, 28)), (weeks[^1].From, weeks[^1].To));
        Assert.All(weeks.Zip(weeks.Skip(1)), two => Assert.Equal(two.First.To.AddDays(1), two.Second.From));
    }

    [Fact]
    public void Months_are_whole_over_the_turn_of_the_year()
    {
        var months = Pieces.Until(new(2026, 2, 28), RhythmPer.Month);

        Assert.Equal((new DateOnly(2025, 2, 1), new DateOnly(2026, 2, 28)), (months[0].From, months[^1].To));
        Assert.All(months.Zip(months.Skip(1)), two => Assert.Equal(two.First.To.AddDays(1), two.Second.From));
    }

    [Fact]
    public void A_line_needs_a_name_a_count_and_things_that_there_are()
    {
        var decided = RhythmChange.Decide(new() { Name = " ", Channel = "pigeon", Touchpoint = "moon", Expected = "-1", Per = "day" }, ["survey"], ["visit"]);

        Assert.Equal(
            [new("name", "required"), new("channel", "unknown"), new("touchpoint", "unknown"), new("expected", "not_a_count"), new("per", "unknown")],
            (decided.Refusal as Refusal.Invalid)?.Faults ?? []);
        Assert.Equal(("ביקור", 40, RhythmPer.Month), RhythmChange.Decide(new() { Name = " ביקור ", Channel = "survey", Expected = "40", Per = "month" }, ["survey"], []).Value);
    }
}
