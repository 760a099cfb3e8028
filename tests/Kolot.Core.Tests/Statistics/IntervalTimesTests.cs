using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Statistics.Reference;

namespace Kolot.Core.Tests.Statistics;

public sealed class IntervalTimesTests
{
    private const string Companies = "shared/data/contact-us-study-2010/companies.csv";

    [Fact]
    public void Who_had_replied_by_when_lies_between_bounds_as_in_R()
    {
        var expected = Value("contact.reply_by_time_bounds");
        Within[] times = [.. Rows(Companies).Select(row => Of(row))];

        foreach (var (time, at) in Numbers(expected.GetProperty("t_minutes")).Select((time, at) => (time, at)))
        {
            var (sure, possible) = IntervalTimes.By(times, time).Value;
            Assert.Equal((expected.GetProperty("lower_count")[at].GetInt64(), expected.GetProperty("upper_count")[at].GetInt64()), (sure.Count, possible.Count));
            Near(expected.GetProperty("lower_share")[at].GetDouble(), sure.Value);
            Near(expected.GetProperty("upper_share")[at].GetDouble(), possible.Value);
        }

        var ever = IntervalTimes.Ever(times).Value;
        Near(expected.GetProperty("ever_replied_bounds")[0].GetDouble(), ever.Sure.Value);
        Near(expected.GetProperty("ever_replied_bounds")[1].GetDouble(), ever.Possible.Value);
        Within[] supposing = [.. Rows(Companies).Select(row => Of(row, reasonable: 2879))];
        Assert.Equal(expected.GetProperty("with_assumption_A1_lower_count_before_2_days").GetInt64(), IntervalTimes.By(supposing, 2879).Value.Sure.Count);
        Assert.Equal(expected.GetProperty("with_assumption_A1_lower_count_by_5_days").GetInt64(), IntervalTimes.By(supposing, 7200).Value.Sure.Count);
    }

    [Fact]
    public void The_likeliest_curve_piles_up_where_times_happen_to_be_known_as_in_R_and_is_no_estimate()
    {
        var expected = Value("contact.turnbull");
        Within[] times = [.. Rows(Companies).Where(row => row["outcome"] != "not_reported").Select(row => row["outcome"] == "no_reply" ? new(7200, double.PositiveInfinity) : Of(row, reasonable: 2880))];

        var curve = Turnbull.Of(times).Value;

        Assert.Equal(31, times.Length);
        foreach (var (time, at) in Numbers(expected.GetProperty("stated_times_min")).Select((time, at) => (time, at)))
        {
            Near(expected.GetProperty("survival_after_stated_times")[at].GetDouble(), curve.After(time));
            Near(expected.GetProperty("mass_on_33_60_150")[at].GetDouble(), curve.Pieces.Single(piece => piece.Where == Within.At(time)).Weight);
        }

        Near(Number(expected, "survival_after_5_days"), curve.After(7200));
        Near(Number(expected, "mass_2_to_5_days"), curve.Pieces.Single(piece => piece.Where == new Within(2880, 7200)).Weight);
        Near(Number(expected, "mass_never"), curve.Pieces[^1].Weight);
    }

    [Fact]
    public void Of_times_that_are_known_or_cut_off_the_likeliest_curve_is_that_of_Kaplan_and_Meier()
    {
        double[] weeks = [6, 6, 6, 7, 10, 13, 16, 22, 23, 6, 9, 10, 11, 17];
        var curve = Turnbull.Of([.. weeks.Select((week, at) => at < 9 ? Within.At(week) : new(week, double.PositiveInfinity))]).Value;
        var known = SurvivalCurve.Of(weeks, [.. weeks.Select((_, at) => at < 9)]).Value;

        foreach (var week in weeks) Assert.Equal(known.At(week).Survival, curve.After(week), 1e-6);
    }

    [Fact]
    public void Bounds_hold_what_is_unknown_and_shrink_to_one_share_where_all_is_known()
    {
        var (sure, possible) = IntervalTimes.By([Within.At(3), new(1, 5), Within.Unknown, Within.Never], 4).Value;

        Assert.Equal((1, 3), (sure.Count, possible.Count));
        Assert.Equal((2, 3), (IntervalTimes.Ever([Within.At(3), new(1, 5), Within.Unknown, Within.Never]).Value.Sure.Count, IntervalTimes.Ever([Within.At(3), new(1, 5), Within.Unknown, Within.Never]).Value.Possible.Count));
        var all = IntervalTimes.By([Within.At(3), Within.At(9)], 3).Value;
        Assert.Equal(all.Sure.Count, all.Possible.Count);
    }

    [Fact]
    public void What_is_no_time_is_refused()
    {
        Assert.Equal(CannotSay.NoAnswers, IntervalTimes.By([], 4).Why);
        Assert.Equal(CannotSay.OutOfRange, IntervalTimes.By([new(5, 4)], 4).Why);
        Assert.Equal(CannotSay.OutOfRange, Turnbull.Of([new(-1, 4)]).Why);
        Assert.Equal(CannotSay.NotANumber, IntervalTimes.By([new(double.NaN, 4)], 4).Why);
        Assert.Equal(CannotSay.NotANumber, IntervalTimes.By([Within.At(3)], double.NaN).Why);
    }

    // Of a reply only what is stated; of what was not reported, nothing.
    private static Within Of(Row row, double? reasonable = null) => row["outcome"] switch
    {
        "no_reply" => Within.Never,
        "not_reported" => Within.Unknown,
        _ when row.Has("reply_min_upper") => new(row.Number("reply_min_lower"), row.Number("reply_min_upper")),
        _ => reasonable is { } most ? new(row.Number("reply_min_lower"), most) : Within.Since(row.Number("reply_min_lower")),
    };
}
