using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Benchmarks.Sighted;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class StudyResultTests
{
    [Fact]
    public void Outcomes_stand_by_their_points_and_what_is_unknown_takes_no_part()
    {
        var counts = StudyResult.Of(Study(Stated(1, Outcome.Delight), Stated(1, Outcome.Indifferent), Stated(1, Outcome.Never), Stated(1, Outcome.Unknown))).All.Outcomes;

        Assert.Equal((4, 3, 5 / 3.0), (counts.N, counts.Known, counts.Standing.Value));
        Assert.Equal((1L, 2L), (counts.Bounds(Outcome.Delight).Value.None.Count, counts.Bounds(Outcome.Delight).Value.All.Count));
        Assert.Equal(CannotSay.NoAnswers, OutcomeCounts.Of([Stated(1, Outcome.Unknown)]).Standing.Why);
    }

    [Fact]
    public void Who_is_awaited_or_may_not_have_been_reached_is_neither_answered_nor_never()
    {
        var seen = Study(Answered(1, 5), Silent(1), At(1, ProbeState.Sent, new(60, double.PositiveInfinity)), At(1, ProbeState.Lost, Within.Unknown), At(1, ProbeState.Planned, Within.Unknown), At(1, ProbeState.Dropped, Within.Unknown));

        var all = StudyResult.Of(seen).All;

        Assert.Equal(new AnsweredCounts(1, 1, 1, 1, 0), all.Answered);
        Assert.Equal((0.5, 0.25, 0.75), (all.Answered.ShareOfKnown.Value.Value, all.Answered.Bounds.Value.None.Value, all.Answered.Bounds.Value.All.Value));
        Assert.Equal((3, 1, 2, 1), (all.Times.N, all.Times.Exact, all.Times.Watched, all.Times.Lost));
    }

    [Fact]
    public void What_came_after_the_studys_limit_was_never_answered()
    {
        Assert.Equal((0, 1), (StudyResult.Of(Study(Answered(1, 20_000, 5))).All.Answered.Answered, StudyResult.Of(Study(Answered(1, 20_000, 5))).All.Answered.Never));
    }

    [Fact]
    public void What_came_between_two_times_about_the_limit_was_perhaps_answered_and_perhaps_not()
    {
        var answered = StudyResult.Of(Study(Answered(1, 5, 4), At(1, ProbeState.Answered, new(10_000, 10_200)), At(1, ProbeState.Answered, new(5, 60)), Silent(1))).All.Answered;

        Assert.Equal((2, 1, 1, 1), (answered.Answered, answered.Never, answered.AtTheLimit, answered.Unknown));
        Assert.Equal((2L, 3L), (answered.Bounds.Value.None.Count, answered.Bounds.Value.All.Count));
    }

    [Fact]
    public void Who_was_not_answered_waits_until_watching_stopped()
    {
        var times = StudyResult.Of(Study(Answered(1, 10), Answered(1, 20), Silent(1, 15), Silent(1, 40))).All.Times;

        // At 20 two of four are watched still: 3/4 × 1/2.
        Assert.Equal(0.375, times.Curve.Value.At(20).Survival, 12);
        Assert.Equal(20, times.Median.Value);
        Assert.Empty(times.NoMedianBecause);
        var few = StudyResult.Of(Study(Answered(1, 10), Silent(1), Silent(1))).All.Times;
        Assert.Equal((CannotSay.NotReached, (NoMedian.NotReached, 2)), (few.Median.Why, few.NoMedianBecause.Single()));
        Assert.Equal((NoMedian.NoProbes, 0), ReplyTimes.Of([]).NoMedianBecause.Single());
    }

    [Fact]
    public void A_time_between_two_leaves_bounds_and_no_curve()
    {
        var times = StudyResult.Of(Study(Answered(1, 10), At(1, ProbeState.Answered, new(5, 60)))).All.Times;

        Assert.NotNull(times.Curve.Why);
        Assert.Equal([(NoMedian.BetweenTimes, 1)], times.NoMedianBecause);
        Assert.Equal((1L, 2L), (times.By(30).Value.Sure.Count, times.By(30).Value.Possible.Count));
    }

    [Fact]
    public void Layers_have_students_interval_within_the_scale_and_one_grade_has_none()
    {
        var layers = StudyResult.Of(Study(Answered(1, 5, 4), Answered(1, 5, 5), Answered(1, 5, 3), Answered(1, 5, 5))).All.Layers;
        var (score, same) = (layers[Layer.Style].Value, Sample.Of([4, 5, 3, 5]).Value);

        Assert.Equal((4, same.Mean), (score.N, score.Mean));
        Assert.Equal(same.Interval.Value.Low, score.Interval.Value.Low, 10);
        Assert.Equal(5, score.Interval.Value.High);
        Assert.Equal(CannotSay.NoAnswers, layers[Layer.Emotional].Why);
        Assert.Equal(CannotSay.OneAnswer, LayerScore.Of([Answered(1, 5, 4)], grade => grade.Style).Value.Interval.Why);
        Assert.Equal(CannotSay.AllTheSame, LayerScore.Of([Answered(1, 5, 4.1), Answered(1, 5, 4.1), Answered(1, 5, 4.1)], grade => grade.Style).Value.Interval.Why);
    }

    [Fact]
    public void What_came_after_the_limit_ends_nobodys_waiting_and_makes_no_median()
    {
        var times = StudyResult.Of(Study([.. Enumerable.Range(1, 4).Select(at => Answered(1, 10 * at)), .. Enumerable.Range(0, 5).Select(_ => Silent(1)), Answered(1, 11_000, 4)])).All.Times;

        // Of six that waited to the limit one happened to be seen later: that tells nothing of when half were answered.
        Assert.Equal((4, 6, CannotSay.NotReached), (times.Exact, times.Watched, times.Median.Why));
        Assert.Equal(0.6, times.Curve.Value.At(12_000).Survival, 12);
    }

    [Fact]
    public void Whoever_stands_alike_stands_in_no_order_in_which_anybody_was_put_in()
    {
        // As they are made: by the moment, and then by chance.
        Guid[] ids = [.. Enumerable.Range(0, 12).Select(at => Guid.CreateVersion7(DateTimeOffset.UnixEpoch.AddDays(20_000).AddSeconds(at)))];
        var seen = new StudySeen(Design, [.. ids.Select(id => new CompanySeen(id, null, false))], [.. ids.Select(id => Stated(1, Outcome.Indifferent) with { Company = id })]);

        Guid[] told = [.. LeagueTable.Of(seen).Rows.Select(row => row.Company.Id)];

        Assert.Equal(ids.Order(), told.Order());
        Assert.NotEqual(ids, told);
        Assert.Equal(told, LeagueTable.Of(seen with { Companies = [.. seen.Companies.Reverse()] }).Rows.Select(row => row.Company.Id));
    }

    [Fact]
    public void Fast_and_good_answers_go_together_as_their_orders_do()
    {
        var together = SpeedAndQuality.Of(Design, [.. Enumerable.Range(0, 12).Select(at => Answered(at, 10 * at, 5 - (at / 3) + (at is 4 or 9 ? 1 : 0))), Silent(1), Answered(1, 5), At(1, ProbeState.Answered, new(5, 60))]);

        Assert.False(together.ByConstruction);
        Assert.Equal((12, 12), (together.Ranks.Value.N, together.Companies));
        Assert.True(together.Ranks.Value.TauB > 0.6);
        Assert.True(together.TauInterval.Value.Low > 0 && together.P.Value < 0.01);
        Assert.Equal(CannotSay.TooFew, SpeedAndQuality.Of(Design, [.. Enumerable.Range(0, 9).Select(at => Answered(at, at, at % 3))]).TauInterval.Why);
        Assert.Equal(CannotSay.TooFew, SpeedAndQuality.Of(Design, [.. Enumerable.Range(0, 40).Select(at => Answered(at % 4, at, at % 3))]).P.Why);
    }

    [Fact]
    public void What_many_answers_of_few_companies_seem_to_tell_of_speed_and_quality_is_what_so_few_companies_can_tell()
    {
        // Twelve companies of eight answers each: how fast and how good a company is has nothing to do with one another, and its answers are alike.
        var (draws, studies, loud, plain) = (new Draws(7), 400, 0, 0);
        for (var study = 0; study < studies; study++)
        {
            var traits = Enumerable.Range(0, 12).Select(_ => (Speed: Normal(), Quality: Normal())).ToArray();
            var found = SpeedAndQuality.Of(Design, [.. Enumerable.Range(0, 96).Select(at => Answered(at % 12, 1_000 + (100 * (traits[at % 12].Speed + Normal())), traits[at % 12].Quality + Normal()))]);
            if (found.Ranks.Value.TauTest.Value.P < 0.05) plain++;
            if (found.P.Value < 0.05) loud++;
            Assert.Equal(found.P.Value < 0.05, !(found.TauInterval.Value.Low <= 0 && found.TauInterval.Value.High >= 0));
        }

        Assert.InRange(plain / (double)studies, 0.15, 1);
        Assert.InRange(loud / (double)studies, 0.01, 0.09);

        double Normal() => Enumerable.Range(0, 12).Sum(_ => draws.Below(1 << 20) / (double)(1 << 20)) - 6;
    }

    [Fact]
    public void Where_each_company_answered_once_the_interval_holds_what_is_true_nineteen_times_in_twenty()
    {
        var (draws, studies, held) = (new Draws(11), 400, 0);
        for (var study = 0; study < studies; study++)
        {
            // Of two normal columns with a correlation of 1/2 tau is 2 asin(1/2) / π: a third.
            var found = SpeedAndQuality.Of(Design, [.. Enumerable.Range(0, 60).Select(at => Normal() is var one ? Answered(at, 1_000 - (100 * one), (one / 2) + (Math.Sqrt(0.75) * Normal())) : throw new InvalidOperationException())]);
            if (found.TauInterval.Value is var (low, high) && low <= 1 / 3.0 && high >= 1 / 3.0) held++;
        }

        Assert.InRange(held / (double)studies, 0.92, 0.98);

        double Normal() => Enumerable.Range(0, 12).Sum(_ => draws.Below(1 << 20) / (double)(1 << 20)) - 6;
    }

    [Fact]
    public void Ours_stands_beside_the_rest_and_each_wave_beside_the_one_before()
    {
        var probes = Enumerable.Range(0, 160).Select(at => (Company: (at % 4) + 1, Wave: (at / 80) + 1, at)).Select(one =>
            one.Company == 1 && one.at % 3 == 0 ? Silent(1, wave: one.Wave) : Answered(one.Company, one.Company == 1 ? 500 + one.at : 30 + one.at, (one.Wave == 2 ? 2 : 3) + (one.at % 3), one.Wave));

        var found = StudyResult.Of(Study(Design, probes, ours: true)).Comparisons;

        Assert.Equal([(Against.Rest, 0, 0), (Against.WaveBefore, 2, 1), (Against.OwnWaveBefore, 2, 1)], found.Select(one => (one.What, one.Wave, one.Before)));
        var rest = found[0];
        Assert.Equal((40L, 120L, 120L), (rest.Answered.Value.First.N, rest.Answered.Value.Second.N, rest.Answered.Value.Second.Count));
        Assert.True(rest.Answered.Value.Difference < -0.3 && rest.AnsweredP < 0.001 && rest.TimesP < 0.001);
        Assert.True(rest.Medians.First.Value > rest.Medians.Second.Value);
        Assert.Equal(-1, Math.Round(found[1].Overall.Value.Difference, 1));
        Assert.True(found[1].OverallP < 0.001);
        // Told together, a p is never below what it is alone.
        Assert.All(found.Where(one => one.OverallP is not null), one => Assert.True(one.OverallP >= one.Overall.Value.P));
    }

    [Fact]
    public void Without_ours_and_with_one_wave_nothing_is_compared()
    {
        var found = StudyResult.Of(Study(Answered(1, 5, 3), Answered(2, 9, 4)));

        Assert.Empty(found.Comparisons);
        Assert.Equal((null, null), (found.Ours, found.Rest));
    }

    [Fact]
    public void Where_times_lie_between_two_only_shares_and_grades_are_compared()
    {
        var found = StudyResult.Of(Study(Design, [Answered(1, 5, 3), Answered(1, 9, 4), At(2, ProbeState.Answered, new(5, 60)), Silent(2)], ours: true)).Comparisons.Single();

        Assert.Null(found.TimesP);
        Assert.NotNull(found.Times.Why);
        Assert.NotNull(found.AnsweredP);
    }
}
