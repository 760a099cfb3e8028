using Kolot.Core.Benchmarks;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Benchmarks;

/// <summary>Studies that are made up, probe by probe.</summary>
internal static class Sighted
{
    public static readonly StudyDesign Design = new(Wording.None, OutcomeRule.Usual, [ProbeChannel.Mail]);

    public static Guid Id(int company) => new(company, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    public static ProbeSeen Answered(int company, double minutes, double? grade = null, int wave = 1, double? again = null) => Rated(
        new(Id(company), wave, ProbeState.Answered, Within.At(minutes), grade is { } given ? new(given, given, null, given, false) : null, again is { } second ? new(second, second, null, second, false) : null, default));

    public static ProbeSeen Silent(int company, double watched = 10_080, int wave = 1) =>
        Rated(new(Id(company), wave, ProbeState.Silent, new(watched, double.PositiveInfinity), null, null, default));

    public static ProbeSeen At(int company, ProbeState state, Within minutes) => Rated(new(Id(company), 1, state, minutes, null, null, default));

    public static ProbeSeen Stated(int company, Outcome outcome, int wave = 1) =>
        new(Id(company), wave, outcome == Outcome.Never ? ProbeState.Silent : outcome == Outcome.Unknown ? ProbeState.Lost : ProbeState.Answered, outcome == Outcome.Never ? Within.Never : Within.Since(0), null, null, outcome);

    public static StudySeen Study(params IEnumerable<ProbeSeen> probes) => Study(Design, probes);

    // Company 1 is the organisation itself where a study has ours.
    public static StudySeen Study(StudyDesign design, IEnumerable<ProbeSeen> probes, bool ours = false)
    {
        ProbeSeen[] all = [.. probes];
        return new(design, [.. all.Select(probe => probe.Company).Distinct().Order().Select(id => new CompanySeen(id, null, ours && id == Id(1)))], all);
    }

    private static ProbeSeen Rated(ProbeSeen probe) => probe with { Outcome = Design.Rule.Of(probe.State, probe.Minutes, probe.Grade) };
}
