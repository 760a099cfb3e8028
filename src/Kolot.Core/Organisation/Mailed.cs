namespace Kolot.Core.Organisation;

/// <summary>Something of which one reader is told by mail, once.</summary>
public interface IMailed
{
    /// <summary>Its id.</summary>
    Guid Id { get; }

    /// <summary>What became of the mail.</summary>
    MailState Mail { get; set; }

    /// <summary>When somebody may take it up: while a node has it in hand, when that is given up. Null where nothing is left to do.</summary>
    DateTime? MailAt { get; set; }

    /// <summary>How often it was tried.</summary>
    int MailTries { get; set; }

    /// <summary>Why it was not sent, as a stable code; null where it was.</summary>
    string? MailReason { get; set; }
}

/// <summary>What became of a mail of which there is to be one.</summary>
public enum MailState
{
    /// <summary>None is sent: there is no address, or no server.</summary>
    None = 0,

    /// <summary>It waits for its turn, or for another try.</summary>
    Waiting = 1,

    /// <summary>It is being handed to the mail server. Whoever never returns from that leaves it uncertain.</summary>
    Sending = 2,

    /// <summary>The server has taken it.</summary>
    Sent = 3,

    /// <summary>It may have been taken. A second one may be one too many, so a person decides.</summary>
    Uncertain = 4,

    /// <summary>It was not sent, and will not be.</summary>
    Refused = 5,

    /// <summary>Nobody is to get it any more: its reader left, or what it tells is over.</summary>
    Dropped = 6,
}
