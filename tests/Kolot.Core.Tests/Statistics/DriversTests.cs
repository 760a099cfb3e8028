using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class DriversTests
{
    private static readonly double[] Outcome = [2, 3, 5, 4, 7, 8, 6, 9], Kind = [1, 2, 2, 3, 4, 4, 3, 5], Fast = [2, 1, 3, 1, 3, 5, 4, 4];

    [Fact]
    public void What_moves_the_overall_rating_of_an_airline_is_as_in_R() => Agrees("drivers.ba", _ => true);

    [Fact]
    public void And_in_business_class_too() => Agrees("drivers.ba.segment", row => row["seat_type"] == "Business Class");

    [Fact]
    public void Shares_add_up_to_what_is_explained_and_percentages_to_a_hundred()
    {
        var drivers = Drivers.Of(Outcome, [Kind, Fast]).Value;

        Assert.Equal(drivers.Fit.RSquared, drivers.Johnson.Sum(), 1e-12);
        Assert.Equal(drivers.Fit.RSquared, drivers.Shapley.Value.Sum(), 1e-12);
        Assert.Equal(100, drivers.Percent.Sum(), 1e-9);
    }

    [Fact]
    public void Of_columns_without_anything_in_common_each_ones_share_is_its_squared_correlation()
    {
        double[] one = [-1, -1, 1, 1], other = [-1, 1, -1, 1];

        var drivers = Drivers.Of([1, 2, 4, 6], [one, other]).Value;

        for (var at = 0; at < 2; at++)
        {
            Assert.Equal(drivers.Fit.Alone[at] * drivers.Fit.Alone[at], drivers.Johnson[at], 1e-12);
            Assert.Equal(drivers.Johnson[at], drivers.Shapley.Value[at], 1e-12);
            Assert.Equal(1, drivers.Fit.Inflation[at], 1e-12);
        }
    }

    [Fact]
    public void Percentages_have_intervals_that_hold_them_and_come_the_same_from_the_same_seed()
    {
        double[] kind = [.. Enumerable.Range(0, 200).Select(at => (double)(at * 7 % 5))], fast = [.. Enumerable.Range(0, 200).Select(at => (double)(at * 11 % 7))];
        double[] outcome = [.. Enumerable.Range(0, 200).Select(at => (2 * kind[at]) + fast[at] + (at * 13 % 9))];
        var drivers = Drivers.Of(outcome, [kind, fast]).Value;

        var intervals = drivers.Intervals(400, 7).Value;

        Assert.All(intervals.Index(), interval => Assert.InRange(drivers.Percent[interval.Index], interval.Item.Low, interval.Item.High));
        Assert.All(intervals, interval => Assert.True(interval.Low < interval.High));
        Assert.Equal(intervals, drivers.Intervals(400, 7).Value);
        Assert.NotEqual(intervals, drivers.Intervals(400, 8).Value);
    }

    [Fact]
    public void What_the_data_do_not_carry_cannot_be_said_and_why_has_a_name()
    {
        Assert.Equal(CannotSay.NoAnswers, Drivers.Of([], []).Why);
        Assert.Equal(CannotSay.NoAnswers, Drivers.Of(Outcome, []).Why);
        Assert.Equal(CannotSay.DifferentLengths, Drivers.Of(Outcome, [[1, 2]]).Why);
        Assert.Equal(CannotSay.NotANumber, Drivers.Of([1, 2, double.NaN, 4], [[1, 3, 2, 4]]).Why);
        Assert.Equal(CannotSay.NotANumber, Drivers.Of([1, 2, 3, 4], [[1, 3, double.PositiveInfinity, 4]]).Why);
        Assert.Equal(CannotSay.TooFew, Drivers.Of([1, 2, 3], [[1, 3, 2], [2, 1, 5]]).Why);
        Assert.Equal(CannotSay.AllTheSame, Drivers.Of([4, 4, 4, 4], [[1, 3, 2, 4]]).Why);
        Assert.Equal(CannotSay.AllTheSame, Drivers.Of([1, 2, 3, 4], [[0.1, 0.1, 0.1, 0.1]]).Why);
        Assert.Equal(CannotSay.Collinear, Drivers.Of(Outcome, [Kind, [.. Kind.Select(value => (3 * value) - 1)]]).Why);
        Assert.Equal(CannotSay.Collinear, LinearFit.Of(Outcome, [Kind, Fast, [.. Kind.Zip(Fast, (kind, fast) => kind + fast)]]).Why);
        Assert.Equal(CannotSay.AllTheSame, Drivers.Of([1, 2, 2, 1], [[-1, -1, 1, 1]]).Why);
        Assert.Equal(CannotSay.OutOfRange, Drivers.Of(Outcome, [Kind, Fast]).Value.Intervals(10).Why);
    }

    private static void Agrees(string id, Func<Row, bool> among)
    {
        var (expected, inputs) = (Value(id), Inputs(id));
        string[] columns = [.. inputs.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!)];
        Row[] rows = [.. Rows(inputs.GetProperty("file").GetString()!).Where(row => among(row) && columns.All(row.Has))];

        var drivers = Drivers.Of(Column(columns[0]), [.. columns.Skip(1).Select(Column)]).Value;

        Assert.Equal((int)Number(expected, "n"), drivers.Fit.N);
        Near(Number(expected, "r_squared"), drivers.Fit.RSquared);
        Near(Number(expected, "adj_r_squared"), drivers.Fit.Adjusted);
        Near(Number(expected, "intercept"), drivers.Fit.Intercept);
        All("coef", drivers.Fit.Coefficients);
        All("coef_se", drivers.Fit.Errors);
        All("standardized_beta", drivers.Fit.Standardized);
        All("zero_order_r", drivers.Fit.Alone);
        All("vif", drivers.Fit.Inflation);
        All("johnson_raw", drivers.Johnson);
        All("johnson_percent", drivers.Percent);
        All("lmg_shapley", drivers.Shapley.Value);
        All("lmg_percent", Drivers.PercentOf(drivers.Shapley.Value));
        All("driver_means", drivers.Means);

        double[] Column(string name) => [.. rows.Select(row => row.Number(name))];

        void All(string name, IReadOnlyList<double> actual)
        {
            var values = Numbers(expected.GetProperty(name));
            Assert.Equal(values.Length, actual.Count);
            for (var at = 0; at < values.Length; at++) Near(values[at], actual[at]);
        }
    }
}
