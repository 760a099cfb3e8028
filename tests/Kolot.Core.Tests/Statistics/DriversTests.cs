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
        var drivers = Of(200);

        var intervals = drivers.Intervals(400, 7).Value;

        Assert.All(intervals.Index(), interval => Assert.InRange(drivers.Percent[interval.Index], interval.Item.Low, interval.Item.High));
        Assert.Equal(intervals, drivers.Intervals(400, 7).Value);
        Assert.NotEqual(intervals, drivers.Intervals(400, 8).Value);
    }

    [Fact]
    public void Sixteen_times_the_rows_make_intervals_a_quarter_as_wide()
    {
        var (few, many) = (Of(200).Intervals(800).Value[0], Of(3200).Intervals(800).Value[0]);

        Assert.InRange(few.Half, 1, 15);
        Assert.InRange(few.Half / many.Half, 3.3, 4.7);
    }

    [Fact]
    public void Rows_of_the_same_customers_say_less_and_their_intervals_are_wider()
    {
        var drivers = Of(200);

        var (alone, together) = (drivers.Intervals(800).Value[0], drivers.Intervals(800, customers: [.. Enumerable.Range(0, 200).Select(row => row / 20)]).Value[0]);
        double[] thrice(double[] column) => [.. column, .. column, .. column];
        var (once, again) = (Drivers.Of(Outcome, [Kind, Fast]).Value, Drivers.Of(thrice(Outcome), [thrice(Kind), thrice(Fast)]).Value);

        Assert.NotEqual(alone, together);
        // Every row three times over says no more than once, when it is known whose it is.
        foreach (var (one, other) in once.Intervals(400).Value.Zip(again.Intervals(400, customers: [.. Enumerable.Range(0, 24).Select(row => row % 8)]).Value))
        {
            Assert.Equal(one.Low, other.Low, 1e-9);
            Assert.Equal(one.High, other.High, 1e-9);
        }

        Assert.Equal(CannotSay.OneAnswer, once.Intervals(400, customers: new int[8]).Why);
        Assert.Equal(CannotSay.DifferentLengths, once.Intervals(400, customers: [1, 2]).Why);
    }

    [Fact]
    public void Drawing_blocks_of_customers_says_what_drawing_row_by_row_says()
    {
        var drivers = Of(6_000);

        var (blocks, rows) = (drivers.Intervals(2_000, 3).Value, drivers.Intervals(2_000, 4, null, 6_000).Value);

        for (var at = 0; at < 2; at++)
        {
            Assert.InRange(blocks[at].Half / rows[at].Half, 0.88, 1.12);
            Assert.Equal(rows[at].Low, blocks[at].Low, 0.35 * rows[at].Half);
            Assert.Equal(rows[at].High, blocks[at].High, 0.35 * rows[at].Half);
        }
    }

    [Fact]
    public void What_the_same_customers_say_again_makes_nothing_surer()
    {
        double[] kind = [.. Enumerable.Range(0, 300).Select(at => (double)(at * 7 % 5))], fast = [.. Enumerable.Range(0, 300).Select(at => (double)(at * 11 % 7))];
        double[] outcome = [.. Enumerable.Range(0, 300).Select(at => (2 * kind[at]) + fast[at] + (at * 13 % 9))];
        var once = Drivers.Of(outcome, [kind, fast]).Value;
        var again = Drivers.Of(Twelve(outcome), [Twelve(kind), Twelve(fast)]).Value;

        var (known, unknown) = (again.Intervals(800, 1, [.. Enumerable.Range(0, 3_600).Select(at => at % 300)]).Value[0], again.Intervals(800).Value[0]);

        Assert.InRange(known.Half / once.Intervals(800).Value[0].Half, 0.9, 1.1);
        Assert.InRange(unknown.Half / known.Half, 0.2, 0.4);
        Assert.Equal(CannotSay.DifferentLengths, once.Intervals(800, 1, [1, 2]).Why);

        static double[] Twelve(double[] values) => [.. Enumerable.Range(0, 12).SelectMany(_ => values)];
    }

    [Fact]
    public void Samples_in_which_nothing_is_carried_are_left_out_and_many_of_them_leave_no_interval()
    {
        Assert.Equal(CannotSay.TooFew, Drivers.Of([1, 2, 3, 4, 5], [[1, 2, 3, 3, 1]]).Value.Intervals().Why);
        Assert.Equal(CannotSay.TooFew, Drivers.Of([1, 2, 3, 4], [[0, 0, 0, 1]]).Value.Intervals().Why);
    }

    [Fact]
    public void Beyond_twelve_columns_not_every_order_is_gone_through_and_relative_weights_still_add_up()
    {
        double[][] columns = [.. Enumerable.Range(0, 13).Select(column => Enumerable.Range(0, 60).Select(row => (double)((row + 3) * (column + 5) * (row + column) % 31)).ToArray())];

        var drivers = Drivers.Of([.. Enumerable.Range(0, 60).Select(row => columns.Sum(column => column[row]) + (row % 7))], columns).Value;

        Assert.Equal(CannotSay.OutOfRange, drivers.Shapley.Why);
        Assert.Equal(drivers.Fit.RSquared, drivers.Johnson.Sum(), 1e-9);
    }

    [Fact]
    public void In_what_unit_a_column_is_given_does_not_matter()
    {
        var (expected, tiny) = (Drivers.Of(Outcome, [Kind, Fast]).Value, Drivers.Of(Outcome, [[.. Kind.Select(value => value * 1e-14)], [.. Fast.Select(value => value + 1e9)]]).Value);

        for (var at = 0; at < 2; at++) Assert.Equal(expected.Percent[at], tiny.Percent[at], 1e-6);
        Assert.Equal(expected.Fit.Coefficients[0] * 1e14, tiny.Fit.Coefficients[0], 1e8);
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
        Assert.Equal(CannotSay.OutOfRange, Drivers.Of([1, 2, 3, 4], [[1e300, 3e300, 2e300, 4e300]]).Why);
        Assert.Equal(CannotSay.Unrelated, Drivers.Of([1, 2, 2, 1], [[-1, -1, 1, 1]]).Why);
        Assert.Equal(CannotSay.OutOfRange, Drivers.Of(Outcome, [Kind, Fast]).Value.Intervals(10).Why);
    }

    // What is added comes round every nine rows, the columns every five and seven.
    private static Drivers Of(int rows)
    {
        double[] kind = [.. Enumerable.Range(0, rows).Select(at => (double)(at * 7 % 5))], fast = [.. Enumerable.Range(0, rows).Select(at => (double)(at * 11 % 7))];
        return Drivers.Of([.. Enumerable.Range(0, rows).Select(at => (2 * kind[at]) + fast[at] + (at * 13 % 9))], [kind, fast]).Value;
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
