namespace Kolot.Store;

/// <summary>That somebody asked for a new password by mail; and, once it was sent, the link.</summary>
public sealed class Recovery
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>The address that was typed, whether or not anybody has it; null once it was dealt with.</summary>
    public string? Mail { get; set; }

    /// <summary>Whose account it is; null while nobody looked.</summary>
    public Guid? AccountId { get; set; }

    /// <summary>When.</summary>
    public DateTime AskedAt { get; init; }

    /// <summary>When it is to be dealt with, or taken over from a node that did not return; null once it was.</summary>
    public DateTime? DueAt { get; set; }

    /// <summary>How often sending was tried.</summary>
    public int Tries { get; set; }

    /// <summary>SHA-256 of the secret in the link; the secret itself is in the mail alone.</summary>
    public byte[]? SecretHash { get; set; }

    /// <summary>Until when the link opens.</summary>
    public DateTime? Until { get; set; }

    /// <summary>When it was used, or stopped opening.</summary>
    public DateTime? SpentAt { get; set; }

    /// <summary>What is told instead of sending a link: <see cref="StrangeBrowser"/>; null for a link.</summary>
    public string? Tells { get; init; }

    /// <summary>The browser that is told of.</summary>
    public string? Browser { get; init; }

    /// <summary>The network address that it came from.</summary>
    public string? From { get; init; }

    /// <summary>That somebody came in from a browser that the account was not in before.</summary>
    public const string StrangeBrowser = "strange-browser";
}
