using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class StudyPowerTests
{
    [Fact]
    public void One_probe_sees_nothing_and_three_beside_three_not_even_all_against_none()
    {
        Assert.Equal((CannotSay.OneAnswer, CannotSay.OneAnswer), (StudyPower.Of(1, 40).Share.Why, StudyPower.Of(1, 40).Times.Why));
        // Three of three against none of three: Fisher's p is 0.1.
        Assert.Equal(CannotSay.TooFew, StudyPower.Of(3, 3).Share.Why);
        Assert.Equal(CannotSay.TooFew, StudyPower.Of(3, 3).Times.Why);
        Assert.Equal(CannotSay.NoAnswers, StudyPower.Of(Sighted.Design, companies: 1).AgainstRest.Share.Why);
    }

    [Fact]
    public void Large_groups_see_what_the_books_say()
    {
        // Cohen 1988, table 6.4.1: h of 0.20 takes 392 in each group.
        Assert.Equal(Math.Sin(0.1), StudyPower.Of(392, 392).Share.Value, 0.001);
        // Schoenfeld: a ratio of two takes some 65.3 answers in two equal groups.
        Assert.Equal(2, StudyPower.Of(653, 653, answered: 0.05).Times.Value, 0.01);
    }

    [Fact]
    public void Exact_power_is_what_drawing_many_times_gives()
    {
        var difference = StudyPower.Of(20, 40).Share.Value;
        var (draws, seen) = (new Draws(3), 0);
        for (var round = 0; round < 4_000; round++)
        {
            var (one, other) = (Share.Of(draws.Successes(20, 0.5 + (difference / 2)), 20).Value, Share.Of(draws.Successes(40, 0.5 - (difference / 2)), 40).Value);
            if (ShareDifference.Between(one, other).FisherP.Value <= 0.05) seen++;
        }

        Assert.InRange(seen / 4_000.0, 0.78, 0.83);
    }

    [Fact]
    public void More_probes_see_more_and_a_company_beside_all_others_more_than_beside_one()
    {
        var (few, many) = (StudyPower.Of(Sighted.Design with { ProbesEach = 6 }, 41), StudyPower.Of(Sighted.Design with { ProbesEach = 12 }, 41));

        Assert.True(few.AgainstRest.Share.Value > many.AgainstRest.Share.Value && few.TwoCompanies.Share.Value > many.TwoCompanies.Share.Value);
        Assert.True(few.AgainstRest.Share.Value < few.TwoCompanies.Share.Value && few.TwoWaves.Share.Value < few.AgainstRest.Share.Value);
        Assert.True(few.AgainstRest.Times.Value > many.AgainstRest.Times.Value && many.TwoWaves.Times.Value > 1);
        Assert.Equal((6, 240, 246, 246), (few.AgainstRest.First, few.AgainstRest.Second, few.TwoWaves.First, few.TwoWaves.Second));
    }

    [Fact]
    public void The_exact_and_the_normal_power_meet_where_one_gives_way_to_the_other()
    {
        var (exact, normal) = (StudyPower.Of(60, 60).Share.Value, StudyPower.Of(61, 61).Share.Value);

        Assert.InRange(exact - normal, -0.01, 0.04);
    }
}
