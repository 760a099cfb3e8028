using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Allowances;

/// <summary>What a member may still spend for an incident, and why.</summary>
/// <param name="Limit">What their role may.</param>
/// <param name="OfIncident">What was spent for the incident, by anybody.</param>
/// <param name="OfMonth">What this member spent this month.</param>
public readonly record struct Purse(AllowanceLimit Limit, long OfIncident, long OfMonth)
{
    /// <summary>How much that leaves.</summary>
    public long Left => Limit.Left(OfIncident, OfMonth);
}

/// <summary>Reads the ledger of allowances.</summary>
/// <remarks>
/// An incident is a case with those that were merged into it, and what the same customer had in any other case within the last week: else one would open a second case to spend it once more.
/// </remarks>
public static class AllowanceBook
{
    /// <summary>For how long what the same customer had belongs to the same incident.</summary>
    public static readonly TimeSpan Incident = TimeSpan.FromDays(7);

    /// <summary>When the month began into which a moment falls, where the organisation is.</summary>
    public static DateTime MonthOf(DateTime now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(now, zone);
        return Core.Calendars.LocalDays.StartOf(new(local.Year, local.Month, 1), zone);
    }

    /// <summary>The limit of a member's role; nothing where nobody decided, and for keys.</summary>
    public static async Task<AllowanceLimit> LimitOf(this OrganisationStore store, Guid member, CancellationToken cancel) =>
        await (from row in store.Allowances.AsNoTracking()
               join who in store.Members.AsNoTracking() on row.Role equals who.Role
               where who.Id == member && who.LeftAt == null
               select (AllowanceLimit?)new AllowanceLimit(row.Incident, row.Month)).SingleOrDefaultAsync(cancel) ?? default;

    /// <summary>What of the ledger counts for an incident.</summary>
    public static IQueryable<AllowanceEntry> OfIncident(this OrganisationStore store, Case row, DateTime now)
    {
        var (since, id, customer) = (now - Incident, row.Id, row.CustomerId);
        var into = row.MergedInto ?? row.Id;
        return store.AllowanceEntries.Where(entry => store.Cases.Any(one => one.Id == entry.CaseId
            && (one.Id == id || one.Id == into || one.MergedInto == into || (customer != null && one.CustomerId == customer && entry.CountsAt > since))));
    }

    /// <summary>What of the ledger counts for a member's month.</summary>
    public static IQueryable<AllowanceEntry> OfMonth(this OrganisationStore store, Guid member, DateTime month) => store.AllowanceEntries.Where(entry => entry.MemberId == member && entry.CountsAt >= month);

    /// <summary>What a member may still spend for a case.</summary>
    public static async Task<Purse> PurseOf(this OrganisationStore store, Member member, Case row, (DateTime Now, DateTime Month) at, CancellationToken cancel) => new(
        await store.LimitOf(member.Id, cancel), await store.OfIncident(row, at.Now).SumAsync(entry => entry.Amount, cancel), await store.OfMonth(member.Id, at.Month).SumAsync(entry => entry.Amount, cancel));
}
