using Microsoft.AspNetCore.Identity;

namespace Kolot.Store;

/// <summary>Somebody who can sign in.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>As shown to colleagues.</summary>
    public required string Name { get; set; }

    /// <summary>The language chosen for the interface; null for the organisation's own.</summary>
    public string? Language { get; set; }
}

/// <summary>An organisation, whether it is open, and when something in it is due.</summary>
public sealed class Placement
{
    /// <summary>Its name in addresses: lower-case Latin letters, digits and hyphens.</summary>
    public required string Organisation { get; init; }

    /// <summary>When it was founded.</summary>
    public DateTime FoundedAt { get; init; }

    /// <summary>Why it is closed for now; null while open.</summary>
    public string? ClosedBecause { get; set; }

    /// <summary>When something in it is due next; null while it rests. The bell.</summary>
    public DateTime? RingsAt { get; set; }
}

/// <summary>That an account is a member of an organisation; what it may do there is the organisation's to say.</summary>
public sealed class Membership
{
    /// <summary>Who.</summary>
    public Guid AccountId { get; init; }

    /// <summary>Where.</summary>
    public required string Organisation { get; init; }
}

/// <summary>A key by which a system calls the API of one organisation.</summary>
public sealed class AccessKey
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Where it opens.</summary>
    public required string Organisation { get; init; }

    /// <summary>What it was called by the member who made it.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the secret; the secret itself is shown once and not kept.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>The last four characters, to tell keys apart.</summary>
    public required string Ending { get; init; }

    /// <summary>What it may do: rights by name, comma-separated.</summary>
    public required string Scopes { get; init; }

    /// <summary>Who answers for it: whoever made it, or took it over from them.</summary>
    public Guid MadeBy { get; init; }

    /// <summary>When.</summary>
    public DateTime MadeAt { get; init; }

    /// <summary>When it was last used, to the hour.</summary>
    public DateTime? UsedAt { get; set; }

    /// <summary>When it was revoked; null while it opens.</summary>
    public DateTime? RevokedAt { get; set; }
}

/// <summary>A session: what the cookie points at, so that it can be revoked.</summary>
public sealed class SessionTicket
{
    /// <summary>SHA-256 of the key in the cookie.</summary>
    public required string Id { get; init; }

    /// <summary>Whose.</summary>
    public Guid AccountId { get; init; }

    /// <summary>The ticket, serialised and protected.</summary>
    public required byte[] Ticket { get; set; }

    /// <summary>When it began.</summary>
    public DateTime BegunAt { get; init; }

    /// <summary>When it ends.</summary>
    public DateTime EndsAt { get; set; }

    /// <summary>The browser, as its user calls it.</summary>
    public string? Browser { get; init; }

    /// <summary>The network address that it was last used from.</summary>
    public string? From { get; set; }

    /// <summary>When it was last used, to some minutes.</summary>
    public DateTime? UsedAt { get; set; }
}

/// <summary>A data-protection key, shared by all nodes.</summary>
public sealed class ProtectionKey
{
    /// <summary>Its name.</summary>
    public required string Id { get; init; }

    /// <summary>The key, as XML.</summary>
    public required string Xml { get; init; }
}

/// <summary>The one-time link by which the first owner sets up this installation, or one organisation.</summary>
public sealed class SetUpLink
{
    /// <summary>SHA-256 of the secret in the link.</summary>
    public required byte[] Id { get; init; }

    /// <summary>Until when it opens the door.</summary>
    public DateTime Until { get; init; }

    /// <summary>When it was used.</summary>
    public DateTime? SpentAt { get; set; }
}

/// <summary>That somebody came in, or gave a wrong password: a line of the sign-in log.</summary>
public sealed class SignInLine
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>Whose account.</summary>
    public Guid AccountId { get; init; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }

    /// <summary>Whether they came in.</summary>
    public bool Opened { get; init; }

    /// <summary>The address it came from.</summary>
    public string? From { get; init; }

    /// <summary>What else happened than coming in; null for that.</summary>
    public string? Act { get; init; }

    /// <summary>A link for a new password was sent.</summary>
    public const string LinkSent = "link-sent";

    /// <summary>A lost password was replaced.</summary>
    public const string PasswordReset = "password-reset";

    /// <summary>A code after the password is asked for from now on.</summary>
    public const string SecondStepSet = "second-step-set";

    /// <summary>It is asked for no more.</summary>
    public const string SecondStepEnded = "second-step-ended";

    /// <summary>The password was right, and the code wrong.</summary>
    public const string WrongCode = "wrong-code";

    /// <summary>Recovery codes were made anew.</summary>
    public const string RecoveryCodesMade = "recovery-codes-made";

    /// <summary>A passkey was added.</summary>
    public const string PasskeyAdded = "passkey-added";

    /// <summary>A passkey was removed.</summary>
    public const string PasskeyRemoved = "passkey-removed";

    /// <summary>One of them was used.</summary>
    public const string RecoveryCodeUsed = "recovery-code-used";
}
