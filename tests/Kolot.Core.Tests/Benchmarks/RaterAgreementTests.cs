using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class RaterAgreementTests
{
    [Fact]
    public void Alpha_is_that_of_the_table_of_all_pairs()
    {
        var draws = new Draws(5);
        (double First, double Second)[] grades = [.. Enumerable.Range(0, 200).Select(_ => 1 + (draws.Below(17) / 4.0)).Select(first => (first, Math.Clamp(first + (draws.Below(9) / 4.0) - 1, 1, 5)))];

        var ours = RaterAgreement.Of(grades).Value;

        Assert.Equal(Krippendorff.Of([.. grades.Select(pair => (IReadOnlyList<double>)[pair.First, pair.Second])], RatingScale.Interval).Value.Alpha, ours.Alpha, 10);
        Assert.Equal(200, ours.Twice);
        Assert.True(ours.Interval.Value.Low < ours.Alpha && ours.Alpha < ours.Interval.Value.High && ours.Interval.Value.Half < 0.1);
    }

    [Fact]
    public void Its_interval_holds_the_truth_nearly_as_often_as_it_says()
    {
        // Both grade what is there and err by themselves: alpha is the variance of what is there in that of a grade, here 3/4.
        var (draws, held) = (new Draws(11), 0);
        for (var round = 0; round < 200; round++)
        {
            (double, double)[] grades = [.. Enumerable.Range(0, 60).Select(_ => Bell(3)).Select(there => (there + Bell(1), there + Bell(1)))];
            if (RaterAgreement.Of(grades).Value.Interval.Value.Holds(0.75)) held++;
        }

        Assert.InRange(held, 176, 199);

        // The sum of twelve draws has their number as a variance, here that of as many as are asked for.
        double Bell(int variance) => 0.01 * Enumerable.Range(0, 12 * variance).Sum(_ => (draws.Below(1_000_001) / 1_000_000.0) - 0.5);
    }

    [Fact]
    public void Only_what_two_graded_counts_and_it_comes_the_same_each_time()
    {
        ProbeSeen[] probes = [.. Enumerable.Range(0, 30).Select(at => Sighted.Answered(1, at, 1 + (at % 5), again: at % 3 == 0 ? null : 1 + ((at + (at % 7 == 0 ? 1 : 0)) % 5)))];

        Assert.Equal(20, RaterAgreement.Of(probes).Value.Twice);
        Assert.Equal(RaterAgreement.Of(probes).Value, RaterAgreement.Of(probes).Value);
        Assert.NotEqual(RaterAgreement.Of(probes).Value.Interval, RaterAgreement.Of(probes, seed: 2).Value.Interval);
    }

    [Fact]
    public void Nobody_twice_all_alike_and_few_are_told_as_such()
    {
        Assert.Equal(CannotSay.NoAnswers, RaterAgreement.Of([Sighted.Answered(1, 5, 4)]).Why);
        Assert.Equal(CannotSay.AllTheSame, RaterAgreement.Of([(4, 4), (4, 4)]).Why);
        Assert.Equal(CannotSay.TooFew, RaterAgreement.Of([(4, 4), (2, 3)]).Value.Interval.Why);
        Assert.Equal(CannotSay.NotANumber, RaterAgreement.Of([(4, double.NaN)]).Why);
        Assert.Equal(1, RaterAgreement.Of([(4, 4), (2, 2), (5, 5), (1, 1), (3, 3)]).Value.Alpha);
    }
}
