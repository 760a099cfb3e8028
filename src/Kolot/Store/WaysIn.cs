namespace Kolot.Store;

/// <summary>What an organisation decided of the ways into its surveys. One row, once anybody decided on it.</summary>
public sealed class WaysIn
{
    /// <summary>Always 1.</summary>
    public int Id { get; init; } = 1;

    /// <summary>The survey that is its feedback page; null for the small one that Kolot brings.</summary>
    public Guid? FeedbackId { get; set; }

    /// <summary>The origins of sites on which its surveys may stand, a line each; empty for none.</summary>
    public required string Origins { get; set; }

    /// <summary>The secret by which those sites say who answers, sealed with keys that lie in the directory; null for none.</summary>
    public byte[]? Secret { get; set; }

    /// <summary>When it was made.</summary>
    public DateTime? SecretAt { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}
