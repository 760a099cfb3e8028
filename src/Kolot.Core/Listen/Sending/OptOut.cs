using Kolot.Core.Listen.Inviting;

namespace Kolot.Core.Listen.Sending;

/// <summary>How it became known that somebody wants no more of it.</summary>
public enum OptOutWay
{
    /// <summary>They followed the link in a message and said so.</summary>
    Link = 0,

    /// <summary>Their mail program said so, by its own button.</summary>
    MailProgram = 1,

    /// <summary>They told a member in a conversation.</summary>
    Conversation = 2,

    /// <summary>They wrote it.</summary>
    Written = 3,

    /// <summary>They stood in a list that was brought in.</summary>
    List = 4,

    /// <summary>They answered the message itself, or told the gateway.</summary>
    Reply = 5,
}

/// <summary>That somebody wants no more messages of a purpose.</summary>
/// <remarks>It knows them by marks alone, which cannot be read back: hence it stays where they are erased, and holds where the same address comes again.</remarks>
public sealed class OptOut
{
    /// <summary>What the address, or the customer, is recognised by.</summary>
    public required string Mark { get; init; }

    /// <summary>Of what they want no more.</summary>
    public Purpose Purpose { get; init; }

    /// <summary>Since when.</summary>
    public DateTime At { get; init; }

    /// <summary>How it became known.</summary>
    public OptOutWay Way { get; init; }

    /// <summary>The member who noted it; null where they said it themselves.</summary>
    public Guid? By { get; init; }
}

/// <summary>An address that no message reaches, until somebody corrects it.</summary>
public sealed class DeadAddress
{
    /// <summary>What the address is recognised by.</summary>
    public required string Mark { get; init; }

    /// <summary>By which way it was tried: <c>mail</c>, <c>sms</c>, <c>whatsapp</c>.</summary>
    public required string Way { get; init; }

    /// <summary>When it was found out.</summary>
    public DateTime At { get; init; }

    /// <summary>Why, as the other side codes it: <c>5.1.1</c>, <c>21211</c>; empty where it gave none.</summary>
    public required string Code { get; init; }

    /// <summary>In its own words, without anybody's address.</summary>
    public required string Said { get; init; }
}
