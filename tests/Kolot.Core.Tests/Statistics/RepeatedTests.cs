using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class RepeatedTests
{
    [Fact]
    public void When_each_customer_answers_once_the_error_is_the_ordinary_one()
    {
        double[] answers = [3, 5, 4, 2, 5, 5];
        var (repeated, sample) = (Repeated.Of([.. answers.Select((worth, at) => new Given(at, worth))]).Value, Sample.Of(answers).Value);

        Near(sample.StandardError.Value, repeated.StandardError.Value);
        Near(sample.Interval.Value.Low, repeated.Interval.Value.Low);
        Near(1, repeated.DesignEffect.Value);
    }

    [Fact]
    public void Every_answer_given_twice_says_no_more_than_once()
    {
        double[] answers = [100, 100, 0, -100, 100, 0];
        Given[] twice = [.. answers.Concat(answers).Select((worth, at) => new Given(at % 6, worth))];

        Near(Sample.Of(answers).Value.StandardError.Value, Repeated.Of(twice).Value.StandardError.Value);
        Assert.True(Repeated.OfNps(twice).Value.Half > Nps.Of(new(6, 4, 2)).Value.Interval.Half);
    }

    [Fact]
    public void What_a_customer_says_in_both_periods_is_taken_off_the_difference()
    {
        Given[] before = [new(1, 2), new(2, 5), new(3, 9)];
        Given[] after = [new(1, 3), new(2, 6.5), new(3, 10)];

        var paired = Repeated.Between(Repeated.Of(after).Value, Repeated.Of(before).Value).Value;
        var apart = Repeated.Between(Repeated.Of(after).Value, Repeated.Of([.. before.Select(each => each with { Customer = each.Customer + 9 })]).Value).Value;

        // The paired error is that of the three differences 1, 1.5 and 1 themselves.
        Near(Sample.Of([1, 1.5, 1]).Value.StandardError.Value, paired.StandardError);
        Assert.True(paired.StandardError < apart.StandardError / 5);
    }

    [Fact]
    public void Over_many_samples_the_interval_holds_the_truth_where_the_ordinary_one_falls_short()
    {
        var chance = new Random(20260301);
        var (knowing, naive) = (0, 0);
        for (var round = 0; round < 1000; round++)
        {
            var answers = Said(60, chance, likes => chance.NextDouble() < likes ? 1 : 0);
            if (Repeated.OfShare(answers).Value.Holds(0.5)) knowing++;
            if (Share.TopBox([.. answers.Select(answer => answer.Worth)], 1).Value.Interval.Holds(0.5)) naive++;
        }

        Assert.InRange(knowing, 930, 970);
        Assert.InRange(naive, 0, 880);
    }

    [Fact]
    public void And_so_it_is_of_scores_and_means_and_of_a_dozen_customers()
    {
        var chance = new Random(20260302);
        var (score, naive, mean, few) = (0, 0, 0, 0);
        for (var round = 0; round < 1000; round++)
        {
            // Customers like it more or less; of who likes it by x, each answer is a promoter's by x², a detractor's by (1 − x)²: the truth is nought.
            var scores = Said(60, chance, likes => chance.NextDouble() is var drawn && drawn < likes * likes ? 100 : drawn > 1 - ((1 - likes) * (1 - likes)) ? -100 : 0);
            var stars = Said(60, chance, likes => Math.Floor(1 + (2 * likes) + (3 * chance.NextDouble())));
            if (Repeated.OfNps(scores).Value.Holds(0)) score++;
            if (Nps.Of(new(scores.LongCount(one => one.Worth > 0), scores.LongCount(one => one.Worth == 0), scores.LongCount(one => one.Worth < 0))).Value.Interval.Holds(0)) naive++;
            // The floor of a sum of both, each even: 3 of 1 to 5.
            if (Repeated.Of(stars).Value.Interval.Value.Holds(3)) mean++;
            if (Repeated.OfShare(Said(12, chance, likes => chance.NextDouble() < likes ? 1 : 0)).Value.Holds(0.5)) few++;
        }

        Assert.InRange(score, 930, 970);
        Assert.InRange(mean, 930, 970);
        Assert.InRange(few, 930, 985);
        Assert.InRange(naive, 0, 880);
    }

    [Fact]
    public void Where_all_answered_alike_nothing_is_said_of_what_varies_however_the_numbers_round()
    {
        var alike = Repeated.Of([.. Enumerable.Range(0, 10).Select(at => new Given(at / 2, 0.1))]).Value;

        Assert.Equal(CannotSay.AllTheSame, alike.Interval.Why);
        Assert.Equal(CannotSay.AllTheSame, alike.DesignEffect.Why);
        Assert.Equal(CannotSay.AllTheSame, Repeated.Between(alike, alike).Why);
        var (first, second) = (Sample.Of([.. Enumerable.Repeat(0.1, 10)]).Value, Sample.Of([.. Enumerable.Repeat(0.7, 6)]).Value);
        Assert.Equal(CannotSay.AllTheSame, MeanDifference.Between(first, second).Why);
    }

    [Fact]
    public void One_customer_has_no_interval_however_often_they_answered()
    {
        Assert.Equal(CannotSay.OneAnswer, Repeated.Of([new(1, 3), new(1, 5)]).Value.Interval.Why);
        Assert.Equal(CannotSay.AllTheSame, Repeated.Of([new(1, 3), new(2, 3)]).Value.Interval.Why);
        Assert.Equal(2, Repeated.Of([new(1, 3), new(2, 3), new(2, 3)]).Value.EffectiveN);
        Assert.Equal(CannotSay.NoAnswers, Repeated.Of([]).Why);
        Assert.Equal(CannotSay.NotANumber, Repeated.Of([new(1, double.NaN)]).Why);
        Assert.Equal(CannotSay.OutOfRange, Repeated.OfShare([new(1, 0.5), new(2, 1)]).Why);
    }

    // One to six answers each; how much a customer likes it is even from 0 to 1.
    private static Given[] Said(int customers, Random chance, Func<double, double> answer) =>
    [
        .. Enumerable.Range(0, customers).SelectMany(customer =>
        {
            var likes = chance.NextDouble();
            return Enumerable.Range(0, 1 + (customer % 6)).Select(_ => new Given(customer, answer(likes))).ToArray();
        }),
    ];
}
