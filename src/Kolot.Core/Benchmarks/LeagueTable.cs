using System.Buffers.Binary;
using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>By what companies stand before one another.</summary>
public enum StandingBy
{
    /// <summary>By what became of their probes: the mean of the points of outcomes, 0 to 3.</summary>
    Outcomes = 0,

    /// <summary>By how soon they answer, in studies in which nothing was graded: how likely their answer comes before that to a probe of the study drawn by chance, 0 to 1.</summary>
    Speed = 1,
}

/// <summary>A company in the league.</summary>
/// <param name="Company">Which.</param>
/// <param name="Result">What its probes tell.</param>
/// <param name="Standing">Where it stands, more is better; without a probe that counts it cannot be said.</param>
/// <param name="Counting">How many of its probes count for it.</param>
public sealed record LeagueRow(CompanySeen Company, GroupResult Result, Said<double> Standing, int Counting)
{
    /// <summary>What each probe that counts adds, 0 to 1.</summary>
    internal IReadOnlyList<double> Points { get; init; } = [];
}

/// <summary>An industry in the league.</summary>
/// <param name="Industry">Which; null for companies without.</param>
/// <param name="Companies">How many companies it has.</param>
/// <param name="Result">What their probes tell.</param>
public sealed record IndustryRow(string? Industry, int Companies, GroupResult Result);

/// <summary>Companies beside one another, the best first; whoever has too few probes for a rank stands below, and whoever has none last.</summary>
/// <param name="By">By what they stand.</param>
/// <param name="Rows">Company by company.</param>
/// <param name="Industries">Industry by industry, in the order of their names.</param>
public sealed record LeagueTable(StandingBy By, IReadOnlyList<LeagueRow> Rows, IReadOnlyList<IndustryRow> Industries)
{
    /// <summary>From how many probes that count a company has a rank: one contact per company is no ranking, and times of fewer than five are one customer's luck.</summary>
    public int Fewest => By == StandingBy.Outcomes ? 2 : 5;

    /// <summary>The league of what is seen.</summary>
    public static LeagueTable Of(StudySeen seen)
    {
        var by = seen.Probes.Any(probe => probe.Grade is not null || probe.Outcome is Outcome.Delight or Outcome.Indifferent) ? StandingBy.Outcomes : StandingBy.Speed;
        var (counts, most) = by == StandingBy.Outcomes ? ([.. seen.Probes.Select(probe => probe.Outcome == Outcome.Unknown ? (int?)null : OutcomeCounts.PointsOf(probe.Outcome))], 3) : Sooner.Of(seen.Probes);
        var own = seen.Companies.ToDictionary(company => company.Id, _ => (Probes: new List<ProbeSeen>(), Counts: new List<int>()));
        for (var at = 0; at < seen.Probes.Count; at++)
        {
            if (!own.TryGetValue(seen.Probes[at].Company, out var of)) continue;
            of.Probes.Add(seen.Probes[at]);
            if (counts[at] is { } count) of.Counts.Add(count);
        }

        var league = new LeagueTable(by, [], []);
        LeagueRow[] rows = [.. seen.Companies.Select(company => RowOf(seen.Design, by, company, own[company.Id].Probes, own[company.Id].Counts, most))];
        return league with
        {
            Rows = [.. rows.OrderByDescending(row => row.Counting >= league.Fewest).ThenByDescending(row => row.Standing.Try(out var standing) ? standing : -1).ThenByDescending(row => row.Counting).ThenBy(row => ByNothing(row.Company.Id))],
            Industries =
            [
                .. seen.Companies.GroupBy(company => company.Industry).OrderBy(industry => industry.Key is null).ThenBy(industry => industry.Key, StringComparer.Ordinal)
                    .Select(industry => new IndustryRow(industry.Key, industry.Count(), GroupResult.Of(seen.Design, [.. industry.SelectMany(company => own[company.Id].Probes)]))),
            ],
        };
    }

    // Ids tell in what order companies were put in, and so, of those without names, who is who: only what of them is drawn orders what stands alike.
    private static ulong ByNothing(Guid company) => BinaryPrimitives.ReadUInt64BigEndian(company.ToByteArray(bigEndian: true).AsSpan(8));

    private static LeagueRow RowOf(StudyDesign design, StandingBy by, CompanySeen company, List<ProbeSeen> probes, List<int> counts, int most)
    {
        var result = GroupResult.Of(design, probes);
        // Whole numbers are added up and divided once: a mean of fractions would have companies that are alike differ in the last digit, and so in their places.
        Said<double> standing = by == StandingBy.Outcomes ? result.Outcomes.Standing : counts.Count > 0 ? counts.Sum(count => (long)count) / ((double)most * counts.Count) : CannotSay.NoAnswers;
        return new(company, result, standing, counts.Count) { Points = [.. counts.Select(count => (double)count / most)] };
    }
}

/// <summary>How likely each probe was answered before another one, drawn by chance from all.</summary>
internal static class Sooner
{
    /// <summary>For each probe: of all others, those that surely took longer twice, and those of which it is not sure once (Gehan 1965, Biometrika 52, 203-223), and what that comes to at most. Nothing for what takes no part.</summary>
    public static (int?[] Counts, int Most) Of(IReadOnlyList<ProbeSeen> probes)
    {
        Within[] times = [.. probes.Where(Counts).Select(probe => probe.Minutes)];
        double[] lows = [.. times.Select(time => time.Low).Order()], highs = [.. times.Select(time => time.High).Order()], open = [.. times.Where(time => time.Low < time.High).Select(time => time.Low).Order()];
        // One alone stands in the middle.
        var others = Math.Max(times.Length - 1, 1);
        return ([.. probes.Select(probe => Counts(probe) ? others + Later(probe.Minutes) - Earlier(probe.Minutes) : (int?)null)], 2 * others);

        // What lies between two times lies after the first of them.
        int Later(Within time) => lows.Length - Below(lows, time.High, orAt: true) + Below(open, time.High, orAt: true) - Below(open, time.High, orAt: false);
        int Earlier(Within time) => Below(highs, time.Low, orAt: time.Low < time.High);
    }

    private static bool Counts(ProbeSeen probe) => probe.State is ProbeState.Answered or ProbeState.Silent or ProbeState.Sent;

    private static int Below(double[] sorted, double value, bool orAt)
    {
        var (from, before) = (0, sorted.Length);
        while (from < before)
        {
            var middle = (from + before) / 2;
            if (sorted[middle] < value || (orAt && sorted[middle] == value)) from = middle + 1;
            else before = middle;
        }

        return from;
    }
}
