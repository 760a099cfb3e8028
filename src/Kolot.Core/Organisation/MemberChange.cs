namespace Kolot.Core.Organisation;

/// <summary>What a member is to be trusted with, as chosen in a form: codes that may not mean anything.</summary>
/// <param name="Role">The role by name.</param>
/// <param name="Reach">The reach by name.</param>
/// <param name="Unit">The unit's id, or nothing.</param>
public sealed record MemberDraft(string? Role, string? Reach, string? Unit)
{
    /// <summary>What a member is trusted with now, as a form would write it.</summary>
    public static MemberDraft Of(MemberRow member) => new(member.Role.ToString(), member.Reach.ToString(), member.UnitId?.ToString());
}

/// <summary>A role with its reach, and the unit from which the reach is measured.</summary>
/// <param name="Role">The role.</param>
/// <param name="Reach">The reach.</param>
/// <param name="UnitId">The home unit, if any.</param>
public sealed record Trust(Role Role, Reach Reach, Guid? UnitId);

/// <summary>Decides about members: with what they can be trusted, and that somebody always answers for the organisation.</summary>
public static class MemberChange
{
    /// <summary>What a draft means, or what is wrong with it.</summary>
    /// <param name="draft">As chosen.</param>
    /// <param name="units">The organisation's units.</param>
    /// <remarks>An owner sees everything: whoever answers for the organisation cannot be kept from a part of it.</remarks>
    public static Result<Trust> Read(MemberDraft draft, IReadOnlyCollection<Unit> units)
    {
        var faults = new List<Fault>();
        if (!Named<Role>(draft.Role, out var role)) faults.Add(new("role", "required"));
        if (!Named<Reach>(draft.Reach, out var reach)) faults.Add(new("reach", "required"));
        if (role == Role.Owner) reach = Reach.All;
        var unit = Guid.TryParse(draft.Unit, out var id) ? units.FirstOrDefault(known => known.Id == id) : null;
        if (!string.IsNullOrEmpty(draft.Unit) && unit is null) faults.Add(new("unit", "unknown"));
        else if (unit is null && reach is Reach.Team or Reach.Subtree) faults.Add(new("unit", "unit_for_reach"));
        if (faults.Count > 0) return new Refusal.Invalid(faults);
        return new Trust(role, reach, unit?.Id);
    }

    /// <summary>Why a member cannot be changed so; null when it can be done.</summary>
    /// <param name="member">The member as kept.</param>
    /// <param name="trust">What is wanted.</param>
    /// <param name="version">The version that the asker saw.</param>
    /// <param name="owners">How many owners there are.</param>
    public static Refusal? Refuse(MemberRow member, Trust trust, int version, int owners) =>
        member.LeftAt is not null ? new Refusal.NotFound()
        : member.Version != version ? new Refusal.Conflict("changed_meanwhile")
        : member.Role == Role.Owner && trust.Role != Role.Owner && owners < 2 ? new Refusal.Invalid("role", "last_owner")
        : null;

    /// <summary>Why one cannot part from a member; null when it can be done.</summary>
    public static Refusal? RefuseParting(MemberRow member, int owners) =>
        member.LeftAt is not null ? new Refusal.NotFound()
        : member.Role == Role.Owner && owners < 2 ? new Refusal.Conflict("last_owner")
        : null;

    private static bool Named<T>(string? name, out T value) where T : struct, Enum
    {
        value = default;
        return name is { Length: > 0 } && char.IsLetter(name[0]) && Enum.TryParse(name, out value) && Enum.IsDefined(value);
    }
}
