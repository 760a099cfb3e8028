namespace Kolot.Core.Organisation;

/// <summary>What an organisation says of itself: its name, language, time zone, place and colour. One row.</summary>
public sealed class Profile
{
    /// <summary>Always 1: an organisation has one profile.</summary>
    public int Id { get; init; } = 1;

    /// <summary>Its name in its own language.</summary>
    public required string Name { get; set; }

    /// <summary>Its name in English, if it has one.</summary>
    public string? NameEn { get; set; }

    /// <summary>The language in which it speaks first: <c>he</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>The languages that its customers are addressed in, the first one first: <c>he,en,ar,ru</c>.</summary>
    public required string Languages { get; set; }

    /// <summary>Its time zone by IANA name, such as <c>Asia/Jerusalem</c>.</summary>
    public required string TimeZone { get; set; }

    /// <summary>Where it is, as its customers would say it.</summary>
    public string? Location { get; set; }

    /// <summary>Its colour on pages that customers see, as <c>#rrggbb</c>.</summary>
    public required string Colour { get; set; }

    /// <summary>In which currency it counts sums, by its three letters.</summary>
    public string Currency { get; set; } = Currencies.Shekels;

    /// <summary>Whether it opens only to whoever came in by two steps: a password and a code, a passkey, or its identity provider.</summary>
    public bool DemandsSecondStep { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>A member as the organisation keeps one: role, reach and home unit.</summary>
public sealed class MemberRow
{
    /// <summary>The account's id in the directory.</summary>
    public Guid Id { get; init; }

    /// <summary>As shown to colleagues.</summary>
    public required string Name { get; set; }

    /// <summary>The mail address with which the member signs in.</summary>
    public required string Mail { get; set; }

    /// <summary>What the member is trusted with.</summary>
    public Role Role { get; set; }

    /// <summary>How far the member sees.</summary>
    public Reach Reach { get; set; }

    /// <summary>The unit that the member belongs to.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>When the member joined.</summary>
    public DateTime JoinedAt { get; init; }

    /// <summary>When the member left; null while here.</summary>
    public DateTime? LeftAt { get; set; }

    /// <summary>Since when the member's sessions open the organisation only after a proof; null while nobody asked for that.</summary>
    public DateTime? SignedOutAt { get; set; }

    /// <summary>How often it was changed.</summary>
    public int Version { get; set; }
}

/// <summary>A link that lets one person join, once.</summary>
public sealed class JoinLink
{
    /// <summary>Its id.</summary>
    public Guid Id { get; init; }

    /// <summary>SHA-256 of the secret in the link; the secret itself is shown once and not kept.</summary>
    public required byte[] SecretHash { get; init; }

    /// <summary>For whom: the mail address it was made for.</summary>
    public required string Mail { get; init; }

    /// <summary>The role that joining gives.</summary>
    public Role Role { get; init; }

    /// <summary>The reach that joining gives.</summary>
    public Reach Reach { get; init; }

    /// <summary>The home unit that joining gives.</summary>
    public Guid? UnitId { get; init; }

    /// <summary>Who invited.</summary>
    public Guid InvitedBy { get; init; }

    /// <summary>Until when it opens the door.</summary>
    public DateTime Until { get; init; }

    /// <summary>When it was used or withdrawn.</summary>
    public DateTime? SpentAt { get; set; }
}

/// <summary>One line of the log: who did what to what, when and from where. Only ever added to.</summary>
public sealed class LogLine
{
    /// <summary>Its number, in order of writing.</summary>
    public long Id { get; init; }

    /// <summary>When.</summary>
    public DateTime At { get; init; }

    /// <summary>Who: a member's or a key's id; null for Kolot itself.</summary>
    public Guid? By { get; init; }

    /// <summary>Their name at that time.</summary>
    public required string ByName { get; init; }

    /// <summary>What was done, as a stable code: <c>customer.read</c>, <c>unit.changed</c>.</summary>
    public required string Act { get; init; }

    /// <summary>To what: its id or code.</summary>
    public string? Subject { get; init; }

    /// <summary>What changed, as JSON without customers' words; null when nothing did.</summary>
    public string? Detail { get; init; }

    /// <summary>The address it came from.</summary>
    public string? From { get; init; }
}
