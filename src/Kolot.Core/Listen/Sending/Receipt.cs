using Kolot.Core.Listen.Inviting;

namespace Kolot.Core.Listen.Sending;

/// <summary>What became of a message after it was handed over, as reported. A later one is never followed by an earlier.</summary>
public enum ReceiptState
{
    /// <summary>It is on its way.</summary>
    Sent = 0,

    /// <summary>It is there.</summary>
    Delivered = 1,

    /// <summary>It could not be delivered, and the address may be a good one.</summary>
    Failed = 2,

    /// <summary>The address takes no messages.</summary>
    Bounced = 3,
}

/// <summary>What another system reported of a message. It may come before it is known here that the message went, twice, and in any order.</summary>
public sealed class MessageReceipt
{
    /// <summary>The way.</summary>
    public required string Way { get; init; }

    /// <summary>The message's id there; of a mail, its Message-ID.</summary>
    public required string MessageId { get; init; }

    /// <summary>What became of it.</summary>
    public ReceiptState State { get; init; }

    /// <summary>When, as reported.</summary>
    public DateTime At { get; init; }

    /// <summary>When the report came in.</summary>
    public DateTime TakenAt { get; init; }

    /// <summary>The other side's code for it; empty where it gave none.</summary>
    public required string Code { get; init; }

    /// <summary>In its own words, without anybody's address.</summary>
    public required string Said { get; init; }

    /// <summary>Notes in an invitation what is reported of it. What came back is not there any more; what was delivered is not on its way again.</summary>
    /// <returns>Whether it says anything new.</returns>
    public bool Note(Invitation invitation)
    {
        if (invitation.State is InvitationState.Planned or InvitationState.Skipped or InvitationState.Refused or InvitationState.Bounced) return false;
        switch (State)
        {
            case ReceiptState.Sent when invitation.State is InvitationState.Uncertain or InvitationState.Sending:
                (invitation.State, invitation.SentAt, invitation.Outcome) = (InvitationState.Sent, invitation.SentAt ?? At, null);
                break;
            case ReceiptState.Delivered when invitation.State != InvitationState.Delivered:
                (invitation.State, invitation.SentAt, invitation.DeliveredAt, invitation.Outcome) = (InvitationState.Delivered, invitation.SentAt ?? At, At, null);
                break;
            case ReceiptState.Failed or ReceiptState.Bounced:
                (invitation.State, invitation.BouncedAt, invitation.Outcome) = (InvitationState.Bounced, At, string.Join(' ', Code, Said).Trim());
                break;
            default:
                return false;
        }

        (invitation.NextTryAt, invitation.LeasedBy, invitation.LeasedUntil) = (null, null, null);
        return true;
    }
}
