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
            var answers = Enumerable.Range(0, 60).SelectMany(customer =>
            {
                var likes = chance.NextDouble();
                return Enumerable.Range(0, 1 + (customer % 6)).Select(_ => new Given(customer, chance.NextDouble() < likes ? 1 : 0)).ToArray();
            }).ToArray();
            if (Repeated.OfShare(answers).Value.Holds(0.5)) knowing++;
            if (Share.TopBox([.. answers.Select(answer => answer.Worth)], 1).Value.Interval.Holds(0.5)) naive++;
        }

        Assert.InRange(knowing, 930, 970);
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
}
