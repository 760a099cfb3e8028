using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>By what a probe falls into one of the four outcomes. It is written in the study before anybody is approached.</summary>
/// <param name="FastMinutes">Answered within so many minutes, the answer is fast.</param>
/// <param name="LateMinutes">Answered after more than so many, it is late.</param>
/// <param name="DelightFrom">A fast answer delights from this overall grade on, 1 to 5.</param>
/// <param name="PoorBelow">An answer is poor below this overall grade, 1 to 5.</param>
/// <param name="NeverAfterMinutes">For how many minutes a probe is watched: who has not answered by then never answered.</param>
public sealed record OutcomeRule(int FastMinutes, int LateMinutes, double DelightFrom, double PoorBelow, int NeverAfterMinutes)
{
    /// <summary>What a study begins with: fast within four hours, late after two days, never after a week.</summary>
    public static OutcomeRule Usual { get; } = new(4 * 60, 2 * 24 * 60, 4, 2.5, 7 * 24 * 60);

    /// <summary>The outcome of a probe; unknown where what is known of it allows several.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="minutes">Between how many minutes it was answered; of one that was not, from when on nobody watched.</param>
    /// <param name="grade">How its answer was graded; null where it was not.</param>
    public Outcome Of(ProbeState state, Within minutes, Grade? grade)
    {
        if (state == ProbeState.Silent) return Outcome.Never;
        if (state != ProbeState.Answered) return Outcome.Unknown;
        if (minutes.Low > NeverAfterMinutes) return Outcome.Never;
        var (earliest, latest) = (Exactly(minutes.Low, grade), Exactly(minutes.High, grade));
        // Time only ever makes it worse, so the two ends decide.
        return earliest == latest ? earliest : Outcome.Unknown;
    }

    private Outcome Exactly(double minutes, Grade? grade) =>
        minutes > NeverAfterMinutes ? Outcome.Never
        : minutes > LateMinutes || grade is { Failed: true } ? Outcome.LatePoor
        : grade is not { Overall: { } overall } ? Outcome.Unknown
        : overall < PoorBelow ? Outcome.LatePoor
        : minutes <= FastMinutes && overall >= DelightFrom ? Outcome.Delight
        : Outcome.Indifferent;

    /// <summary>Finds what does not fit together, by the field's name.</summary>
    public IEnumerable<Fault> Faults()
    {
        if (FastMinutes is < 1 or > 525_600) yield return new("fast", "out_of_range");
        if (LateMinutes < FastMinutes) yield return new("late", "before_fast");
        if (NeverAfterMinutes < LateMinutes || NeverAfterMinutes > 525_600) yield return new("never", "before_late");
        if (DelightFrom is not (>= 1 and <= 5)) yield return new("delight", "out_of_range");
        if (PoorBelow is not (>= 1 and <= 5) || PoorBelow > DelightFrom) yield return new("poor", "above_delight");
    }
}

/// <summary>How an answer was graded: 1 to 5 on each of the three layers, 5 the best.</summary>
/// <param name="Style">Availability and style; null where nothing of it applied.</param>
/// <param name="Professional">The professional answer.</param>
/// <param name="Emotional">The emotional experience.</param>
/// <param name="Overall">All of it, by the weights of the form.</param>
/// <param name="Failed">Whether something failed without which all the rest counts for nothing.</param>
public sealed record Grade(double? Style, double? Professional, double? Emotional, double? Overall, bool Failed);
