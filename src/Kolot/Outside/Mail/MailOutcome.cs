namespace Kolot.Outside.Mail;

/// <summary>What became of a mail.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Reason">Why it was not sent, as a stable code: <c>certificate</c>, <c>sign_in</c>, <c>no_answer</c>, <c>server</c>; null when it was.</param>
/// <param name="Said">What the server said last, in its own words.</param>
public sealed record MailOutcome(MailEnding Ending, string? Reason, string? Said);

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
