namespace Kolot.Core.Listen.Contact;

/// <summary>What happened with an enquiry.</summary>
public enum StepKind
{
    /// <summary>It came.</summary>
    Received = 0,

    /// <summary>Somebody has read it and is at it.</summary>
    Seen = 1,

    /// <summary>It was answered.</summary>
    Answered = 2,

    /// <summary>Whoever wrote added something.</summary>
    Added = 3,

    /// <summary>Whoever wrote says that it is solved.</summary>
    Solved = 4,

    /// <summary>Whoever wrote says that it is not.</summary>
    NotYet = 5,
}

/// <summary>Where an enquiry stands.</summary>
public enum EnquiryState
{
    /// <summary>Nobody has said a word to it yet.</summary>
    Waiting = 0,

    /// <summary>Somebody is at it.</summary>
    Seen = 1,

    /// <summary>It was answered, and nobody has said whether that helped.</summary>
    Answered = 2,

    /// <summary>Whoever wrote says that it is solved.</summary>
    Solved = 3,
}

/// <summary>A step, as far as it tells where an enquiry stands.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="DueAt">By when an answer is expected after it; null for no promise.</param>
public readonly record struct StoryStep(StepKind Kind, DateTime? DueAt);

/// <summary>Where an enquiry stands, told by its steps.</summary>
/// <param name="State">Where.</param>
/// <param name="ExpectedBy">By when it is to be answered; null where it is, or where nobody promised a time.</param>
public sealed record EnquiryStory(EnquiryState State, DateTime? ExpectedBy)
{
    /// <summary>Whether whoever wrote may say that it is solved: also before they were answered, as things mend by themselves.</summary>
    public bool MaySolve => State != EnquiryState.Solved;

    /// <summary>Whether they may say that it is not.</summary>
    public bool MayReopen => State is EnquiryState.Answered or EnquiryState.Solved;

    /// <summary>Whether an answer is due and has not come.</summary>
    public bool IsLate(DateTime now) => ExpectedBy < now;

    /// <summary>The story of steps in their order.</summary>
    /// <remarks>Whoever adds something before they were answered is promised no later time for it: the first promise stands until it is kept.</remarks>
    public static EnquiryStory Of(IEnumerable<StoryStep> steps)
    {
        var (state, expected) = (EnquiryState.Waiting, (DateTime?)null);
        foreach (var step in steps)
        {
            (state, expected) = step.Kind switch
            {
                StepKind.Seen => (state == EnquiryState.Waiting ? EnquiryState.Seen : state, expected),
                StepKind.Answered => (EnquiryState.Answered, null),
                StepKind.Solved => (EnquiryState.Solved, null),
                _ => (EnquiryState.Waiting, expected ?? step.DueAt),
            };
        }

        return new(state, expected);
    }
}
