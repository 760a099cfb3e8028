using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>What a group of probes tells: of all, of an industry, of a company.</summary>
/// <param name="Outcomes">How many came to which outcome.</param>
/// <param name="Answered">How many were answered.</param>
/// <param name="Times">How long answers took.</param>
/// <param name="Layers">What they were like.</param>
public sealed record GroupResult(OutcomeCounts Outcomes, AnsweredCounts Answered, ReplyTimes Times, LayerScores Layers)
{
    /// <summary>The result of a group.</summary>
    public static GroupResult Of(StudyDesign design, IReadOnlyList<ProbeSeen> probes) =>
        new(OutcomeCounts.Of(probes), AnsweredCounts.Of(design, probes), ReplyTimes.Of(probes), LayerScores.Of(probes));
}

/// <summary>What a study found, of all its waves or of one: everything but ranks, which take longer (<see cref="LeagueRanks"/>).</summary>
/// <param name="All">All probes together.</param>
/// <param name="Ours">Those to the organisation itself; null where it is not among the companies.</param>
/// <param name="Rest">Those to all others; null where the organisation itself is not among the companies.</param>
/// <param name="League">Company by company, and industry by industry.</param>
/// <param name="SpeedAndQuality">Whether fast answers are the better ones.</param>
/// <param name="Agreement">How far two who graded agree.</param>
/// <param name="Comparisons">How ours differs from the rest, and each wave from the one before.</param>
public sealed record StudyResult(
    GroupResult All, GroupResult? Ours, GroupResult? Rest, LeagueTable League, SpeedAndQuality SpeedAndQuality, Said<RaterAgreement> Agreement, IReadOnlyList<StudyComparison> Comparisons)
{
    /// <summary>The result of what is seen. What was not made, or dropped, counts nowhere.</summary>
    public static StudyResult Of(StudySeen all)
    {
        var made = all.Probes.Where(probe => probe.State is not (ProbeState.Planned or ProbeState.Dropped)).ToArray();
        var seen = all with { Probes = [.. made.Select(probe => Watched(all.Design.Rule, probe))] };
        var ours = seen.Companies.Where(company => company.Ours).Select(company => company.Id).ToHashSet();
        return new(
            GroupResult.Of(seen.Design, seen.Probes),
            ours.Count > 0 ? GroupResult.Of(seen.Design, [.. seen.Probes.Where(probe => ours.Contains(probe.Company))]) : null,
            ours.Count > 0 ? GroupResult.Of(seen.Design, [.. seen.Probes.Where(probe => !ours.Contains(probe.Company))]) : null,
            LeagueTable.Of(seen), SpeedAndQuality.Of(seen.Design, made), RaterAgreement.Of(seen.Probes), StudyComparison.Of(seen));
    }

    // After the limit nobody waits any more but for those who happened to answer: as ends of waiting they alone would tell when all others are answered.
    private static ProbeSeen Watched(OutcomeRule rule, ProbeSeen probe) => probe is { State: ProbeState.Answered, Outcome: Outcome.Never }
        ? probe with { State = ProbeState.Silent, Minutes = new(rule.NeverAfterMinutes, double.PositiveInfinity) } : probe;
}
