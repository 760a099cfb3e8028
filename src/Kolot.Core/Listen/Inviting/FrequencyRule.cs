namespace Kolot.Core.Listen.Inviting;

/// <summary>How often a customer may be asked, across all surveys and ways.</summary>
/// <remarks>"At most 1 in 30 days" rolls: between an invitation and the next lie 30 days, whatever the calendar says. A reminder belongs to what it reminds of.</remarks>
public sealed class FrequencyRule
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>How many invitations at most.</summary>
    public int Most { get; set; }

    /// <summary>In how many days.</summary>
    public int Days { get; set; }

    /// <summary>Of which purpose; null for all.</summary>
    public Purpose? Purpose { get; set; }

    /// <summary>By which way; null for all.</summary>
    public string? Way { get; set; }

    /// <summary>When it was made.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>When it was removed; null while it holds.</summary>
    public DateTime? RemovedAt { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>For what or whom the rules do not hold, and why: a campaign, or customers of whom something is known.</summary>
public sealed class FrequencyExemption
{
    /// <summary>Its id, version 7.</summary>
    public Guid Id { get; init; }

    /// <summary>The campaign that asks whatever the rules say; null where it is about customers.</summary>
    public Guid? CampaignId { get; init; }

    /// <summary>The attribute of the customers who may be asked at any time; null where it is about a campaign.</summary>
    public string? AttributeKey { get; init; }

    /// <summary>Its value.</summary>
    public string? AttributeValue { get; init; }

    /// <summary>Why.</summary>
    public required string Why { get; init; }

    /// <summary>Who said so.</summary>
    public Guid MadeBy { get; init; }

    /// <summary>When.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>When it was removed; null while it holds.</summary>
    public DateTime? RemovedAt { get; set; }
}

/// <summary>What an organisation decided of inviting. One row, once anybody decided.</summary>
public sealed class InvitingSettings
{
    /// <summary>Always 1.</summary>
    public int Id { get; init; } = 1;

    /// <summary>When invitations may go, as a week of hours in JSON; null for the usual ones.</summary>
    public string? Hours { get; set; }

    /// <summary>By what the secrets of links are made, sealed with keys that lie in the directory; null before the first.</summary>
    public byte[]? LinkKey { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}
