namespace Kolot.Outside.Mail;

/// <summary>What became of a mail.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Reason">Why it was not sent, as a stable code: <c>certificate</c>, <c>sign_in</c>, <c>no_answer</c>, <c>server</c>; null when it was.</param>
/// <param name="Said">What the server said last, in its own words.</param>
public sealed record MailOutcome(MailEnding Ending, string? Reason, string? Said)
{
    /// <summary>How far it came.</summary>
    public MailStage Stage { get; init; }
}

/// <summary>How far a mail came before it ended: by this, what concerns its reader is told from what would befall every mail.</summary>
public enum MailStage
{
    /// <summary>To its end.</summary>
    Whole = 0,

    /// <summary>The server was not reached, or does not speak as one should.</summary>
    Reaching,

    /// <summary>The server does not let the organisation in.</summary>
    SigningIn,

    /// <summary>The server does not take mail from this sender.</summary>
    Sender,

    /// <summary>The server does not take mail for this reader.</summary>
    Reader,

    /// <summary>The server does not take this mail.</summary>
    Content,
}

/// <summary>How the sending of a mail ended.</summary>
public enum MailEnding
{
    /// <summary>The server has taken it.</summary>
    Sent,

    /// <summary>It is not sent, and the same try may succeed later.</summary>
    Later,

    /// <summary>It is not sent, and will not be until somebody changes something.</summary>
    Refused,

    /// <summary>It went out whole and no answer came back: it may have been taken. A second try may be a second mail.</summary>
    Uncertain,
}
