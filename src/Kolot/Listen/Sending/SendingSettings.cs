namespace Kolot.Listen.Sending;

/// <summary>How fast invitations are handed over. Section <c>Sending</c>.</summary>
public sealed class SendingSettings
{
    /// <summary>How many lines to the mail server of an organisation a node has at once; as many messages are at a gateway.</summary>
    public int Lines { get; init; } = 2;

    /// <summary>How many messages a node hands to one server or gateway in a minute; 0 for as many as it takes.</summary>
    public int PerMinute { get; init; }
}
