using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class SeriesTests
{
    [Theory]
    [InlineData("xmr.inline")]
    [InlineData("xmr.airline")]
    public void A_control_chart_has_the_limits_and_signals_of_R(string id)
    {
        var value = Value(id);

        var chart = ControlChart.Of(Numbers(Inputs(id).GetProperty("series"))).Value;

        Near(Number(value, "center"), chart.Center);
        Near(Number(value, "mr_bar"), chart.MeanRange);
        Bounds(value.GetProperty("limits_2.66"), chart.Limits);
        Bounds(value.GetProperty("limits_exact_constant"), chart.ExactLimits);
        Near(Number(value, "constant_exact"), ControlChart.Exact);
        Near(Number(value, "D4_exact"), ControlChart.ExactRange);
        Near(Number(value, "mr_upper_3.268"), chart.RangeLimit);
        Near(Number(value, "mr_upper_exact_constant"), chart.ExactRangeLimit);
        Assert.Equal(Numbers(value.GetProperty("outside_2.66_index_1based")), chart.Outside.Select(at => at + 1.0));
        Assert.Equal(value.GetProperty("runs_of_8_or_more_one_side_1based").EnumerateArray().Select(run => (run[0].GetInt32(), run[1].GetInt32())),
            chart.Runs.Select(run => (run.First + 1, run.Last + 1)));
    }

    [Fact]
    public void Eight_on_one_side_are_a_signal_and_seven_are_none()
    {
        Assert.Equal([(0, 7), (8, 15)], ControlChart.Of([.. Enumerable.Repeat(1.0, 8), .. Enumerable.Repeat(2.0, 8)]).Value.Runs);
        Assert.Empty(ControlChart.Of([.. Enumerable.Repeat(1.0, 7), .. Enumerable.Repeat(2.0, 7)]).Value.Runs);
    }

    [Fact]
    public void A_series_that_never_moves_has_no_signal()
    {
        // Ten times a tenth is not quite one, and their mean not quite a tenth.
        var chart = ControlChart.Of([.. Enumerable.Repeat(0.1, 10)]).Value;

        Assert.Empty(chart.Outside);
        Assert.Empty(chart.Runs);
    }

    [Fact]
    public void Shares_of_months_have_the_limits_of_R()
    {
        var (inputs, value) = (Inputs("pchart.airline"), Value("pchart.airline"));

        var (center, points) = ControlChart.OfShares(Whole(inputs.GetProperty("x")), Whole(inputs.GetProperty("n"))).Value;

        Near(Number(value, "p_bar"), center);
        for (var at = 0; at < points.Count; at++)
        {
            Near(value.GetProperty("p")[at].GetDouble(), points[at].Share);
            Near(value.GetProperty("sigma")[at].GetDouble(), points[at].Sigma);
            Near(value.GetProperty("lcl")[at].GetDouble(), points[at].Limits.Low);
            Near(value.GetProperty("ucl")[at].GetDouble(), points[at].Limits.High);
        }

        Assert.Equal(Numbers(value.GetProperty("outside_index_1based")).Length, points.Count(point => point.Outside));
    }

    [Theory]
    [InlineData("trend.inline.ties")]
    [InlineData("trend.airline")]
    public void A_trend_is_as_in_R(string id)
    {
        var value = Value(id);

        var trend = Trend.Of(Numbers(Inputs(id).GetProperty("series"))).Value;

        Assert.Equal((long)Number(value, "S"), trend.S);
        Near(Number(value, "var_S"), trend.Variance);
        Near(Number(value, "Z"), trend.Z);
        Near(Number(value, "p_two_sided"), trend.P);
        Near(Number(value, "sen_slope_per_step"), trend.Slope);
        Near(Number(value, "theil_sen_intercept"), trend.Intercept);
    }

    [Fact]
    public void A_series_that_stands_still_has_no_trend_and_one_value_none_that_could_be_said()
    {
        Assert.Equal((0, 1), (Trend.Of([2, 2, 2]).Value.Slope, Trend.Of([2, 2, 2]).Value.P));
        Assert.Equal(CannotSay.OneAnswer, Trend.Of([2]).Why);
        Assert.Equal(CannotSay.OneAnswer, ControlChart.Of([2]).Why);
        Assert.Equal(CannotSay.NotANumber, Trend.Of([2, double.NaN]).Why);
        Assert.Equal(CannotSay.OutOfRange, ControlChart.OfShares([1], [0]).Why);
    }

    private static long[] Whole(System.Text.Json.JsonElement value) => [.. Numbers(value).Select(each => (long)each)];
}
