using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Notifications;

/// <summary>Who is in charge of a unit: managers who see it, and owners where there is none.</summary>
public sealed class InCharge
{
    private readonly MemberRow[] members;
    private readonly Unit[] units;

    private InCharge(MemberRow[] members, Unit[] units) => (this.members, this.units) = (members, units);

    /// <summary>Reads who is there.</summary>
    public static async Task<InCharge> Of(OrganisationStore store, CancellationToken cancel) => new(
        await store.Members.AsNoTracking().Where(member => member.LeftAt == null && (member.Role == Role.Manager || member.Role == Role.Owner)).ToArrayAsync(cancel), await store.Units.AsNoTracking().ToArrayAsync(cancel));

    /// <summary>Those in charge of a unit.</summary>
    public IReadOnlyList<Guid> Of(Guid? unit)
    {
        var seeing = members.Where(member => Member.UnitsOf(member.Reach, member.UnitId, units) is var reach && (reach is null || (unit is { } one && reach.Contains(one)))).ToArray();
        var managers = seeing.Where(member => member.Role == Role.Manager).ToArray();
        return [.. (managers.Length > 0 ? managers : seeing).Select(member => member.Id)];
    }
}
