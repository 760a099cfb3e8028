using Kolot.Core.Organisation;

namespace Kolot.Store;

/// <summary>A mail about a case: to its customer with a link, or to a member as a reminder. Written when it is sent, so that it tells what holds then.</summary>
public sealed class CaseMail : IMailed
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

    /// <inheritdoc/>
    public MailState Mail { get; set; }

    /// <inheritdoc/>
    public DateTime? MailAt { get; set; }

    /// <inheritdoc/>
    public int MailTries { get; set; }

    /// <inheritdoc/>
    public string? MailReason { get; set; }
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
