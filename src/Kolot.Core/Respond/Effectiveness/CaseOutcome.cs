using Kolot.Core.Listen.Contact;
using Kolot.Core.Respond.Cases;

namespace Kolot.Core.Respond.Effectiveness;

/// <summary>A step of a case, as far as it tells how the case was solved.</summary>
/// <param name="Kind">What happened: see <see cref="CaseStepKinds"/>.</param>
/// <param name="At">When.</param>
/// <param name="Minutes">What its customer says that it cost them, where they say so with it.</param>
public readonly record struct OutcomeStep(string Kind, DateTime At, int? Minutes = null);

/// <summary>What the course of a closed case tells of how it was solved. Nothing is estimated: what nobody said is not known.</summary>
/// <param name="Confirmed">Whether its customer confirmed that it is solved.</param>
/// <param name="SolvedAtFirst">
/// Whether they did after one answer: they were asked nothing, did not speak again after it, and the case did not go on once it was closed. What they say before anybody answered, such as a wish to be called, is one contact still.
/// </param>
/// <param name="OwnMinutes">How many minutes of their own it cost them; null where they did not say.</param>
public sealed record CaseOutcome(bool Confirmed, bool SolvedAtFirst, int? OwnMinutes)
{
    /// <summary>The most minutes that are believed: a week's worth.</summary>
    public const int MostMinutes = OwnTime.Most;

    /// <summary>Within how long of its closing a customer's turning to us again is counted.</summary>
    public static readonly TimeSpan Again = TimeSpan.FromDays(7);

    /// <summary>Which kinds of cases have something to solve: a kind word has not.</summary>
    public static bool IsCounted(CaseKind kind) => kind != CaseKind.Praise;

    /// <summary>Reads it off steps in their order; null while the case goes on, or where it went on in another.</summary>
    public static CaseOutcome? Of(IReadOnlyList<OutcomeStep> steps)
    {
        var story = CaseStory.Of(steps.Select(step => new CaseHappening(step.Kind, step.At)));
        if (story.Confirmed is not { } confirmed) return null;
        return new(confirmed, confirmed && story.Reopened == 0 && AtFirst(steps), steps.LastOrDefault(step => step.Minutes is not null).Minutes);
    }

    /// <summary>Whether the customer of a closing had to turn to us again in time.</summary>
    /// <param name="after">The steps after the closing, in order.</param>
    /// <param name="until">When seven days are over.</param>
    /// <param name="spoke">Whether they asked or complained of anything meanwhile; null where nobody knows who they are.</param>
    /// <returns>Null where it cannot be known, or the closing was a slip.</returns>
    public static bool? WasAgain(IReadOnlyList<OutcomeStep> after, DateTime until, bool? spoke) => after.FirstOrDefault(step => CaseStepKinds.Reopens(step.Kind) || step.Kind == CaseStepKinds.MergedAway) switch
    {
        { Kind: CaseStepKinds.ClosingUndone or CaseStepKinds.MergeUndone } => null,
        { Kind: not null } step when step.At <= until => true,
        _ => spoke,
    };

    private static bool AtFirst(IReadOnlyList<OutcomeStep> steps)
    {
        var first = steps.Index().FirstOrDefault(step => step.Item.Kind == CaseStepKinds.Answered, (steps.Count, default)).Item1;
        return steps.Count(step => step.Kind == CaseStepKinds.Answered) <= 1 && steps.All(step => step.Kind != CaseStepKinds.Asked)
            && steps.Skip(first).All(step => step.Kind is not (CaseStepKinds.Heard or CaseStepKinds.Merged));
    }
}
