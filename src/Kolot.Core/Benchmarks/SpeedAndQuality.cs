using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>Whether fast answers are the better ones: the order of times beside that of overall grades.</summary>
/// <param name="Ranks">The association; positive where fast goes with good.</param>
/// <param name="ByConstruction">Whether speed and quality were coded as one class: then it says nothing of the world, however strong it is.</param>
public sealed record SpeedAndQuality(Said<RankCorrelation> Ranks, bool ByConstruction)
{
    // Below so many the variance is not worth the name.
    private const int Fewest = 10, FewestCompanies = 5;

    /// <summary>Of how many companies the answers are.</summary>
    public int Companies { get; private init; }

    /// <summary>The interval of Kendall's tau on Fisher's scale; from ten answers of five companies on. Of what was coded together there is none.</summary>
    /// <remarks>Answers of one company are alike in both: what is drawn by chance are companies, each with all its answers (<see cref="GroupedTau"/>), and Student's point is that of their number.</remarks>
    public Said<Interval> TauInterval { get; private init; } = CannotSay.NoAnswers;

    /// <summary>How likely one as far from none is by chance; known where the interval is.</summary>
    public Said<double> P { get; private init; } = CannotSay.NoAnswers;

    /// <summary>How many points answers have less that came after a day. Of what was coded together it cannot be said.</summary>
    public Said<LateCost> Late { get; private init; } = CannotSay.NoAnswers;

    /// <summary>The association in probes that were answered at a time that is known, and graded; of what was coded together, of its classes.</summary>
    public static SpeedAndQuality Of(StudyDesign design, IReadOnlyList<ProbeSeen> probes)
    {
        var (speed, quality, companies) = (new List<double>(), new List<double>(), new List<Guid>());
        for (var at = 0; at < probes.Count; at++)
        {
            var probe = probes[at];
            if (probe.State != ProbeState.Answered) continue;
            if (design.CodedTogether && probe.Outcome is Outcome.Delight or Outcome.Indifferent or Outcome.LatePoor) Add(probe.Company, OutcomeCounts.PointsOf(probe.Outcome), OutcomeCounts.PointsOf(probe.Outcome));
            if (!design.CodedTogether && probe is { Grade.Overall: { } overall } && probe.Minutes.Low == probe.Minutes.High) Add(probe.Company, -probe.Minutes.Low, overall);
        }

        var found = new SpeedAndQuality(RankCorrelation.Of(speed, quality), design.CodedTogether) { Late = design.CodedTogether ? CannotSay.AllTheSame : LateCost.Of(probes) };
        return found.Ranks.Try(out var ranks) ? found.Sure(ranks, GroupedTau.Of(speed, quality, companies, ranks.TauB)) : found with { TauInterval = found.Ranks.Why!.Value, P = found.Ranks.Why.Value };

        void Add(Guid company, double fast, double good)
        {
            companies.Add(company);
            speed.Add(fast);
            quality.Add(good);
        }
    }

    private SpeedAndQuality Sure(RankCorrelation ranks, (double StandardError, int Groups) of)
    {
        CannotSay? why = ByConstruction || Math.Abs(ranks.TauB) >= 1 || of.StandardError <= 0 ? CannotSay.AllTheSame : ranks.N < Fewest || of.Groups < FewestCompanies ? CannotSay.TooFew : null;
        if (why is { } none) return this with { Companies = of.Groups, TauInterval = none, P = none };
        var (middle, error, freedom) = (Math.Atanh(ranks.TauB), of.StandardError / (1 - (ranks.TauB * ranks.TauB)), of.Groups - 1);
        var half = Tails.StudentPoint(freedom) * error;
        return this with { Companies = of.Groups, TauInterval = new Interval(Math.Tanh(middle - half), Math.Tanh(middle + half)), P = Tails.OfStudent(middle / error, freedom) };
    }
}
