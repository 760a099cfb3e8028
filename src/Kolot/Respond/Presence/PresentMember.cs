using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Presence;

/// <summary>Somebody else who is at a case now.</summary>
/// <param name="Id">Who.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Writes">Whether they write an answer.</param>
public sealed record PresentMember(Guid Id, string Name, bool Writes)
{
    /// <summary>Who else is at some cases, by the case; whoever writes comes first.</summary>
    /// <param name="store">Where.</param>
    /// <param name="reader">Who asks: they know of themselves.</param>
    /// <param name="cases">Cases within their reach.</param>
    /// <param name="now">The moment, UTC.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<ILookup<Guid, PresentMember>> At(OrganisationStore store, Member reader, IReadOnlyCollection<Guid> cases, DateTime now, CancellationToken cancel)
    {
        var (ids, self) = (cases.ToArray(), reader.Id);
        var here = await (from one in store.CasePresences.AsNoTracking()
                          where EF.Parameter(ids).Contains(one.CaseId) && one.SeenUntil > now && one.MemberId != self
                          join member in store.Members on one.MemberId equals member.Id
                          select new { one.CaseId, member.Id, member.Name, Writes = one.WritesUntil != null && one.WritesUntil > now }).ToListAsync(cancel);
        return here.OrderByDescending(one => one.Writes).ThenBy(one => one.Name, StringComparer.CurrentCulture).ToLookup(one => one.CaseId, one => new PresentMember(one.Id, one.Name, one.Writes));
    }
}
