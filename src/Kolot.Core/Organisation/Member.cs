namespace Kolot.Core.Organisation;

/// <summary>How far a member sees.</summary>
public enum Reach
{
    /// <summary>Only what the member entered.</summary>
    Self = 0,

    /// <summary>The member's own unit.</summary>
    Team = 1,

    /// <summary>The member's unit and everything below it.</summary>
    Subtree = 2,

    /// <summary>The whole organisation.</summary>
    All = 3,
}

/// <summary>Somebody, or a key, that acts in one organisation. Every query starts from here.</summary>
/// <param name="Organisation">The organisation's name in addresses.</param>
/// <param name="Id">The member's id; for a key, the key's.</param>
/// <param name="Name">As shown to colleagues and in the log.</param>
/// <param name="Rights">What may be done.</param>
/// <param name="Reach">How far this member sees.</param>
/// <param name="Units">The units in reach; null when all are, and voices without a unit too.</param>
public sealed record Member(
    string Organisation, Guid Id, string Name, IReadOnlySet<Right> Rights, Reach Reach, IReadOnlySet<Guid>? Units)
{
    /// <summary>Sessions that began before this open nothing without a proof; null where all do.</summary>
    public DateTime? SignedOutAt { get; init; }

    /// <summary>Whoever answers from outside: a customer, by a survey or a form. May do nothing else, and what they say is entered by nobody.</summary>
    public static Member Anybody(string organisation) => new(organisation, Guid.Empty, "", new HashSet<Right>(), Reach.All, null);

    /// <summary>Whether this member may do it.</summary>
    public bool May(Right right) => Rights.Contains(right);

    /// <summary>Whether the whole organisation is within reach.</summary>
    public bool SeesAll => Units is null;

    /// <summary>Whether something of that unit, entered by that member, is within reach.</summary>
    public bool Sees(Guid? unit, Guid? enteredBy) =>
        Units is null || (unit is { } u && Units.Contains(u)) || (enteredBy == Id && enteredBy is not null);

    /// <summary>The units that a reach spans.</summary>
    /// <param name="reach">How far.</param>
    /// <param name="home">The member's own unit, if any.</param>
    /// <param name="units">All units of the organisation.</param>
    /// <returns>Null for the whole organisation.</returns>
    public static IReadOnlySet<Guid>? UnitsOf(Reach reach, Guid? home, IReadOnlyCollection<Unit> units) => (reach, home) switch
    {
        (Reach.All, _) => null,
        (Reach.Team, { } unit) => new HashSet<Guid> { unit },
        (Reach.Subtree, { } unit) => Unit.Subtree(unit, units),
        _ => new HashSet<Guid>(),
    };
}
