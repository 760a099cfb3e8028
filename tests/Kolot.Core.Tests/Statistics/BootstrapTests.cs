using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Statistics;

public sealed class BootstrapTests
{
    private static readonly NpsCounts After = new(620, 260, 120), Before = new(480, 300, 220);

    [Fact]
    public void The_difference_of_two_scores_spreads_as_its_formula_says_and_its_interval_is_nearly_the_normal_one()
    {
        var (drawn, formula) = (Bootstrap.OfNpsDifference(After, Before).Value, NpsDifference.Between(After, Before).Value);

        Assert.Equal(formula.Difference, drawn.Estimate, 1e-9);
        Assert.Equal(Bootstrap.Usual, drawn.Replicates);
        Assert.InRange(drawn.StandardError / formula.StandardError, 0.97, 1.03);
        foreach (var interval in new[] { drawn.Percentile, drawn.Corrected.Value })
        {
            Assert.InRange(interval.Low, formula.Interval.Value.Low - 0.4, formula.Interval.Value.Low + 0.4);
            Assert.InRange(interval.High, formula.Interval.Value.High - 0.4, formula.Interval.Value.High + 0.4);
        }
    }

    [Fact]
    public void It_comes_the_same_from_the_same_seed_and_otherwise_from_another()
    {
        Assert.Equal(Bootstrap.OfNpsDifference(After, Before, 1_000, 7).Value.Percentile, Bootstrap.OfNpsDifference(After, Before, 1_000, 7).Value.Percentile);
        Assert.NotEqual(Bootstrap.OfNpsDifference(After, Before, 1_000, 7).Value.StandardError, Bootstrap.OfNpsDifference(After, Before, 1_000, 8).Value.StandardError);
    }

    [Fact]
    public void Drawing_numbers_of_answers_is_drawing_answers()
    {
        // The same 60 answers as five kinds, and as sixty that differ by less than anything that matters: these are drawn one by one.
        Counted[] kinds = [new(1, 20), new(2, 5), new(3, 5), new(4, 10), new(5, 20)];
        Counted[] apart = [.. kinds.SelectMany(kind => Enumerable.Range(0, (int)kind.Count).Select(at => new Counted(kind.Worth + (at * 1e-7), 1)))];

        var (together, single) = (Bootstrap.Of(kinds).Value, Bootstrap.Of(apart).Value);

        Assert.Equal(single.Estimate, together.Estimate, 1e-5);
        Assert.InRange(together.StandardError / single.StandardError, 0.97, 1.03);
        Assert.InRange(together.Percentile.Low - single.Percentile.Low, -0.05, 0.05);
        Assert.InRange(together.Percentile.High - single.Percentile.High, -0.05, 0.05);
    }

    [Theory]
    [InlineData(40, 0.02)]
    [InlineData(60, 0.4)]
    [InlineData(60, 0.9)]
    public void Successes_are_drawn_as_often_as_the_binomial_says(int tries, double chance)
    {
        // Chi-square of 40,000 draws against the probabilities themselves; p below 0.001 would be a fault, and the seed holds it still.
        const int many = 40_000;
        var (draws, counts) = (new Draws(11), new long[tries + 1]);
        for (var draw = 0; draw < many; draw++) counts[draws.Successes(tries, chance)]++;
        double[] likely = [.. Enumerable.Range(0, tries + 1).Select(at => MathNet.Numerics.Distributions.Binomial.PMF(chance, tries, at) * many)];
        int[] often = [.. Enumerable.Range(0, tries + 1).Where(at => likely[at] >= 5)];

        var statistic = often.Sum(at => (counts[at] - likely[at]) * (counts[at] - likely[at]) / likely[at]);

        Assert.InRange(statistic, 0, MathNet.Numerics.Distributions.ChiSquared.InvCDF(often.Length - 1, 0.999));
        Assert.Equal(many * tries * chance, counts.Select((count, at) => (double)count * at).Sum(), 4 * Math.Sqrt(many * tries * chance * (1 - chance)));
    }

