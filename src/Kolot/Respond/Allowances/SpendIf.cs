using Kolot.Core.Respond.Allowances;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Allowances;

/// <summary>Adds an entry to the ledger if, and only if, it stays within both limits: one statement that looks and adds, so that neither two at once nor many small sums pass them.</summary>
internal static class SpendIf
{
    /// <summary>Lets nobody else write to the ledger until the transaction ends. SQLite has one writer at a time; PostgreSQL would let two look before either added.</summary>
    public static async Task HoldLedger(this OrganisationStore store, CancellationToken cancel)
    {
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"lock table allowance_entries in share row exclusive mode", cancel);
    }

    /// <summary>Adds it, if it stays within.</summary>
    /// <returns>Whether it did.</returns>
    public static async Task<bool> Within(OrganisationStore store, AllowanceEntry entry, (Case Row, AllowanceLimit Limit, DateTime Month) at, CancellationToken cancel)
    {
        var (into, customer, since) = (at.Row.MergedInto ?? at.Row.Id, at.Row.CustomerId ?? Guid.Empty, entry.CountsAt - AllowanceBook.Incident);
        return await store.Database.ExecuteSqlAsync($"""
            insert into allowance_entries (id, case_id, member_id, kind, amount, what, at, counts_at, reverses_id, by_member)
            select {entry.Id}, {entry.CaseId}, {entry.MemberId}, {(int)entry.Kind}, {entry.Amount}, {entry.What}, {entry.At}, {entry.CountsAt}, null, {entry.ByMember}
            where {entry.Amount} + coalesce((select sum(e.amount) from allowance_entries e join cases c on c.id = e.case_id
                    where c.id = {into} or c.merged_into = {into} or (c.customer_id = {customer} and e.counts_at > {since})), 0) <= {at.Limit.Incident}
                and {entry.Amount} + coalesce((select sum(e.amount) from allowance_entries e where e.member_id = {entry.MemberId} and e.counts_at >= {at.Month}), 0) <= {at.Limit.Month}
            """, cancel) == 1;
    }
}
