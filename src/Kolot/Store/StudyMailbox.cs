using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;

namespace Kolot.Store;

/// <summary>From where the answers by mail of a study are read, and how far that has come.</summary>
public sealed class StudyMailbox
{
    /// <summary>Of which study.</summary>
    public Guid StudyId { get; init; }

    /// <summary>The server's name or address.</summary>
    public required string Host { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; }

    /// <summary>What protects the conversation.</summary>
    public MailSecurity Security { get; set; }

    /// <summary>By whom one signs in.</summary>
    public required string UserName { get; set; }

    /// <summary>Their password, sealed with keys that lie in the directory.</summary>
    public required byte[] Password { get; set; }

    /// <summary>In which folder answers lie.</summary>
    public required string Folder { get; set; }

    /// <summary>For which numbering of the folder's mails <see cref="ReadTo"/> holds; null where it was never looked at. A server that numbers anew says so by another.</summary>
    public long? Validity { get; set; }

    /// <summary>The number of the last mail that was looked at.</summary>
    public long ReadTo { get; set; }

    /// <summary>How many mails answered no probe that takes answers. Nothing else is kept of them.</summary>
    public int Strange { get; set; }

    /// <summary>When it is to be looked at next; while a node is at it, when that is given up. Null while no wave is open.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>When it was last looked through to its end.</summary>
    public DateTime? LookedAt { get; set; }

    /// <summary>Since when it cannot be looked at; null while it can.</summary>
    public DateTime? FailingSince { get; set; }

    /// <summary>How often it was tried since.</summary>
    public int Tries { get; set; }

    /// <summary>Why it cannot, as a stable code.</summary>
    public string? Reason { get; set; }

    /// <summary>How often what people decide of it was changed.</summary>
    public int Version { get; set; }

    /// <summary>Where it lies.</summary>
    public MailboxPlace Place => new(Host, Port, Security, UserName, Folder);
}
