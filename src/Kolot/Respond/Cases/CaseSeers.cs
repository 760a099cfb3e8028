using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Who sees a case: the same question as <see cref="CasesSeen"/>, asked from the case.</summary>
internal sealed class CaseSeers(IReadOnlyList<MemberRow> here, IReadOnlyCollection<Guid> seeing)
{
    /// <summary>All who are here, as they are called.</summary>
    public IReadOnlyCollection<(Guid Id, string Name)> Here => [.. here.Select(member => (member.Id, member.Name))];

    /// <summary>The names of those who see it besides somebody, in order.</summary>
    public IReadOnlyList<string> Others(Guid reader) => [.. here.Where(member => member.Id != reader && seeing.Contains(member.Id)).Select(member => member.Name).Distinct().Order(StringComparer.CurrentCulture)];

    /// <summary>Whether somebody does.</summary>
    public bool Sees(Guid member) => seeing.Contains(member);

    /// <summary>Reads who is there.</summary>
    public static async Task<CaseSeers> Of(OrganisationStore store, Case row, CancellationToken cancel)
    {
        var (here, units) = (await store.Members.AsNoTracking().Where(member => member.LeftAt == null).ToArrayAsync(cancel), await store.Units.AsNoTracking().ToArrayAsync(cancel));
        return new(here, [.. here.Where(member => Rights.For(member.Role).Contains(Right.ReadVoices) && Reaches(member)).Select(member => member.Id)]);

        bool Reaches(MemberRow member) => member.Id == row.OwnerId || member.Id == row.OpenedBy || Member.UnitsOf(member.Reach, member.UnitId, units) is var reach && (reach is null || (row.UnitId is { } unit && reach.Contains(unit)));
    }
}
