using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>The only way to rows of cases for whoever acts: a query that starts from the member.</summary>
public static class CasesSeen
{
    // Of more units than these, walking down the numbers passes by few cases of others.
    private const int FewUnits = 30;

    /// <summary>The cases within a member's reach: of a unit in reach, or their own.</summary>
    public static IQueryable<Case> CasesSeenBy(this OrganisationStore store, Member member)
    {
        if (!member.May(Right.ReadVoices)) return store.Cases.Where(_ => false);
        if (member.Units is not { } units) return store.Cases;
        var within = units.Select(unit => (Guid?)unit).ToArray();
        var self = (Guid?)member.Id;
        return store.Cases.Where(row => within.Contains(row.UnitId) || row.OwnerId == self || row.OpenedBy == self);
    }

    /// <summary>The same cases in parts that may overlap, for whoever wants the newest of many: those of each unit in reach, one's own, and those that one opened.</summary>
    /// <remarks>Each part is answered by one index, the newest first. Asked together, a database gathers all of them before it takes the newest.</remarks>
    /// <param name="store">Where.</param>
    /// <param name="member">Who looks.</param>
    /// <param name="units">In these units only; null for all.</param>
    public static IReadOnlyList<IQueryable<Case>> CasesSeenApart(this OrganisationStore store, Member member, IReadOnlyCollection<Guid>? units)
    {
        if (!member.May(Right.ReadVoices)) return [];
        if (member.Units is not { } reach) return units is null ? [store.Cases] : OfUnits(store, units);
        var self = (Guid?)member.Id;
        IQueryable<Case>[] own = [store.Cases.Where(row => row.OwnerId == self), store.Cases.Where(row => row.OpenedBy == self)];
        if (units is null) return [.. OfUnits(store, reach), .. own];
        var wanted = units.Select(unit => (Guid?)unit).ToArray();
        return [.. OfUnits(store, [.. units.Where(reach.Contains)]), .. own.Select(part => part.Where(row => wanted.Contains(row.UnitId)))];
    }

    private static IReadOnlyList<IQueryable<Case>> OfUnits(OrganisationStore store, IReadOnlyCollection<Guid> units)
    {
        if (units.Count <= FewUnits) return [.. units.Select(unit => store.Cases.Where(row => row.UnitId == unit))];
        var within = units.ToArray();
        // Said in a way that no index by unit is of use to: it would be gone through as a whole.
        return [store.Cases.Where(row => within.Contains(row.UnitId ?? Guid.Empty))];
    }

    /// <summary>The case of a number within a member's reach, held until the transaction ends, so that two who act at once act one after the other; null where there is none.</summary>
    public static async Task<Case?> HoldCase(this OrganisationStore store, Member member, long number, CancellationToken cancel)
    {
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"select 1 from cases where number = {number} for update", cancel);
        return await store.CasesSeenBy(member).SingleOrDefaultAsync(row => row.Number == number, cancel);
    }

    /// <summary>Lets nobody else open cases or give them out until the transaction ends: who has least to do is known to one at a time.</summary>
    public static async Task HoldOpening(this OrganisationStore store, CancellationToken cancel)
    {
        if (!store.Database.IsNpgsql()) return;
        // Before any row is: who merges customers meanwhile is waited for, and finds these.
        await store.Database.ExecuteSqlAsync($"lock table customers in row share mode", cancel);
        await store.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended(current_setting('search_path') || '.cases', 461430878068))", cancel);
    }
}
