using System.Text.Json;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class AssociationTests
{
    private static readonly double[] Speed = [5, 3, 3, 4, 1, 2, 2, 5], Liking = [10, 6, 7, 8, 0, 3, 3, 9];

    [Fact]
    public void Two_orders_go_together_as_in_R()
    {
        Agrees("rank.inline", Speed, Liking);
        AgreesOn("rank.telco", _ => true);
        AgreesOn("rank.ba", row => row.Has("ground_service") && row.Has("overall_rating"));
    }

    [Fact]
    public void Without_the_files_beside_it_eight_pairs_are_as_R_says()
    {
        var ranks = RankCorrelation.Of(Speed, Liking).Value;

        Near(0.9878783399, ranks.Spearman);
        Near(0.9622504486, ranks.TauB);
        Near(3.189427409, ranks.TauTest.Value.Z);
        Near(0.9765625, ranks.TauC);
        Assert.Equal((25, 0, 1.0, 1.0), (ranks.Concordant, ranks.Discordant, ranks.Gamma.Value, ranks.SomersD));
        Near(0.9718267541, Correlation.Of(Speed, Liking).Value.R);
        Near(0.8476230398, Correlation.Of(Speed, Liking).Value.Interval.Value.Low);
    }

    [Fact]
    public void Replies_that_were_fast_were_the_delightful_ones_by_construction()
    {
        var expected = Value("contact.rank_association");
        Row[] replied = [.. Rows("shared/data/contact-us-study-2010/companies.csv").Where(row => row["outcome"] == "replied")];

        var ranks = RankCorrelation.Of([.. replied.Select(row => row.Number("speed_rank"))], [.. replied.Select(row => row.Number("quality_rank"))]).Value;

        Assert.Equal((long)Number(expected, "concordant"), ranks.Concordant);
        Near(Number(expected, "kendall_tau_b"), ranks.TauB);
        Near(Number(expected, "goodman_kruskal_gamma"), ranks.Gamma.Value);
        Near(Number(expected, "spearman"), ranks.Spearman);
        Near(Number(expected, "exact_one_sided_permutation_p"), ranks.Exact.Value.OneSided, 1e-7);
        Assert.InRange(ranks.Exact.Value.OneSided / Number(expected, "exact_one_sided_permutation_p"), 0.999999, 1.000001);
    }

    [Fact]
    public void What_order_is_worth_is_told_exactly_by_dealing_out_one_column_in_every_order()
    {
        double[] x = [1, 1, 2, 2, 3, 3, 3], y = [1, 2, 1, 2, 2, 3, 3];
        var surpluses = Orders(y.Length).Select(order => Surplus(x, [.. order.Select(at => y[at])])).ToArray();
        var own = Surplus(x, y);

        var exact = RankCorrelation.Of(x, y).Value.Exact.Value;

        Assert.Equal((double)surpluses.Count(one => one >= own) / surpluses.Length, exact.OneSided, 1e-12);
        Assert.Equal((double)surpluses.Count(one => Math.Abs(one) >= own) / surpluses.Length, exact.TwoSided, 1e-12);
        Assert.Equal(1.0 / 6, RankCorrelation.Of([1, 2, 3], [4, 5, 6]).Value.Exact.Value.OneSided, 1e-12);
        Assert.Equal(1.0 / 3, RankCorrelation.Of([1, 2, 3], [6, 5, 4]).Value.Exact.Value.TwoSided, 1e-12);
        Assert.Equal(CannotSay.OutOfRange, RankCorrelation.Of([.. Enumerable.Range(0, 60).Select(at => (double)at)], [.. Enumerable.Range(0, 60).Select(at => at * 7.0 % 61)]).Value.Exact.Why);
    }

    [Fact]
    public void However_many_pairs_they_are_counted_as_one_by_one()
    {
        var chance = new Random(5);
        double[] x = [.. Enumerable.Range(0, 700).Select(_ => (double)chance.Next(9))], y = [.. x.Select(value => value + chance.Next(7))];
        var (same, opposite) = (0L, 0L);
        for (var one = 0; one < x.Length; one++)
            for (var other = 0; other < one; other++)
            {
                var way = Math.Sign(x[one] - x[other]) * Math.Sign(y[one] - y[other]);
                (same, opposite) = (same + (way > 0 ? 1 : 0), opposite + (way < 0 ? 1 : 0));
            }

        var ranks = RankCorrelation.Of(x, y).Value;

        Assert.Equal((same, opposite), (ranks.Concordant, ranks.Discordant));
    }

    [Fact]
    public void What_never_varies_goes_with_nothing_and_columns_must_be_of_one_length()
    {
        Assert.Equal(CannotSay.AllTheSame, RankCorrelation.Of([1, 2, 3], [4, 4, 4]).Why);
        Assert.Equal(CannotSay.DifferentLengths, RankCorrelation.Of([1, 2, 3], [4, 4]).Why);
        Assert.Equal(CannotSay.NoAnswers, Correlation.Of([], []).Why);
        Assert.Equal(CannotSay.OneAnswer, RankCorrelation.Of([1], [1]).Why);
        Assert.Equal(CannotSay.NotANumber, Correlation.Of([1, double.NaN], [1, 2]).Why);
        Assert.Equal(CannotSay.TooFew, RankCorrelation.Of([1, 2], [1, 2]).Value.TauTest.Why);
        Assert.Equal(CannotSay.TooFew, Correlation.Of([1, 2, 4], [1, 2, 3]).Value.Interval.Why);
        Assert.Equal(1, RankCorrelation.Of([1, 2], [1, 2]).Value.TauB);
    }

    private static IEnumerable<int[]> Orders(int many) => many == 0 ? [[]]
        : Orders(many - 1).SelectMany(order => Enumerable.Range(0, many).Select(place => (int[])[.. order[..place], many - 1, .. order[place..]]));

    private static int Surplus(double[] x, double[] y)
    {
        var surplus = 0;
        for (var one = 0; one < x.Length; one++)
            for (var other = 0; other < one; other++) surplus += Math.Sign(x[one] - x[other]) * Math.Sign(y[one] - y[other]);
        return surplus;
    }

    private static void AgreesOn(string id, Func<Row, bool> filter)
    {
        var columns = Inputs(id).GetProperty("columns");
        Row[] rows = [.. Rows(Inputs(id).GetProperty("file").GetString()!).Where(filter)];
        Agrees(id, [.. rows.Select(row => row.Number(columns[0].GetString()!))], [.. rows.Select(row => row.Number(columns[1].GetString()!))]);
    }

    private static void Agrees(string id, double[] x, double[] y)
    {
        var expected = Value(id);
        var (ranks, line) = (RankCorrelation.Of(x, y).Value, Correlation.Of(x, y).Value);
        (string, double)[] values =
        [
            ("n", ranks.N), ("pearson", line.R), ("pearson_p", line.PValue.Value), ("spearman", ranks.Spearman), ("spearman_p", ranks.SpearmanP.Value),
            ("kendall_tau_b", ranks.TauB), ("kendall_z", ranks.TauTest.Value.Z), ("kendall_p", ranks.TauTest.Value.P), ("concordant", ranks.Concordant),
            ("discordant", ranks.Discordant), ("gamma", ranks.Gamma.Value), ("stuart_tau_c", ranks.TauC), ("somers_d_y_given_x", ranks.SomersD),
        ];
        foreach (var (name, value) in values) Near(Number(expected, name), value);
        Bounds(expected.GetProperty("pearson_ci95"), line.Interval.Value);
    }
}
