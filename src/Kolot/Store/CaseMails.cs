using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>A mail about a case: to its customer with a link, or to a member as a reminder. Written when it is sent, so that it tells what holds then.</summary>
public sealed class CaseMail
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>About which case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>What it tells.</summary>
    public CaseMailKind Kind { get; init; }

    /// <summary>Of what: a restatement, a commitment, a step of recovery.</summary>
    public Guid SubjectId { get; init; }

    /// <summary>Which member reads it; null for the customer.</summary>
    public Guid? MemberId { get; init; }

    /// <summary>What became of it.</summary>
    public CaseMailState State { get; set; }

    /// <summary>How often it was tried.</summary>
    public int Tries { get; set; }

    /// <summary>When it is to be tried, or until when a node is at it; null once it ended.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>When it ended.</summary>
    public DateTime? EndedAt { get; set; }

    /// <summary>Why it was not sent, as a stable code.</summary>
    public string? Reason { get; set; }
}

/// <summary>What a mail about a case tells.</summary>
public enum CaseMailKind
{
    /// <summary>What the customer meant, to be confirmed or corrected.</summary>
    Restated = 0,

    /// <summary>That another time is asked for.</summary>
    Proposed = 1,

    /// <summary>A reminder of what was promised, to whoever keeps it.</summary>
    Reminder = 2,

    /// <summary>A step by which something was made right.</summary>
    Recovered = 3,

    /// <summary>That whoever wrote to the top is to hear from us, to the owner.</summary>
    FollowUp = 4,
}

/// <summary>What became of a mail about a case.</summary>
public enum CaseMailState
{
    /// <summary>It waits.</summary>
    Waiting = 0,

    /// <summary>A node is at it.</summary>
    Sending = 1,

    /// <summary>The server has taken it.</summary>
    Sent = 2,

    /// <summary>It may have been taken.</summary>
    Uncertain = 3,

    /// <summary>It was not sent, and will not be.</summary>
    Refused = 4,

    /// <summary>There was nothing to tell any more.</summary>
    Dropped = 5,
}