    [Fact]
    public void A_mean_that_leans_has_an_interval_that_reaches_further_where_its_tail_is()
    {
        Counted[] leaning = [new(0, 30), new(1, 8), new(5, 2), new(20, 1)];

        var drawn = Bootstrap.Of(leaning).Value;

        var corrected = drawn.Corrected.Value;
        Assert.True(corrected.High - drawn.Estimate > 1.3 * (drawn.Estimate - corrected.Low));
        Assert.True(corrected.High > drawn.Percentile.High);
        Assert.True(corrected.Low > drawn.Percentile.Low);
    }

    [Fact]
    public void Customers_are_drawn_with_all_that_they_said_so_repeating_oneself_is_no_news()
    {
        double[] answers = [100, 100, 0, -100, 100, 0, -100, 0, 100, 100, 0, 100];
        Given[] once = [.. answers.Select((worth, at) => new Given(at, worth))], thrice = [.. once, .. once, .. once];

        var (single, repeated) = (Bootstrap.ByCustomer(once).Value, Bootstrap.ByCustomer(thrice).Value);

        Assert.Equal(single.Percentile, repeated.Percentile);
        Assert.InRange(repeated.StandardError * Math.Sqrt(12.0 / 11) / Repeated.Of(thrice).Value.StandardError.Value, 0.97, 1.03);
    }

    [Fact]
    public void What_the_same_customers_say_in_both_groups_is_taken_off_their_difference()
    {
        Given[] before = [.. Enumerable.Range(0, 40).Select(at => new Given(at, at % 11))], after = [.. before.Select(answer => answer with { Worth = answer.Worth + 1 + (answer.Customer % 3) })];

        var drawn = Bootstrap.DifferenceByCustomer(after, before).Value;

        Assert.InRange(drawn.StandardError * Math.Sqrt(40.0 / 39) / Repeated.Between(Repeated.Of(after).Value, Repeated.Of(before).Value).Value.StandardError, 0.97, 1.03);
        Assert.True(drawn.StandardError < Bootstrap.DifferenceByCustomer(after, [.. before.Select(answer => answer with { Customer = answer.Customer + 100 })]).Value.StandardError / 3);
    }

    [Fact]
    public void What_cannot_be_drawn_anew_is_not_said()
    {
        Assert.Equal(CannotSay.NoAnswers, Bootstrap.Of([]).Why);
        Assert.Equal(CannotSay.NoAnswers, Bootstrap.OfNpsDifference(After, default).Why);
        Assert.Equal(CannotSay.OneAnswer, Bootstrap.Of([new(3, 1), new(4, 0)]).Why);
        Assert.Equal(CannotSay.OneAnswer, Bootstrap.ByCustomer([new(1, 3), new(1, 5)]).Why);
        Assert.Equal(CannotSay.AllTheSame, Bootstrap.Of([new(0.1, 3), new(0.1, 7)]).Why);
        Assert.Equal(CannotSay.AllTheSame, Bootstrap.OfNpsDifference(new(9, 0, 0), new(0, 0, 9)).Why);
        Assert.Equal(CannotSay.NotANumber, Bootstrap.Of([new(double.NaN, 3)]).Why);
        Assert.Equal(CannotSay.OutOfRange, Bootstrap.Of([new(1, -1), new(2, 4)]).Why);
        Assert.Equal(CannotSay.OutOfRange, Bootstrap.Of([new(1, 3), new(2, 4)], 10).Why);
        Assert.Equal(CannotSay.OutOfRange, Bootstrap.Of([new(1e300, 3), new(-1e300, 4)]).Why);
        Assert.Equal(CannotSay.TooFew, Bootstrap.DifferenceByCustomer([new(1, 1), new(2, 3)], [.. Enumerable.Range(5, 40).Select(at => new Given(at, at))]).Why);
    }
}
