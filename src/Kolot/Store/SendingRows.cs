namespace Kolot.Store;

/// <summary>By which gateway an organisation sends messages of one way.</summary>
public sealed class GatewaySettings
{
    /// <summary>The way: <c>sms</c>, <c>whatsapp</c>.</summary>
    public required string Way { get; init; }

    /// <summary>Where messages are handed in; null where none are sent any more.</summary>
    public string? Address { get; set; }

    /// <summary>The account: an id at the gateway, or that of the sending number.</summary>
    public string Account { get; set; } = "";

    /// <summary>From whom messages come, as their readers see it: a number or a name.</summary>
    public string Sender { get; set; } = "";

    /// <summary>What the fields of a message are called there, each line ours and theirs; empty for the usual ones.</summary>
    public string Fields { get; set; } = "";

    /// <summary>By what the organisation proves itself there, sealed.</summary>
    public byte[]? Secret { get; set; }

    /// <summary>By what the gateway proves itself here, sealed; null where it signs with the same.</summary>
    public byte[]? Proof { get; set; }

    /// <summary>A part of the address that the gateway reports to, which nobody else knows.</summary>
    public string Hook { get; set; } = "";

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>What a message says, of a campaign or a survey, by one way in one language: each change is a version that stays.</summary>
public sealed class MessageText
{
    /// <summary>The campaign or the survey.</summary>
    public Guid OwnerId { get; init; }

    /// <summary>The way: <c>mail</c>, <c>sms</c>, <c>whatsapp</c>.</summary>
    public required string Way { get; init; }

    /// <summary>The language.</summary>
    public required string Language { get; init; }

    /// <summary>Its number, from 1; the highest is sent.</summary>
    public int Number { get; init; }

    /// <summary>A mail's subject, or the name of the template that WhatsApp approved; empty for SMS.</summary>
    public required string Subject { get; init; }

    /// <summary>The words, with places for what is each reader's.</summary>
    public required string Text { get; init; }

    /// <summary>When it was written.</summary>
    public DateTime WrittenAt { get; init; }

    /// <summary>By whom.</summary>
    public Guid WrittenBy { get; init; }
}
