using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>On what places a company can stand.</summary>
/// <param name="Rank">On which it stands; whoever equals others has the best of the places that they share.</param>
/// <param name="Low">The best place that chance leaves it.</param>
/// <param name="High">The last place that chance leaves it.</param>
/// <param name="BeforeNext">How likely it is before the next one in the table, both drawn anew, draws alike as half; null for the last.</param>
/// <param name="ApartFromNext">Whether the two can be told apart, all neighbours looked at together (Benjamini and Hochberg, 5 %).</param>
public sealed record RankRange(int Rank, int Low, int High, double? BeforeNext, bool ApartFromNext);

/// <summary>How sure the ranks of a league are.</summary>
/// <param name="ByCompany">The places of each company; too few where it has no rank.</param>
/// <param name="Ranked">How many have one.</param>
/// <param name="Pairs">Of all pairs of them, how many can be told apart, looked at together (Benjamini and Hochberg, 5 %); out of range where there are too many to look at each.</param>
/// <remarks>
/// Each company's probes are drawn anew, and all companies ranked by the means of what was drawn; the range holds the middle 95 % of the places (Goldstein and Spiegelhalter 1996, JRSS A 159, 385-443; Hall and
/// Miller 2009, Annals of Statistics 37, 3929-3959). Draws that are alike share places: the range begins at the best of them and ends at the last. Of one to three probes a plain redraw knows too little of chance,
/// and of probes all alike nothing; so what is drawn from is the company's own probes and one more that is spread like everybody's (as in Bayes' bootstrap with a prior of one probe: Rubin 1981, Annals of Statistics 9, 130-134;
/// Efron and Tibshirani 1993, 21). Only how many probes came to what matters, so the sum of so many draws has a distribution that is reckoned once and drawn from at once (Walker 1977, ACM TOMS 3, 253-256).
/// </remarks>
public sealed record LeagueRanks(IReadOnlyDictionary<Guid, Said<RankRange>> ByCompany, int Ranked, Said<(long Apart, long Of)> Pairs)
{
    /// <summary>How many times all are drawn anew unless said otherwise.</summary>
    public const int Usual = 10_000;

    /// <summary>The ranks of a league; the same seed gives the same, on however many cores.</summary>
    public static LeagueRanks Of(LeagueTable league, int replicates = Usual, ulong seed = 1)
    {
        LeagueRow[] ranked = [.. league.Rows.Where(row => row.Counting >= league.Fewest)];
        var told = league.Rows.Where(row => row.Counting < league.Fewest).ToDictionary(row => row.Company.Id, _ => (Said<RankRange>)CannotSay.TooFew);
        if (ranked.Length == 0) return new(told, 0, CannotSay.NoAnswers);
        var redraws = Redraws.Of(ranked, league.By == StandingBy.Outcomes ? 4 : Redraws.SpeedLevels);
        var ranges = new RankDraws(redraws, replicates, seed).Ranges();
        var (next, apart) = Neighbours(redraws);
        for (var (from, before) = (0, 0); from < ranked.Length; from = before)
        {
            while (before < ranked.Length && ranked[before].Standing.Value == ranked[from].Standing.Value) before++;
            // The places it holds now are among those it can hold.
            for (var at = from; at < before; at++)
                told[ranked[at].Company.Id] = new RankRange(from + 1, Math.Min(ranges[at].Low, from + 1), Math.Max(ranges[at].High, before), at < next.Length ? next[at] : null, at < apart.Length && apart[at]);
        }

        return new(told, ranked.Length, Pairwise.Of(redraws));
    }

    private static (double[] Next, bool[] Apart) Neighbours(Redraws redraws)
    {
        var pairs = Enumerable.Range(0, redraws.Kinds.Length - 1).Select(at => redraws.Compare(redraws.Kinds[at], redraws.Kinds[at + 1])).ToArray();
        var adjusted = ManyTests.BenjaminiHochberg([.. pairs.Select(pair => pair.P)]).Value;
        return ([.. pairs.Select(pair => pair.Before)], [.. adjusted.Select(p => p <= Pairwise.Level)]);
    }
}
