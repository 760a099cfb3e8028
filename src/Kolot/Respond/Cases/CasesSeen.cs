using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>The only way to rows of cases for whoever acts: a query that starts from the member.</summary>
public static class CasesSeen
{
    /// <summary>The cases within a member's reach: of a unit in reach, or their own.</summary>
    public static IQueryable<Case> CasesSeenBy(this OrganisationStore store, Member member)
    {
        if (!member.May(Right.ReadVoices)) return store.Cases.Where(_ => false);
        if (member.Units is not { } units) return store.Cases;
        var within = units.Select(unit => (Guid?)unit).ToArray();
        var self = (Guid?)member.Id;
        return store.Cases.Where(row => within.Contains(row.UnitId) || row.OwnerId == self || row.OpenedBy == self);
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
