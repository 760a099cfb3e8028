using Kolot.Core.Demo;
using Kolot.Core.Facts;
using Kolot.Core.Understand.Importance;
using Kolot.Core.Understand.Measures;

namespace Kolot.Core.Tests.Demo;

/// <summary>What was planted is found by what the pages of numbers reckon with.</summary>
public sealed class PlantedDriversTests(OneYear one) : IClassFixture<OneYear>
{
    private static readonly string[] Besides = ["informed", "price-fair", "bill-design"];
    private static readonly Measure Nps = Measure.Ready.Single(measure => measure.Code == "nps");

    private readonly DemoFacts facts = new(one);

    [Fact]
    public void Being_kept_informed_matters_most_a_fair_price_little_and_how_the_bill_looks_not_at_all()
    {
        var rows = Scores(DemoFacts.Months(1, 12));
        var offered = DriverQuestion.Beside(rows, facts.View.Image.Names, "");
        var (chosen, reading) = ImportanceReading.Beginning(rows, offered);
        var planted = ImportanceReading.Of(rows, Besides).Drivers.ToDictionary(driver => driver.Question);

        Assert.Equal(["availability", "bill-design", "emotional", "informed", "price-fair", "professional"], chosen.Order(StringComparer.Ordinal));
        Assert.Equal("informed", reading.Drivers.MaxBy(driver => driver.Weight)?.Question);
        Assert.Equal("informed", reading.Drivers[0] is { Place: DriverPlace.Mend } first ? first.Question : null);
        Assert.Equal("bill-design", reading.Drivers.MinBy(driver => driver.Weight)?.Question);
        Assert.True(planted["informed"] is { Sure: true, WeightInterval.Low: > 90 });
        Assert.InRange(planted["price-fair"].Weight, 0.5, 4);
        Assert.InRange(planted["bill-design"].WeightInterval?.High ?? 100, 0, 0.3);
        Assert.Contains("late-hours", offered.Select(question => question.Name));
    }

    [Fact]
    public void How_many_hours_late_goes_against_the_score_and_less_of_it_is_better()
    {
        var late = ImportanceReading.Of(Scores(DemoFacts.Months(1, 12)), ["late-hours"]).Drivers.Single();

        Assert.True(late is { Turned: true, Correlation: < -0.2, WeightInterval: { Low: > 99 } });
        Assert.All(late.LowAnswers, answer => Assert.True(answer > late.Mean));
    }

    [Fact]
    public void The_evening_team_fell_the_adored_branch_stands_above_and_of_the_morning_team_nothing_is_made_up()
    {
        DaySpan[] then = [DemoFacts.Months(1, 4), DemoFacts.Months(11, 12)];
        var (evening, morning) = (Changed(PlantedTruths.TiredTeam, then), Changed("cc-morning", then));
        var branches = facts.View.Ask(new("", Nps.WorthOf, [DemoFacts.Months(1, 12)]) { Filters = [facts.Unit(PlantedTruths.AdoredBranch)] });
        var all = facts.View.Ask(new("", Nps.WorthOf, [DemoFacts.Months(1, 12)]));

        Assert.True(evening is { Sure: true, Difference: < -15 });
        Assert.False(morning.Sure);
        Assert.True(Change.Between(Figure.OfRest(Nps, (all, 0), (branches, 0)).Value, Figure.Of(Nps, branches, 0).Value).Value is { Sure: true, Difference: > 5 });
    }

    private Change Changed(string unit, DaySpan[] then) =>
        Change.Between(Nps, facts.View.Ask(new("", Nps.WorthOf, then) { Filters = [facts.Unit(unit)], Compared = true }), 0, 1).Value;

    private FactRows Scores(DaySpan days) => FactRows.Of(facts.View, new("", answer => Nps.WorthOf(answer) is null ? null : answer.Number, [days]));
}
