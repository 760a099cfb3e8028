using Kolot.Core.Benchmarks;
using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Benchmarks;

/// <summary>The places of companies, by drawing probe by probe and sorting each redraw: what <see cref="LeagueRanks"/> must come to.</summary>
internal static class PlainRanks
{
    public static Dictionary<Guid, (int Low, int High)> Of(StudySeen seen, int replicates, ulong seed)
    {
        var (draws, probes) = (new Draws(seed), seen.Probes.ToLookup(probe => probe.Company));
        int[][] own = [.. seen.Companies.Select(company => probes[company.Id].Select(probe => OutcomeCounts.PointsOf(probe.Outcome)).ToArray())];
        int[] everybody = [.. own.SelectMany(points => points)];
        int[][] best = [.. own.Select(_ => new int[replicates])], last = [.. own.Select(_ => new int[replicates])];
        for (var replicate = 0; replicate < replicates; replicate++)
        {
            double[] means = [.. own.Select(points => points.Average(_ => draws.Below(points.Length + 1) is var at && at < points.Length ? points[at] : everybody[draws.Below(everybody.Length)]))];
            int[] order = [.. Enumerable.Range(0, means.Length).OrderByDescending(company => means[company])];
            for (var (from, before) = (0, 0); from < order.Length; from = before)
            {
                while (before < order.Length && means[order[before]] == means[order[from]]) before++;
                for (var at = from; at < before; at++) (best[order[at]][replicate], last[order[at]][replicate]) = (from + 1, before);
            }
        }

        return seen.Companies.Index().ToDictionary(row => row.Item.Id, row => (best[row.Index].Order().ElementAt(replicates / 40), last[row.Index].OrderDescending().ElementAt(replicates / 40)));
    }
}
