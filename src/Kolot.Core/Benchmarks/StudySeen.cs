using Kolot.Core.Statistics;

namespace Kolot.Core.Benchmarks;

/// <summary>A company, as its standing is reckoned.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Industry">Its industry; null for none.</param>
/// <param name="Ours">Whether it is the organisation itself.</param>
public readonly record struct CompanySeen(Guid Id, string? Industry, bool Ours);

/// <summary>A probe, as it counts.</summary>
/// <param name="Company">To which company.</param>
/// <param name="Wave">In which wave, by its number.</param>
/// <param name="State">Where it stands; what was dropped or struck is not among them.</param>
/// <param name="Minutes">Between how many minutes it was answered; of one that was not, for how long it was watched, without end; infinite and infinite where it was not by a report that says no time.</param>
/// <param name="Grade">How it was graded, as it counts; null where it was not.</param>
/// <param name="Again">How it was graded by a second person.</param>
/// <param name="Outcome">The outcome: as stated by a report, or by the study's rule.</param>
public sealed record ProbeSeen(Guid Company, int Wave, ProbeState State, Within Minutes, Grade? Grade, Grade? Again, Outcome Outcome)
{
    /// <summary>How it was graded first, where a reviewer corrected that; null where nobody did.</summary>
    public Grade? First { get; init; }
}

/// <summary>All of a study, or of one of its waves, from which its result is reckoned.</summary>
/// <param name="Design">How it was made.</param>
/// <param name="Companies">Whom it compares.</param>
/// <param name="Probes">The probes that count, of all waves or of one.</param>
public sealed record StudySeen(StudyDesign Design, IReadOnlyList<CompanySeen> Companies, IReadOnlyList<ProbeSeen> Probes);
