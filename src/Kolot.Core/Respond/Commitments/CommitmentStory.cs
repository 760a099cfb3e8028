namespace Kolot.Core.Respond.Commitments;

/// <summary>What became of a commitment, line by line. Lines are only added.</summary>
public enum OutcomeKind
{
    /// <summary>It was done in time.</summary>
    Kept = 0,

    /// <summary>It was done, and too late: it counts as broken.</summary>
    Late = 1,

    /// <summary>It was not done, and will not be.</summary>
    Broken = 2,

    /// <summary>The customer was asked for another time; until they agree the first one stands.</summary>
    Proposed = 3,

    /// <summary>The customer agreed to another time.</summary>
    Renegotiated = 4,
}

/// <summary>How a customer gave their word.</summary>
public enum CustomersWord
{
    /// <summary>By a link that was signed for them.</summary>
    Link = 0,

    /// <summary>On a call, as the member who spoke with them notes.</summary>
    Call = 1,
}

/// <summary>Whether a commitment is still to be kept.</summary>
public enum CommitmentState
{
    /// <summary>Still to be kept.</summary>
    Open = 0,

    /// <summary>It was done in time.</summary>
    Kept = 1,

    /// <summary>It was not, or too late.</summary>
    Broken = 2,
}

/// <summary>One line of the ledger of a commitment.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="At">When that was.</param>
/// <param name="DueAt">The new time, where it names one.</param>
public readonly record struct CommitmentLine(OutcomeKind Kind, DateTime At, DateTime? DueAt = null);

/// <summary>Where a commitment stands, told by its ledger; and what may be added to it.</summary>
/// <param name="State">Whether it is still to be kept.</param>
/// <param name="DueAt">By when, as last agreed.</param>
/// <param name="Asked">The time that the customer is asked for and has not answered; null where there is none.</param>
/// <param name="Agreed">How often another time was agreed.</param>
/// <param name="Lines">How many lines there are: the next one is numbered after them, so that of two who write at once one is refused.</param>
public sealed record CommitmentStory(CommitmentState State, DateTime DueAt, DateTime? Asked, int Agreed, int Lines)
{
    // Who was on the phone notes it afterwards; a day later nobody knows the minute any more.
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>The story of a commitment.</summary>
    /// <param name="due">By when it was made.</param>
    /// <param name="lines">Its ledger, in order.</param>
    public static CommitmentStory Of(DateTime due, IEnumerable<CommitmentLine> lines)
    {
        var story = new CommitmentStory(CommitmentState.Open, due, null, 0, 0);
        foreach (var line in lines)
        {
            story = line.Kind switch
            {
                OutcomeKind.Kept => story with { State = CommitmentState.Kept, Asked = null },
                OutcomeKind.Proposed => story with { Asked = line.DueAt },
                OutcomeKind.Renegotiated => story with { DueAt = line.DueAt ?? story.DueAt, Asked = null, Agreed = story.Agreed + 1 },
                _ => story with { State = CommitmentState.Broken, Asked = null },
            };
            story = story with { Lines = story.Lines + 1 };
        }

        return story;
    }

    /// <summary>Whether its time is over and nobody did it.</summary>
    public bool IsOverdue(DateTime now) => State == CommitmentState.Open && now > DueAt;

    /// <summary>Whether it was kept; null as long as it still can be.</summary>
    /// <remarks>What nobody noted by the time it was due counts as broken: whoever was promised something does not wait for our notes.</remarks>
    public bool? WasKept(DateTime now) => State switch { CommitmentState.Kept => true, CommitmentState.Broken => false, _ => now > DueAt ? false : null };

    /// <summary>It was done.</summary>
    /// <param name="done">When; noted up to a day afterwards.</param>
    /// <param name="made">When it was promised.</param>
    /// <param name="now">The moment of noting.</param>
    public Result<CommitmentLine> Do(DateTime done, DateTime made, DateTime now)
    {
        if (State != CommitmentState.Open) return new Refusal.Conflict("ended");
        if (done > now) return new Refusal.Invalid("done", "in_future");
        if (done < made) return new Refusal.Invalid("done", "before_it_was_made");
        if (now - done > Remembered) return new Refusal.Invalid("done", "too_long_ago");
        return new CommitmentLine(done <= DueAt ? OutcomeKind.Kept : OutcomeKind.Late, done);
    }

    /// <summary>It will not be done.</summary>
    public Result<CommitmentLine> Break(DateTime now) => State == CommitmentState.Open ? new CommitmentLine(OutcomeKind.Broken, now) : new Refusal.Conflict("ended");

    /// <summary>The customer is asked for another time.</summary>
    public Result<CommitmentLine> Propose(DateTime to, DateTime now) => Fault(to, now) is { } refusal ? refusal : new CommitmentLine(OutcomeKind.Proposed, now, to);

    /// <summary>The customer agrees to another time.</summary>
    /// <param name="to">The time.</param>
    /// <param name="word">How they gave their word. By a link they agree to what they were asked, and to nothing else.</param>
    /// <param name="now">The moment.</param>
    public Result<CommitmentLine> Agree(DateTime to, CustomersWord word, DateTime now)
    {
        if (Fault(to, now) is { } refusal) return refusal;
        if (word == CustomersWord.Link && Asked != to) return new Refusal.Conflict("changed_meanwhile");
        return new CommitmentLine(OutcomeKind.Renegotiated, now, to);
    }

    private Refusal? Fault(DateTime to, DateTime now)
    {
        if (State != CommitmentState.Open) return new Refusal.Conflict("ended");
        // What is broken cannot be talked whole afterwards.
        if (now > DueAt) return new Refusal.Conflict("already_due");
        if (to <= now) return new Refusal.Invalid("due", "in_past");
        if (to == DueAt) return new Refusal.Invalid("due", "the_same");
        return to - now > CommitmentDraft.Furthest ? new Refusal.Invalid("due", "too_far") : null;
    }
}
