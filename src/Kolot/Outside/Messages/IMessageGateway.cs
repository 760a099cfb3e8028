using Kolot.Outside.Mail;

namespace Kolot.Outside.Messages;

/// <summary>An account at a gateway, opened: this never comes into a log.</summary>
/// <param name="Address">Where messages are handed in.</param>
/// <param name="Account">The account's id there.</param>
/// <param name="Sender">From whom messages come.</param>
/// <param name="Secret">By what the organisation proves itself.</param>
public sealed record GatewayAccount(string Address, string Account, string Sender, string Secret)
{
    /// <summary>What fields are called there, by ours; empty for the usual names.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The address alone.</summary>
    public override string ToString() => Address;
}

/// <summary>A message to one reader.</summary>
/// <param name="To">Their number in E.164 form.</param>
/// <param name="Text">The words; what fills an approved template, line by line.</param>
/// <param name="Language">The language.</param>
public sealed record OutgoingMessage(string To, string Text, string Language)
{
    /// <summary>The name of the approved template, where the way knows such.</summary>
    public string Template { get; init; } = "";

    /// <summary>Where the gateway reports what became of it; null where it is told that elsewhere.</summary>
    public Uri? ReportsTo { get; init; }
}

/// <summary>What became of a message when it was handed in.</summary>
/// <param name="Ending">How it ended.</param>
/// <param name="Reason">Why it did not go, as a stable code; null when it did.</param>
/// <param name="Said">What the gateway said.</param>
public sealed record MessageOutcome(MailEnding Ending, string? Reason, string? Said)
{
    /// <summary>The message's id at the gateway.</summary>
    public string? Id { get; init; }

    /// <summary>The gateway's own code.</summary>
    public string Code { get; init; } = "";

    /// <summary>Whether what is wrong is its reader's number, and not the account or the message.</summary>
    public bool IsOfReader { get; init; }

    /// <summary>Whether its reader told the gateway to be left alone.</summary>
    public bool IsUnwanted { get; init; }

    /// <summary>How long the gateway asks to be left alone; null where it does not say.</summary>
    public TimeSpan? Wait { get; init; }
}

/// <summary>A gateway that takes messages for telephones.</summary>
public interface IMessageGateway
{
    /// <summary>By which way it sends: <c>sms</c>, <c>whatsapp</c>.</summary>
    string Way { get; }

    /// <summary>Hands one message in.</summary>
    Task<MessageOutcome> Send(GatewayAccount account, OutgoingMessage message, CancellationToken cancel);

    /// <summary>What a gateway reports of messages; null where the report is not signed by who it should be.</summary>
    /// <param name="account">Whose messages.</param>
    /// <param name="report">The request, with all that its signature is over.</param>
    /// <param name="proof">By what the gateway signs.</param>
    IReadOnlyList<GatewayReport>? Read(GatewayAccount account, ReportRequest report, string proof);
}

/// <summary>A request by which a gateway reports.</summary>
/// <param name="Address">The whole address that it was sent to.</param>
/// <param name="Body">What it holds, byte by byte.</param>
/// <param name="Signature">What stands in the header of the signature; null where none does.</param>
public sealed record ReportRequest(string Address, byte[] Body, string? Signature);

/// <summary>What became of a message later.</summary>
/// <param name="Id">The message's id at the gateway.</param>
/// <param name="Status">What it became: <c>sent</c>, <c>delivered</c>, <c>read</c>, <c>failed</c>.</param>
/// <param name="At">When.</param>
public sealed record GatewayReport(string Id, string Status, DateTime? At)
{
    /// <summary>The gateway's own code for what went wrong.</summary>
    public string Code { get; init; } = "";

    /// <summary>Its words for it.</summary>
    public string Said { get; init; } = "";

    /// <summary>Whether the number takes no messages.</summary>
    public bool IsOfReader { get; init; }
}
