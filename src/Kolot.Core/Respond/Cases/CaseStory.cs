namespace Kolot.Core.Respond.Cases;

/// <summary>A step, as far as it tells where a case stands.</summary>
/// <param name="Kind">What happened: see <see cref="CaseStepKinds"/>.</param>
/// <param name="At">When.</param>
public readonly record struct CaseHappening(string Kind, DateTime At);

/// <summary>Where a case stands, told by its steps. The database tells the same of every row; a test compares both.</summary>
/// <param name="State">Where.</param>
/// <param name="AwaitingSince">Since when the customer is awaited; null where they are not.</param>
/// <param name="AnsweredAt">When the customer was last answered.</param>
/// <param name="ClosedAt">When it was closed; null while it goes on.</param>
/// <param name="Confirmed">Of a closed one: whether the customer confirmed that it is solved; null where it went on elsewhere.</param>
/// <param name="Reopened">How often it went on after it was closed.</param>
/// <param name="Version">The number of the last step: whoever acts says which one they saw.</param>
public sealed record CaseStory(CaseState State, DateTime? AwaitingSince, DateTime? AnsweredAt, DateTime? ClosedAt, bool? Confirmed, int Reopened, int Version)
{
    /// <summary>A case of which nothing is known yet.</summary>
    public static CaseStory Nothing { get; } = new(CaseState.Received, null, null, null, null, 0, 0);

    /// <summary>The story of steps in their order.</summary>
    public static CaseStory Of(IEnumerable<CaseHappening> steps) => steps.Aggregate(Nothing, (story, step) => story.After(step) with { Version = story.Version + 1 });

    private CaseStory After(CaseHappening step) => step.Kind switch
    {
        CaseStepKinds.Acknowledged => AtLeast(CaseState.Acknowledged),
        CaseStepKinds.Assessed => AtLeast(CaseState.Assessed),
        CaseStepKinds.Investigated => AtLeast(CaseState.Investigated),
        // Whoever was spoken with knows that it came; what was said to them is written down as an answer, where it was one.
        CaseStepKinds.Called => AtLeast(CaseState.Acknowledged) with { AwaitingSince = null },
        CaseStepKinds.Asked => AtLeast(CaseState.Acknowledged) with { AwaitingSince = State == CaseState.Closed ? null : step.At },
        CaseStepKinds.Answered => AtLeast(CaseState.Answered) with { AwaitingSince = null, AnsweredAt = step.At },
        CaseStepKinds.NotAwaited => this with { AwaitingSince = null },
        CaseStepKinds.Heard => Again(counted: true) with { AwaitingSince = null },
        CaseStepKinds.Reopened => State == CaseState.Closed ? Again(counted: true) : this,
        CaseStepKinds.ClosingUndone or CaseStepKinds.MergeUndone => State == CaseState.Closed
            ? Again(counted: false) with { State = AnsweredAt is null ? CaseState.Assessed : CaseState.Answered } : this,
        CaseStepKinds.ClosedConfirmed => Closed(step.At, true),
        CaseStepKinds.ClosedUnconfirmed => Closed(step.At, false),
        CaseStepKinds.MergedAway => Closed(step.At, null),
        _ => this,
    };

    private CaseStory AtLeast(CaseState state) => this with { State = State < state ? state : State };

    private CaseStory Closed(DateTime at, bool? confirmed) => this with { State = CaseState.Closed, ClosedAt = ClosedAt ?? at, Confirmed = confirmed, AwaitingSince = null };

    // What was answered, and is spoken of again, is to be looked at anew.
    private CaseStory Again(bool counted) => State < CaseState.Answered ? this : this with
    {
        State = CaseState.Assessed,
        ClosedAt = null,
        Confirmed = null,
        Reopened = Reopened + (counted && State == CaseState.Closed ? 1 : 0),
    };
}
