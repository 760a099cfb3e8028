using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;
using static Kolot.Core.Tests.Benchmarks.Sighted;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class LeagueRanksTests
{
    [Fact]
    public void The_best_comes_first_and_equals_share_the_best_of_their_places()
    {
        var league = LeagueTable.Of(Study([.. Stated(1, "222"), .. Stated(2, "333"), .. Stated(3, "222"), .. Stated(4, "000"), .. Stated(5, "3"), .. Stated(6, "???")]));
        var ranks = LeagueRanks.Of(league);

        Assert.Equal([2, 1, 3, 4, 5, 6], league.Rows.Select(row => row.Company.Id.ToByteArray()[0]));
        Assert.Equal([1, 2, 2, 4], league.Rows.Take(4).Select(row => ranks.ByCompany[row.Company.Id].Value.Rank));
        Assert.Equal((CannotSay.TooFew, CannotSay.TooFew, 4), (ranks.ByCompany[Id(5)].Why, ranks.ByCompany[Id(6)].Why, ranks.Ranked));
        Assert.Equal((3.0, 1, CannotSay.NoAnswers), (league.Rows[4].Standing.Value, league.Rows[4].Counting, league.Rows[5].Standing.Why));
    }

    [Fact]
    public void What_is_unknown_takes_no_part()
    {
        var ranks = LeagueRanks.Of(LeagueTable.Of(Study([.. Stated(1, "33?"), .. Stated(2, "3??"), .. Stated(3, "11")])));

        Assert.Equal((2, CannotSay.TooFew), (ranks.Ranked, ranks.ByCompany[Id(2)].Why));
    }

    [Fact]
    public void Three_probes_that_came_out_alike_do_not_make_a_place_sure()
    {
        var ranks = LeagueRanks.Of(LeagueTable.Of(Study([.. Enumerable.Range(1, 20).SelectMany(company => Stated(company, company == 1 ? "333" : company % 2 == 0 ? "321" : "220"))])));

        var best = ranks.ByCompany[Id(1)].Value;
        Assert.Equal((1, 1), (best.Rank, best.Low));
        Assert.InRange(best.High, 3, 16);
        Assert.Equal(0, ranks.Pairs.Value.Apart);
        Assert.Equal(190, ranks.Pairs.Value.Of);
    }

    [Fact]
    public void Many_probes_tell_good_from_bad_and_nobody_from_those_alike()
    {
        var ranks = LeagueRanks.Of(LeagueTable.Of(Study([.. Enumerable.Range(1, 8).SelectMany(company => Stated(company, string.Concat(Enumerable.Repeat(company <= 4 ? "3322" : "1001", 10))))])));

        Assert.Equal((16L, 28L), ranks.Pairs.Value);
        Assert.All(Enumerable.Range(1, 8), company => Assert.Equal(company <= 4 ? (1, 4) : (5, 8), (ranks.ByCompany[Id(company)].Value.Low, ranks.ByCompany[Id(company)].Value.High)));
        Assert.Equal(1, ranks.ByCompany.Values.Count(range => range.Value.ApartFromNext));
        Assert.Equal(7, ranks.ByCompany.Values.Count(range => range.Value.BeforeNext is not null));
    }

    [Fact]
    public void Places_are_those_that_sorting_each_redraw_gives()
    {
        var seen = Random(companies: 30, probes: 4, new(21));
        var league = LeagueTable.Of(seen);
        var (ranks, plain) = (LeagueRanks.Of(league), PlainRanks.Of(seen, 4_000, 9));

        foreach (var row in league.Rows)
        {
            var range = ranks.ByCompany[row.Company.Id].Value;
            Assert.InRange(range.Low - plain[row.Company.Id].Low, -1, 1);
            Assert.InRange(range.High - plain[row.Company.Id].High, -1, 1);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(12)]
    public void The_range_holds_the_true_place_nearly_always(int probes)
    {
        var (draws, held, all) = (new Draws(17), 0, 0);
        for (var round = 0; round < 12; round++)
        {
            // Of each company the truth is what it would come to in the long run.
            double[] good = [.. Enumerable.Range(0, 40).Select(_ => 0.1 + (0.8 * draws.Below(1_000) / 1_000))];
            var seen = Study([.. good.SelectMany((chance, company) => Enumerable.Range(0, probes).Select(_ => Stated(company + 1, (Outcome)(3 - draws.Successes(3, chance)))))]);
            var ranks = LeagueRanks.Of(LeagueTable.Of(seen), replicates: 2_000);
            foreach (var (company, chance) in good.Index())
            {
                var (range, truth) = (ranks.ByCompany[Id(company + 1)].Value, good.Count(other => other > chance) + 1);
                all++;
                if (range.Low <= truth && truth <= range.High) held++;
            }
        }

        Assert.InRange((double)held / all, 0.93, 1);
    }

    [Fact]
    public void Of_companies_all_alike_hardly_ever_any_two_are_told_apart()
    {
        var (draws, rounds) = (new Draws(4), 0);
        for (var round = 0; round < 60; round++)
            if (LeagueRanks.Of(LeagueTable.Of(Random(companies: 25, probes: 6, draws)), replicates: 200).Pairs.Value.Apart > 0) rounds++;

        Assert.InRange(rounds, 0, 5);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_on_one_core_as_on_all()
    {
        var league = LeagueTable.Of(Random(companies: 60, probes: 3, new(2)));
        var alone = await Task.Factory.StartNew(() => LeagueRanks.Of(league), TestContext.Current.CancellationToken, TaskCreationOptions.None, new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler);

        var together = LeagueRanks.Of(league);

        Assert.Equal(alone.ByCompany.OrderBy(range => range.Key), together.ByCompany.OrderBy(range => range.Key));
        Assert.NotEqual(together.ByCompany.OrderBy(range => range.Key), LeagueRanks.Of(league, seed: 5).ByCompany.OrderBy(range => range.Key));
    }

    [Fact]
    public void Where_nothing_was_graded_companies_stand_by_how_soon_they_answer()
    {
        var league = LeagueTable.Of(Study([.. Enumerable.Range(0, 6).SelectMany(at => new[] { Answered(1, 10 + at), Answered(2, 300 + at), at == 0 ? Silent(3) : Answered(3, 400 + at) }), At(3, ProbeState.Lost, Within.Unknown)]));

        Assert.Equal(StandingBy.Speed, league.By);
        Assert.Equal([1, 2, 3], league.Rows.Select(row => row.Company.Id.ToByteArray()[0]));
        Assert.All(league.Rows, row => Assert.Equal(6, row.Counting));
        // Each of the first is before twelve of seventeen others, and among its own half of five.
        Assert.Equal(14.5 / 17, league.Rows[0].Standing.Value, 10);
        Assert.Equal(0.5, league.Rows.Average(row => row.Standing.Value), 10);
        Assert.Equal(new(1, 1, 1, 1, true), LeagueRanks.Of(league).ByCompany[Id(1)].Value with { BeforeNext = 1 });
    }

    [Fact]
    public void Companies_that_equal_one_another_share_a_place_however_many_probes_each_had()
    {
        int[] silent = [5, 6, 7, 9, 11, 13, 17, 23], answered = [6, 10, 14];
        var league = LeagueTable.Of(Study([
            .. silent.Index().SelectMany(one => Enumerable.Range(0, one.Item).Select(_ => Silent(one.Index + 1))),
            .. answered.Index().SelectMany(one => Enumerable.Range(0, one.Item).Select(at => Answered(one.Index + 20, at < one.Item / 2 ? 7 : 31))),
        ]));
        var ranks = LeagueRanks.Of(league);

        Assert.Single(Enumerable.Range(1, 8).Select(company => league.Rows.Single(row => row.Company.Id == Id(company)).Standing.Value).Distinct());
        Assert.All(Enumerable.Range(1, 8), company => Assert.Equal(4, ranks.ByCompany[Id(company)].Value.Rank));
        Assert.All(Enumerable.Range(20, 3), company => Assert.Equal(1, ranks.ByCompany[Id(company)].Value.Rank));
    }

    [Fact]
    public void Of_times_between_two_only_what_is_sure_comes_sooner()
    {
        ProbeSeen[] probes = [At(1, ProbeState.Answered, new(0, 60)), At(2, ProbeState.Answered, Within.At(60)), At(3, ProbeState.Answered, new(60, 90)), At(4, ProbeState.Silent, Within.Never), At(5, ProbeState.Lost, Within.Unknown)];

        var league = LeagueTable.Of(Study(probes));

        // The first may come at 60 as the second does; both come before the third, and all before who never answered.
        Assert.Equal([2.5 / 3, 2.5 / 3, 1 / 3.0, 0], league.Rows.Take(4).Select(row => row.Standing.Value), (one, other) => Math.Abs(one - other) < 1e-12);
        Assert.Equal(CannotSay.NoAnswers, league.Rows[4].Standing.Why);
    }

    private static IEnumerable<ProbeSeen> Stated(int company, string points) =>
        points.Select(point => Sighted.Stated(company, point == '?' ? Outcome.Unknown : (Outcome)(3 - (point - '0'))));

    private static ProbeSeen Stated(int company, Outcome outcome) => Sighted.Stated(company, outcome);

    private static StudySeen Random(int companies, int probes, Draws draws) =>
        Study([.. Enumerable.Range(1, companies).SelectMany(company => Enumerable.Range(0, probes).Select(_ => Stated(company, (Outcome)(3 - draws.Successes(3, 0.5)))))]);
}
