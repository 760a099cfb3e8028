using Kolot.Core.Listen.Inviting;

namespace Kolot.Core.Listen.Sending;

/// <summary>What became of an invitation when it was handed over.</summary>
public enum Handed
{
    /// <summary>It was taken.</summary>
    Taken,

    /// <summary>It was not, and may be later.</summary>
    Later,

    /// <summary>It was not, and will not be.</summary>
    Refused,

    /// <summary>Its address takes no messages.</summary>
    Dead,

    /// <summary>Its reader told the other side that they want none.</summary>
    Unwanted,

    /// <summary>None of this way would be: the account is shut, or the settings are wrong.</summary>
    Shut,

    /// <summary>It may have been.</summary>
    Uncertain,
}

/// <summary>What became of an invitation when it was handed over, and what was said of it.</summary>
/// <param name="What">What became of it.</param>
/// <param name="Reason">Why, as a stable code; empty where it was taken.</param>
/// <param name="Said">The other side's words, without anybody's address.</param>
public sealed record Handover(Handed What, string Reason, string Said)
{
    /// <summary>The other side's code.</summary>
    public string Code { get; init; } = "";

    /// <summary>By what the other side knows the message.</summary>
    public string? MessageId { get; init; }

    /// <summary>How long it wants to be left alone; null where it did not say.</summary>
    public TimeSpan? Wait { get; init; }

    private static readonly TimeSpan[] Pauses = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30), TimeSpan.FromHours(2), TimeSpan.FromHours(6), TimeSpan.FromHours(12)];
    private static readonly TimeSpan ShutFor = TimeSpan.FromMinutes(15);

    /// <summary>Notes in an invitation what became of it, and when it is looked at again.</summary>
    /// <param name="invitation">The invitation.</param>
    /// <param name="now">Now.</param>
    public void Note(Invitation invitation, DateTime now)
    {
        (invitation.LeasedBy, invitation.LeasedUntil, invitation.NextTryAt) = (null, null, null);
        invitation.Outcome = Reason.Length == 0 ? null : string.Join(' ', Reason, Said).Trim();
        invitation.MessageId = MessageId ?? invitation.MessageId;
        switch (What)
        {
            case Handed.Taken:
                (invitation.State, invitation.SentAt) = (InvitationState.Sent, now);
                break;
            case Handed.Later when invitation.Tries < Pauses.Length:
                var pause = Pauses[invitation.Tries++];
                (invitation.State, invitation.NextTryAt) = (InvitationState.Planned, now + (Wait > pause ? Wait.Value : pause));
                break;
            case Handed.Shut:
                // Nothing was said of this one: it waits, however long, for somebody to mend what is shut.
                (invitation.State, invitation.NextTryAt) = (InvitationState.Planned, now + ShutFor);
                break;
            case Handed.Uncertain:
                (invitation.State, invitation.SentAt) = (InvitationState.Uncertain, now);
                break;
            case Handed.Dead:
                (invitation.State, invitation.BouncedAt) = (InvitationState.Bounced, now);
                break;
            case Handed.Unwanted:
                (invitation.State, invitation.Skip) = (InvitationState.Skipped, SkipReason.OptedOut);
                break;
            default:
                invitation.State = InvitationState.Refused;
                break;
        }
    }
}
