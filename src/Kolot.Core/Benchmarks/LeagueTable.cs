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
        var points = by == StandingBy.Outcomes ? [.. seen.Probes.Select(probe => probe.Outcome == Outcome.Unknown ? double.NaN : OutcomeCounts.PointsOf(probe.Outcome) / 3.0)] : Sooner.Of(seen.Probes);
        var own = seen.Companies.ToDictionary(company => company.Id, _ => (Probes: new List<ProbeSeen>(), Points: new List<double>()));
        for (var at = 0; at < seen.Probes.Count; at++)
        {
            if (!own.TryGetValue(seen.Probes[at].Company, out var of)) continue;
            of.Probes.Add(seen.Probes[at]);
            if (!double.IsNaN(points[at])) of.Points.Add(points[at]);
        }

        var league = new LeagueTable(by, [], []);
        LeagueRow[] rows = [.. seen.Companies.Select(company => RowOf(seen.Design, by, company, own[company.Id].Probes, own[company.Id].Points))];
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

    private static LeagueRow RowOf(StudyDesign design, StandingBy by, CompanySeen company, List<ProbeSeen> probes, List<double> points)
    {
        var result = GroupResult.Of(design, probes);
        Said<double> standing = by == StandingBy.Outcomes ? result.Outcomes.Standing : points.Count > 0 ? points.Average() : CannotSay.NoAnswers;
        return new(company, result, standing, points.Count) { Points = points };
    }
}

/// <summary>How likely each probe was answered before another one, drawn by chance from all.</summary>
internal static class Sooner
{
    /// <summary>For each probe: of all others, those that surely took longer, and half of those of which it is not sure (Gehan 1965, Biometrika 52, 203-223). Not a number for what takes no part.</summary>
    public static double[] Of(IReadOnlyList<ProbeSeen> probes)
    {
        Within[] times = [.. probes.Where(Counts).Select(probe => probe.Minutes)];
        double[] lows = [.. times.Select(time => time.Low).Order()], highs = [.. times.Select(time => time.High).Order()], open = [.. times.Where(time => time.Low < time.High).Select(time => time.Low).Order()];
        return [.. probes.Select(probe => !Counts(probe) ? double.NaN : times.Length == 1 ? 0.5 : (1 + ((Later(probe.Minutes) - Earlier(probe.Minutes)) / (times.Length - 1.0))) / 2)];

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
