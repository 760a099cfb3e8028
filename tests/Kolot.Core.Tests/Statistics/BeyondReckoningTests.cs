using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Statistics;

public sealed class BeyondReckoningTests
{
    private static readonly double[] Huge = [1e300, -1e300, 5e299], Rising = [1, 2, 3];

    [Fact]
    public void Numbers_whose_squares_are_beyond_reckoning_are_refused_and_give_no_infinite_figure()
    {
        Assert.Equal(CannotSay.OutOfRange, Sample.Of(Huge).Why);
        Assert.Equal(CannotSay.OutOfRange, Correlation.Of(Huge, Rising).Why);
        Assert.Equal(CannotSay.OutOfRange, ControlChart.Of([1.7e308, -1.7e308, 1.7e308]).Why);
        Assert.Equal(CannotSay.OutOfRange, Trend.Of([1.7e308, -1.7e308, 1.7e308]).Why);
        Assert.Equal(CannotSay.OutOfRange, Repeated.Of([.. Huge.Select((worth, at) => new Given(at, worth))]).Why);
        Assert.Equal(1, RankCorrelation.Of([-1e300, 0, 1e300], Rising).Value.TauB);
        Assert.Equal(1e300, Sample.Of([1e300, 1e300]).Value.Mean);
    }

    [Fact]
    public void A_series_too_long_to_look_at_all_its_pairs_is_refused() =>
        Assert.Equal(CannotSay.OutOfRange, Trend.Of(new double[Trend.Longest + 1]).Why);

    [Fact]
    public void Of_hundreds_of_millions_of_answers_shares_are_told_and_only_the_exact_test_is_not()
    {
        var (first, second) = (Share.Of(400_000_000, 1_000_000_000).Value, Share.Of(400_200_000, 1_000_000_000).Value);
        var difference = ShareDifference.Between(first, second);

        Assert.Equal(CannotSay.OutOfRange, difference.FisherP.Why);
        Assert.Equal(CannotSay.OutOfRange, difference.ConditionalOddsRatio.Why);
        Assert.InRange(difference.Test.Value.P, 1e-30, 1e-15);
        Assert.True(difference.Interval.High < 0);
        Assert.InRange(first.Interval.Half * 1e5, 3, 3.1);
        Assert.InRange(Nps.Of(new(400_000_000, 300_000_000, 300_000_000)).Value.Interval.Half, 0.005, 0.0055);
    }

    [Fact]
    public void Counts_below_nought_are_refused_wherever_counts_are_taken()
    {
        Assert.Equal(CannotSay.OutOfRange, FleissKappa.Of([[-1, 4], [1, 2]]).Why);
        Assert.Equal(CannotSay.OutOfRange, CohenKappa.Of([[-1, 4], [1, 2]]).Why);
        Assert.Equal(CannotSay.OutOfRange, ChiSquare.Of([[-1, 4], [1, 2]]).Why);
        Assert.Equal(CannotSay.OutOfRange, Nps.Of(new(-1, 4, 4)).Why);
        Assert.Equal(CannotSay.OutOfRange, Share.Of(-1, 4).Why);
    }

    [Fact]
    public void A_difference_of_two_scores_that_never_varied_has_a_width_all_the_same()
    {
        var difference = NpsDifference.Between(new(9, 0, 0), new(6, 0, 0)).Value;

        Assert.Equal(CannotSay.AllTheSame, difference.Interval.Why);
        Assert.True(difference.Hybrid.Low < -20 && difference.Hybrid.High > 20);
        var many = NpsDifference.Between(new(5200, 2500, 2300), new(4800, 2700, 2500)).Value;
        Assert.Equal(many.Interval.Value.Low, many.Hybrid.Low, 0.02);
        Assert.Equal(many.Interval.Value.High, many.Hybrid.High, 0.02);
    }

    [Fact]
    public void A_table_tells_how_small_a_count_it_expects() =>
        Assert.Equal(10.0 * 6 / 40, ChiSquare.Of([[4, 6], [2, 28]]).Value.LeastExpected, 1e-12);

    [Fact]
    public void A_mean_time_up_to_what_is_no_time_is_refused() =>
        Assert.Equal(CannotSay.OutOfRange, SurvivalCurve.Of([1, 2], [true, true]).Value.RestrictedMean(double.NaN).Why);
}
