using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class ContactUs2010Tests
{
    private static readonly StudyResult Found = StudyResult.Of(ContactUs2010.Seen);

    [Fact]
    public void Its_rows_are_those_of_the_data_card()
    {
        var rows = Rows("shared/data/contact-us-study-2010/companies.csv");

        Assert.Equal(rows.Count, ContactUs2010.Rows.Count);
        foreach (var (row, ours) in rows.Zip(ContactUs2010.Rows))
        {
            Assert.Equal(row["row_id"], $"cu-{ours.Number:00}");
            Assert.Equal((row["company_en"], row["company_he"]), (ours.Name?.Exactly("en") ?? "", ours.Name?.Exactly("he") ?? ""));
            Assert.Equal(row["sector"].Length > 0, ours.Industry is { } industry && industry.Exactly("he") is not null && industry.Exactly("en") is not null);
            Assert.Equal(row["outcome"] switch { "replied" => ProbeState.Answered, "no_reply" => ProbeState.Silent, _ => ProbeState.NotReported }, ours.State);
            Assert.Equal(row["reply_class"] switch { "fast_delight" => Outcome.Delight, "reasonable_indifferent" => Outcome.Indifferent, "slow_poor" => Outcome.LatePoor, "none" => Outcome.Never, _ => Outcome.Unknown }, ours.Outcome);
            if (row["outcome"] == "replied") Assert.Equal(row.Has("reply_min_upper") ? new(row.Number("reply_min_lower"), row.Number("reply_min_upper")) : Within.Since(0), ours.Minutes);
        }
    }

    [Fact]
    public void The_share_answered_lies_between_21_and_31_of_41_as_in_R()
    {
        var (expected, answered) = (Value("contact.share_replied"), Found.All.Answered);

        Assert.Equal((41, 21, 10, 10), (answered.N, answered.Answered, answered.Never, answered.NotReported));
        Assert.Equal(Number(expected, "known_n"), answered.Known);
        Agrees(expected.GetProperty("share_among_known_outcome"), answered.ShareOfKnown.Value);
        Agrees(expected.GetProperty("lower_bound_none_of_unreported_replied"), answered.Bounds.Value.None);
        Agrees(expected.GetProperty("upper_bound_all_of_unreported_replied"), answered.Bounds.Value.All);
        Near(expected.GetProperty("share_never_replied_bounds")[0].GetDouble(), answered.NeverBounds.Value.None.Value);
        Near(expected.GetProperty("share_never_replied_bounds")[1].GetDouble(), answered.NeverBounds.Value.All.Value);
    }

    [Fact]
    public void Outcomes_are_counted_as_in_R()
    {
        var (expected, outcomes) = (Value("contact.classes"), Found.All.Outcomes);

        foreach (var (outcome, at) in new[] { Outcome.Delight, Outcome.Indifferent, Outcome.LatePoor, Outcome.Never }.Select((outcome, at) => (outcome, at)))
        {
            Assert.Equal(expected.GetProperty("count")[at].GetInt32(), outcomes[outcome]);
            Near(expected.GetProperty("share_of_41")[at].GetDouble(), outcomes.Bounds(outcome).Value.None.Value);
            Near(expected.GetProperty("share_of_known")[at].GetDouble(), outcomes.ShareOfKnown(outcome).Value.Value);
        }

        Agrees(expected.GetProperty("delight_among_known"), outcomes.ShareOfKnown(Outcome.Delight).Value);
        Agrees(expected.GetProperty("delight_of_41"), outcomes.Bounds(Outcome.Delight).Value.None);
    }

    [Fact]
    public void By_when_companies_had_answered_lies_between_bounds_as_in_R()
    {
        var expected = Value("contact.reply_by_time_bounds");

        foreach (var (time, at) in Numbers(expected.GetProperty("t_minutes")).Select((time, at) => (time, at)))
        {
            var (sure, possible) = Found.All.Times.By(time).Value;
            Assert.Equal((expected.GetProperty("lower_count")[at].GetInt64(), expected.GetProperty("upper_count")[at].GetInt64()), (sure.Count, possible.Count));
            Near(expected.GetProperty("lower_share")[at].GetDouble(), sure.Value);
            Near(expected.GetProperty("upper_share")[at].GetDouble(), possible.Value);
        }
    }

    [Fact]
    public void There_is_no_median_and_it_is_said_why()
    {
        Assert.NotNull(Found.All.Times.Median.Why);
        Assert.NotNull(Found.All.Times.Curve.Why);
        Assert.Equal([(NoMedian.NoTime, 14), (NoMedian.BetweenTimes, 4), (NoMedian.NoWatch, 10), (NoMedian.NotReported, 10)], Found.All.Times.NoMedianBecause);
        Assert.Equal(3, Found.All.Times.Exact);
    }

    [Fact]
    public void Speed_and_quality_go_together_as_in_R_and_by_construction()
    {
        var (expected, together) = (Value("contact.rank_association"), Found.SpeedAndQuality);
        var ranks = together.Ranks.Value;

        Assert.True(together.ByConstruction);
        Assert.Equal(((int)Number(expected, "n"), (long)Number(expected, "concordant"), (long)Number(expected, "discordant")), (ranks.N, ranks.Concordant, ranks.Discordant));
        Near(Number(expected, "kendall_tau_b"), ranks.TauB);
        Near(Number(expected, "spearman"), ranks.Spearman);
        Near(Number(expected, "goodman_kruskal_gamma"), ranks.Gamma.Value);
        Near(Number(expected, "exact_one_sided_permutation_p"), ranks.Exact.Value.OneSided);
        Assert.Equal(CannotSay.AllTheSame, together.TauInterval.Why);
    }

    [Fact]
    public void One_contact_per_company_is_no_ranking()
    {
        var ranks = LeagueRanks.Of(Found.League);

        Assert.Equal((StandingBy.Outcomes, 0), (Found.League.By, ranks.Ranked));
        Assert.All(ranks.ByCompany.Values, range => Assert.Equal(CannotSay.TooFew, range.Why));
        Assert.Equal(41, ranks.ByCompany.Count);
    }

    [Fact]
    public void Industries_hold_the_named_companies_and_one_line_the_others()
    {
        Assert.Equal(9, Found.League.Industries.Count);
        Assert.Equal((20, 0), (Found.League.Industries[^1].Companies, Found.League.Industries[^1].Result.Answered.Answered));
        Assert.Equal(21, Found.League.Industries.Take(8).Sum(industry => industry.Result.Answered.Answered));
    }

    private static void Agrees(System.Text.Json.JsonElement expected, Share share)
    {
        Near(Number(expected, "share"), share.Value);
        Bounds(expected.GetProperty("wilson95"), share.Interval);
    }
}
