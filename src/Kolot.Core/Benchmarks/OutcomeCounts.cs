using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>How many probes came to which outcome.</summary>
/// <param name="Delight">Answered fast, and so that it moves.</param>
/// <param name="Indifferent">Answered correctly, and no more.</param>
/// <param name="LatePoor">Answered late or poorly.</param>
/// <param name="Never">Not answered.</param>
/// <param name="Unknown">Nobody can say.</param>
public readonly record struct OutcomeCounts(int Delight, int Indifferent, int LatePoor, int Never, int Unknown)
{
    /// <summary>How many in all.</summary>
    public int N => Known + Unknown;

    /// <summary>Of how many it is known.</summary>
    public int Known => Delight + Indifferent + LatePoor + Never;

    /// <summary>How many came to one of them.</summary>
    public int this[Outcome outcome] => outcome switch
    {
        Outcome.Delight => Delight,
        Outcome.Indifferent => Indifferent,
        Outcome.LatePoor => LatePoor,
        Outcome.Never => Never,
        _ => Unknown,
    };

    /// <summary>Their standing: the mean of their points, from 0 to 3. What is unknown takes no part.</summary>
    public Said<double> Standing => Known > 0 ? ((3.0 * Delight) + (2.0 * Indifferent) + LatePoor) / Known : CannotSay.NoAnswers;

    /// <summary>The points of an outcome that is known: 3 for delight, 2 for correct and no more, 1 for late or poor, 0 for never.</summary>
    public static int PointsOf(Outcome outcome) => 3 - (int)outcome;

    /// <summary>Which share of those whose outcome is known came to one.</summary>
    public Said<Share> ShareOfKnown(Outcome outcome) => Share.Of(this[outcome], Known);

    /// <summary>Between which shares of all it lies, whatever became of the unknown.</summary>
    public Said<(Share None, Share All)> Bounds(Outcome outcome) => Share.Bounds(this[outcome], Unknown, N);

    /// <summary>Counts probes.</summary>
    public static OutcomeCounts Of(IReadOnlyList<ProbeSeen> probes)
    {
        Span<int> counts = stackalloc int[5];
        for (var at = 0; at < probes.Count; at++) counts[(int)probes[at].Outcome]++;
        return new(counts[0], counts[1], counts[2], counts[3], counts[4]);
    }
}

/// <summary>How many were answered by a person while anybody watched, however late or poorly.</summary>
/// <param name="Answered">How many were.</param>
/// <param name="Never">How many were not.</param>
/// <param name="Open">How many await an answer still.</param>
/// <param name="Lost">Of how many it is not known whether they arrived.</param>
/// <param name="NotReported">Of how many others made and do not say what became of them.</param>
public readonly record struct AnsweredCounts(int Answered, int Never, int Open, int Lost, int NotReported)
{
    /// <summary>How many in all.</summary>
    public int N => Known + Unknown;

    /// <summary>Of how many it is known.</summary>
    public int Known => Answered + Never;

    /// <summary>Of how many it is not.</summary>
    public int Unknown => Open + Lost + NotReported + AtTheLimit;

    /// <summary>How many were answered between two times of which one lies within the study's limit and one beyond it.</summary>
    public int AtTheLimit { get; init; }

    /// <summary>Whether the data hold what was answered alone: then nothing can be said of shares, and there is no never.</summary>
    public bool AnsweredOnly { get; init; }

    /// <summary>Which share of those of whom it is known was answered. Cannot be said (out of range) where only what was answered is in the data.</summary>
    public Said<Share> ShareOfKnown => AnsweredOnly ? CannotSay.OutOfRange : Share.Of(Answered, Known);

    /// <summary>Between which shares of all it lies, whatever became of the unknown; the same twice where nothing is.</summary>
    public Said<(Share None, Share All)> Bounds => AnsweredOnly ? CannotSay.OutOfRange : Share.Bounds(Answered, Unknown, N);

    /// <summary>Between which shares of all it lies that never were.</summary>
    public Said<(Share None, Share All)> NeverBounds => AnsweredOnly ? CannotSay.OutOfRange : Share.Bounds(Never, Unknown, N);

    /// <summary>Counts probes.</summary>
    public static AnsweredCounts Of(StudyDesign design, IReadOnlyList<ProbeSeen> probes)
    {
        var (answered, never, open, lost, unreported, between) = (0, 0, 0, 0, 0, 0);
        for (var at = 0; at < probes.Count; at++)
        {
            // What came after the study's limit came to nobody any more.
            if (probes[at].State == ProbeState.Silent || probes[at].Outcome == Outcome.Never) never++;
            else if (probes[at] is { State: ProbeState.Answered, Outcome: Outcome.Unknown } && probes[at].Minutes.Low <= design.Rule.NeverAfterMinutes && probes[at].Minutes.High > design.Rule.NeverAfterMinutes) between++;
            else if (probes[at].State == ProbeState.Answered) answered++;
            else if (probes[at].State == ProbeState.Sent) open++;
            else if (probes[at].State == ProbeState.NotReported) unreported++;
            else lost++;
        }

        return new(answered, never, open, lost, unreported) { AnsweredOnly = design.AnsweredOnly, AtTheLimit = between };
    }
}
