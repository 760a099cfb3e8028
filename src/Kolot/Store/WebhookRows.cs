namespace Kolot.Store;

/// <summary>Where somebody else's system is told of what happens here.</summary>
public sealed class WebhookEndpoint
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>What it is called.</summary>
    public required string Name { get; set; }

    /// <summary>Its address.</summary>
    public required string Address { get; set; }

    /// <summary>Of what it is told: codes, comma-separated.</summary>
    public required string Events { get; set; }

    /// <summary>Whether messages hold people's words and names.</summary>
    public bool Full { get; set; }

    /// <summary>The secret by which messages are signed, sealed with keys that lie in the directory.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>The one before it, which signs too for a while; null where there is none.</summary>
    public byte[]? OldSecret { get; set; }

    /// <summary>Until when it does.</summary>
    public DateTime? OldUntil { get; set; }

    /// <summary>Who made it.</summary>
    public Guid MadeBy { get; init; }

    /// <summary>When.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>Since when it is off; null while it is on.</summary>
    public DateTime? OffAt { get; set; }

    /// <summary>Why, as a code: <c>person</c>, <c>gone</c>, <c>failing</c>.</summary>
    public string? OffBecause { get; set; }

    /// <summary>Since when every try failed; null where the last one did not.</summary>
    public DateTime? FailingSince { get; set; }

    /// <summary>When a message was last taken.</summary>
    public DateTime? TakenAt { get; set; }

    /// <summary>When the owners are written to that it was switched off; null where nobody is.</summary>
    public DateTime? NoticeDueAt { get; set; }

    /// <summary>How often that was tried.</summary>
    public int NoticeTries { get; set; }

    /// <summary>How often a person changed it.</summary>
    public int Version { get; set; }
}

/// <summary>Where a message to an endpoint stands.</summary>
public enum DeliveryState
{
    /// <summary>It waits, or a node is at it.</summary>
    Waiting = 0,

    /// <summary>The endpoint took it.</summary>
    Taken = 1,

    /// <summary>It was given up, until somebody sends it again.</summary>
    Failed = 2,
}

/// <summary>One message to one endpoint.</summary>
public sealed class WebhookDelivery
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>To which endpoint.</summary>
    public Guid EndpointId { get; init; }

    /// <summary>The message's id: the same for all endpoints, and however often it is sent.</summary>
    public Guid MessageId { get; init; }

    /// <summary>What happened, as <c>voice.heard</c>.</summary>
    public required string Type { get; init; }

    /// <summary>To what.</summary>
    public Guid Subject { get; init; }

    /// <summary>Whose it is, if it is a customer's.</summary>
    public Guid? CustomerId { get; init; }

    /// <summary>When it happened.</summary>
    public DateTime At { get; init; }

    /// <summary>The body, as it goes over the wire.</summary>
    public required string Body { get; init; }

    /// <summary>Where it stands.</summary>
    public DeliveryState State { get; set; }

    /// <summary>How often it was tried since it was last asked for.</summary>
    public int Tries { get; set; }

    /// <summary>When it is tried next; a node that is at it moves this on, so that no other is. Null where it ended.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>The status that was answered last.</summary>
    public int? Status { get; set; }

    /// <summary>Why it was not taken, as a code.</summary>
    public string? Reason { get; set; }

    /// <summary>When it ended.</summary>
    public DateTime? EndedAt { get; set; }
}

/// <summary>One try to deliver a message.</summary>
public sealed class WebhookAttempt
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>Of which delivery.</summary>
    public Guid DeliveryId { get; init; }

    /// <summary>When it began.</summary>
    public DateTime At { get; init; }

    /// <summary>How long it took.</summary>
    public int Milliseconds { get; init; }

    /// <summary>The status that was answered; null where nothing was.</summary>
    public int? Status { get; init; }

    /// <summary>Why it was not taken, as a code; null where it was.</summary>
    public string? Reason { get; init; }

    /// <summary>The beginning of what was answered.</summary>
    public string? Said { get; init; }
}
