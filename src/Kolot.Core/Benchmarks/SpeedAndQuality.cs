using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>Whether fast answers are the better ones: the order of times beside that of overall grades.</summary>
/// <param name="Ranks">The association; positive where fast goes with good.</param>
/// <param name="ByConstruction">Whether speed and quality were coded as one class: then it says nothing of the world, however strong it is.</param>
public sealed record SpeedAndQuality(Said<RankCorrelation> Ranks, bool ByConstruction)
{
    // Below so many the variance is not worth the name.
    private const int Fewest = 10;

    /// <summary>The interval of Kendall's tau on Fisher's scale; from ten on. Of what was coded together there is none.</summary>
    /// <remarks>With the variance 0.437 / (n − 4) (Fieller, Hartley and Pearson 1957, Biometrika 44, 470-481; Bonett and Wright 2000, Psychometrika 65, 23-28).</remarks>
    public Said<Interval> TauInterval
    {
        get
        {
            if (!Ranks.Try(out var ranks)) return Ranks.Why ?? CannotSay.NoAnswers;
            if (ByConstruction || Math.Abs(ranks.TauB) >= 1) return CannotSay.AllTheSame;
            if (ranks.N < Fewest) return CannotSay.TooFew;
            var (middle, half) = (Math.Atanh(ranks.TauB), Tails.Z * Math.Sqrt(0.437 / (ranks.N - 4)));
            return new Interval(Math.Tanh(middle - half), Math.Tanh(middle + half));
        }
    }

    /// <summary>The association in probes that were answered at a time that is known, and graded; of what was coded together, of its classes.</summary>
    public static SpeedAndQuality Of(StudyDesign design, IReadOnlyList<ProbeSeen> probes)
    {
        var (speed, quality) = (new List<double>(), new List<double>());
        for (var at = 0; at < probes.Count; at++)
        {
            var probe = probes[at];
            if (probe.State != ProbeState.Answered) continue;
            if (design.CodedTogether && probe.Outcome is Outcome.Delight or Outcome.Indifferent or Outcome.LatePoor) Add(OutcomeCounts.PointsOf(probe.Outcome), OutcomeCounts.PointsOf(probe.Outcome));
            if (!design.CodedTogether && probe is { Grade.Overall: { } overall } && probe.Minutes.Low == probe.Minutes.High) Add(-probe.Minutes.Low, overall);
        }

        return new(RankCorrelation.Of(speed, quality), design.CodedTogether);

        void Add(double fast, double good)
        {
            speed.Add(fast);
            quality.Add(good);
        }
    }
}
