using System.Text.Json;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class NpsTests
{
    [Theory]
    [InlineData("nps.counts.1")]
    [InlineData("nps.counts.2")]
    [InlineData("nps.counts.3")]
    [InlineData("nps.counts.4")]
    public void Counted_answers_score_as_in_R(string id)
    {
        var inputs = Inputs(id);
        Agrees(Value(id), new NpsCounts((long)Number(inputs, "promoters"), (long)Number(inputs, "passives"), (long)Number(inputs, "detractors")));
    }

    [Fact]
    public void Scores_of_0_to_10_are_counted_and_score_as_in_R() =>
        Agrees(Value("nps.scores.inline"), NpsCounts.Of(Numbers(Inputs("nps.scores.inline").GetProperty("scores"))).Value);

    [Fact]
    public void A_file_of_reviews_scores_as_in_R() => Agrees(Value("nps.file.Qatar_Airways"), Qatar(_ => true));

    [Fact]
    public void A_hundred_answers_have_Tango_s_interval()
    {
        var nps = Nps.Of(new(50, 20, 30)).Value;

        Assert.Equal(20, nps.Score, 9);
        Near(2.488370777, nps.Interval.Low);
        Near(36.21724647, nps.Interval.High);
    }

    [Fact]
    public void Ten_promoters_and_nobody_else_leave_room_for_doubt_below()
    {
        var nps = Nps.Of(new(10, 0, 0)).Value;

        Near(44.49344003, nps.Interval.Low);
        Assert.Equal(100, nps.Interval.High);
        Assert.Equal(0, nps.StandardError);
    }

    [Fact]
    public void Nobody_has_no_score_and_one_answer_has_no_sample_error()
    {
        Assert.Equal(CannotSay.NoAnswers, Nps.Of(default).Why);
        Assert.Equal(CannotSay.OneAnswer, Nps.Of(new(0, 1, 0)).Value.SampleError.Why);
        Assert.True(Nps.Of(new(0, 1, 0)).Value.Interval.Half > 50);
    }

    [Theory]
    [InlineData(double.NaN, CannotSay.NotANumber)]
    [InlineData(double.PositiveInfinity, CannotSay.NotANumber)]
    [InlineData(11, CannotSay.OutOfRange)]
    [InlineData(-1, CannotSay.OutOfRange)]
    public void An_answer_beyond_the_scale_is_refused_by_name(double answer, CannotSay why) => Assert.Equal(why, NpsCounts.Of([9, answer]).Why);

    [Fact]
    public void Two_groups_differ_as_in_R()
    {
        Agrees(Value("nps.diff.inline"), NpsDifference.Between(new(50, 20, 30), new(40, 35, 25)).Value);
        Agrees(Value("nps.diff.Qatar_Airways"), NpsDifference.Between(Qatar(day => day.StartsWith("2017")), Qatar(day => day.StartsWith("2022"))).Value);
    }

    [Fact]
    public void Two_groups_of_promoters_alone_cannot_be_compared()
    {
        var difference = NpsDifference.Between(new(5, 0, 0), new(7, 0, 0)).Value;

        Assert.Equal(CannotSay.AllTheSame, difference.Test.Why);
        Assert.Equal(CannotSay.AllTheSame, difference.Interval.Why);
        Assert.Equal(CannotSay.AllTheSame, difference.Categories.Why);
        Assert.Equal(CannotSay.NoAnswers, NpsDifference.Between(default, new(1, 0, 0)).Why);
    }

    private static NpsCounts Qatar(Func<string, bool> when) => NpsCounts.Of(Rows("shared/data/airline-reviews/reviews.csv")
        .Where(row => row["airline"] == "Qatar Airways" && when(row["review_date"])).Select(row => row.Number("overall_rating"))).Value;

    private static void Agrees(JsonElement value, NpsCounts counts)
    {
        var nps = Nps.Of(counts).Value;
        Assert.Equal((long)Number(value, "n"), counts.N);
        Near(Number(value, "promoter_share"), nps.PromoterShare);
        Near(Number(value, "passive_share"), nps.PassiveShare);
        Near(Number(value, "detractor_share"), nps.DetractorShare);
        Near(Number(value, "nps"), nps.Score);
        Near(Number(value, "se"), nps.StandardError);
        Near(Number(value, "se_sample_variance"), nps.SampleError.Value);
        Bounds(value.GetProperty("ci95_normal"), nps.Normal);
        Bounds(value.GetProperty("ci95_tango_score"), nps.Interval, 1e-5);
        var adjusted = value.GetProperty("adjusted_wald_T3");
        Near(Number(adjusted, "estimate"), nps.AdjustedWald.Estimate);
        Near(Number(adjusted, "se"), nps.AdjustedWald.StandardError);
        Bounds(adjusted.GetProperty("ci95"), nps.AdjustedWald.Interval);
        Three(value.GetProperty("goodman95"), nps.Goodman);
        Three(value.GetProperty("quesenberry_hurst95"), nps.QuesenberryHurst);
    }

    private static void Agrees(JsonElement value, NpsDifference difference)
    {
        Near(Number(value, "difference"), difference.Difference);
        Near(Number(value, "se_unpooled"), difference.StandardError);
        Near(Number(value, "z_unpooled"), difference.Test.Value.Z);
        Near(Number(value, "p_unpooled"), difference.Test.Value.P);
        Bounds(value.GetProperty("ci95_unpooled"), difference.Interval.Value);
        Near(Number(value, "se_pooled"), difference.PooledError);
        Near(Number(value, "z_pooled"), difference.PooledTest.Value.Z);
        Near(Number(value, "p_pooled"), difference.PooledTest.Value.P);
        Near(Number(value, "chisq_2x3"), difference.Categories.Value.Statistic);
        Assert.Equal(2, difference.Categories.Value.Freedom);
        Near(Number(value, "chisq_p"), difference.Categories.Value.P);
    }

    private static void Three(JsonElement value, (Interval Promoters, Interval Passives, Interval Detractors) found)
    {
        Bounds(value.GetProperty("promoters"), found.Promoters);
        Bounds(value.GetProperty("passives"), found.Passives);
        Bounds(value.GetProperty("detractors"), found.Detractors);
    }
}
