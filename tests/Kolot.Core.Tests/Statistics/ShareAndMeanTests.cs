using System.Text.Json;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class ShareAndMeanTests
{
    [Fact]
    public void Top_boxes_and_means_are_as_in_R()
    {
        Agrees(Value("csat.inline.small"), [3, 5, 4, 2, 5, 5]);
        Agrees(Value("csat.telco"), Column("telco-churn/customers.csv", "satisfaction_score", _ => true));
        Agrees(Value("csat.cabin_staff"), Column("british-airways-reviews/reviews.csv", "cabin_staff", row => row["review_date"].StartsWith("2018")));
    }

    [Fact]
    public void None_of_ten_is_a_share_with_an_upper_bound()
    {
        var share = Share.Of(0, 10).Value;

        Assert.Equal(0, share.Interval.Low);
        Near(0.2775327999, share.Interval.High);
        Near(0.3084971078, share.ClopperPearson.High);
    }

    [Fact]
    public void Of_nobody_there_is_no_share_and_more_than_all_are_refused()
    {
        Assert.Equal(CannotSay.NoAnswers, Share.Of(0, 0).Why);
        Assert.Equal(CannotSay.OutOfRange, Share.Of(3, 2).Why);
        Assert.Equal(CannotSay.NotANumber, Share.TopBox([5, double.NaN], 4).Why);
    }

    [Fact]
    public void One_answer_has_a_mean_and_no_interval_and_answers_all_alike_have_none_either()
    {
        Assert.Equal(4, Sample.Of([4]).Value.Mean);
        Assert.Equal(CannotSay.OneAnswer, Sample.Of([4]).Value.Interval.Why);
        Assert.Equal(CannotSay.AllTheSame, Sample.Of([4, 4, 4]).Value.Interval.Why);
        Assert.Equal(CannotSay.NoAnswers, Sample.Of([]).Why);
        Assert.Equal(CannotSay.NotANumber, Sample.Of([1, double.NegativeInfinity]).Why);
    }

    [Fact]
    public void An_unknown_outcome_gives_bounds_and_not_one_figure()
    {
        var (none, all) = Share.Bounds(21, 10, 41).Value;

        Near(0.512195122, none.Value);
        Near(0.756097561, all.Value);
        Near(0.3648450865, none.Interval.Low);
        Near(0.8617499726, all.Interval.High);
    }

    [Fact]
    public void Two_shares_differ_as_in_R()
    {
        Agrees(Value("twoprop.inline"), ShareDifference.Between(Share.Of(30, 50).Value, Share.Of(18, 45).Value));
        Agrees(Value("twoprop.timely"), ShareDifference.Between(Share.Of(235, 240).Value, Share.Of(1935, 1989).Value));
    }

    [Fact]
    public void Shares_without_a_failure_are_equal_and_untestable()
    {
        var difference = ShareDifference.Between(Share.Of(5, 5).Value, Share.Of(6, 6).Value);

        Assert.Equal(CannotSay.AllTheSame, difference.Test.Why);
        Assert.Equal(CannotSay.Separation, difference.OddsRatio.Why);
        Assert.Equal(1, difference.FisherP.Value, 12);
    }

    [Fact]
    public void Two_means_differ_as_in_R()
    {
        var value = Value("mean.welch");

        var found = MeanDifference.Between(Airline("Qatar Airways"), Airline("Singapore Airlines")).Value;

        Near(Number(value, "t"), found.T);
        Near(Number(value, "df"), found.Freedom);
        Near(Number(value, "p"), found.P);
        Bounds(value.GetProperty("ci95"), found.Interval);
        Near(Number(value, "mann_whitney_W"), found.MannWhitney);
        Near(Number(value, "mann_whitney_p"), found.MannWhitneyP);
        Near(Number(value, "prob_superiority"), found.Superiority);
        Near(Number(value, "cohens_d_pooled"), found.CohensD);
    }

    [Fact]
    public void Means_of_answers_all_alike_cannot_be_compared()
    {
        Assert.Equal(CannotSay.AllTheSame, MeanDifference.Between(Sample.Of([3, 3]).Value, Sample.Of([4, 4]).Value).Why);
        Assert.Equal(CannotSay.OneAnswer, MeanDifference.Between(Sample.Of([3]).Value, Sample.Of([4, 5]).Value).Why);
    }

    [Fact]
    public void A_table_of_counts_is_tested_as_in_R()
    {
        var value = Value("chisq.sentiment_by_company");

        var found = ChiSquare.Of([.. value.GetProperty("table").EnumerateArray().Select(row => (long[])[.. Numbers(row).Select(count => (long)count)])]).Value;

        Near(Number(value, "chisq"), found.Statistic);
        Assert.Equal(10, found.Freedom);
        Near(Number(value, "p") * 1e170, found.P * 1e170);
        Near(Number(value, "log10_p"), Math.Log10(found.P));
        Near(Number(value, "cramers_v"), found.CramersV);
    }

    [Fact]
    public void Many_comparisons_are_held_back_as_in_R()
    {
        var value = Value("padjust.inline");
        double[] p = [0.01, 0.02, 0.03, 0.04, 0.05, 0.5];

        All(value.GetProperty("BH"), ManyTests.BenjaminiHochberg(p).Value);
        All(value.GetProperty("holm"), ManyTests.Holm(p).Value);
        All(value.GetProperty("bonferroni"), ManyTests.Bonferroni(p).Value);
        All(value.GetProperty("BY"), ManyTests.BenjaminiYekutieli(p).Value);
        Assert.Equal(CannotSay.OutOfRange, ManyTests.Holm([1.5]).Why);
        Assert.Equal(CannotSay.NotANumber, ManyTests.BenjaminiHochberg([double.NaN]).Why);
    }

    private static Sample Airline(string name) => Sample.Of(Column("airline-reviews/reviews.csv", "overall_rating", row => row["airline"] == name)).Value;

    private static double[] Column(string file, string column, Func<Row, bool> where) =>
        [.. Rows($"shared/data/{file}").Where(row => row.Has(column) && where(row)).Select(row => row.Number(column))];

    private static void All(JsonElement expected, double[] actual)
    {
        foreach (var (one, other) in Numbers(expected).Zip(actual)) Near(one, other);
    }

    private static void Agrees(JsonElement value, double[] answers)
    {
        var (share, sample) = (Share.TopBox(answers, 4).Value, Sample.Of(answers).Value);
        Assert.Equal(((long)Number(value, "n"), (long)Number(value, "top_box_count")), (share.N, share.Count));
        Bounds(value.GetProperty("wilson95"), share.Interval);
        Bounds(value.GetProperty("wilson95_continuity"), share.WithContinuity);
        Bounds(value.GetProperty("clopper_pearson95"), share.ClopperPearson);
        Bounds(value.GetProperty("agresti_coull95"), share.AgrestiCoull);
        Near(Number(value, "mean"), sample.Mean);
        Near(Number(value, "sd"), sample.Deviation.Value);
        Near(Number(value, "se"), sample.StandardError.Value);
        Bounds(value.GetProperty("t_ci95"), sample.Interval.Value);
        Near(Number(value, "median"), sample.Median);
        foreach (var quantile in value.GetProperty("quantiles_type7").EnumerateObject())
            Near(quantile.Value.GetDouble(), sample.Quantile(double.Parse(quantile.Name.TrimEnd('%')) / 100).Value);
    }

    private static void Agrees(JsonElement value, ShareDifference found)
    {
        Near(Number(value, "difference"), found.Difference);
        Near(Number(value, "chisq"), found.Test.Value.ChiSquare);
        Near(Number(value, "z"), found.Test.Value.Z);
        Near(Number(value, "p"), found.Test.Value.P);
        Bounds(value.GetProperty("wald_ci95"), found.Wald);
        Near(Number(value, "chisq_yates"), found.Yates.Value.ChiSquare);
        Near(Number(value, "p_yates"), found.Yates.Value.P);
        Bounds(value.GetProperty("newcombe_hybrid_score_ci95"), found.Interval);
        Near(Number(value, "fisher_p"), found.FisherP.Value);
        Near(Number(value, "odds_ratio_sample"), found.OddsRatio.Value);
        Near(Number(value, "odds_ratio_conditional_mle"), found.ConditionalOddsRatio.Value, 1e-5);
    }
}
