using Kolot.Core.Organisation;
using Kolot.Core.Respond.Allowances;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Allowances;

/// <summary>Tells whoever leads, afterwards, how allowances are used within their reach, and with what effect. Nothing waits here for approval.</summary>
public sealed class ReadAllowance(Stores stores, KnownHours hours)
{
    private const int Newest = 50;

    /// <summary>One thing that was given, by whom, and to whom where the reader may know it.</summary>
    public sealed record Row(AllowanceEntry Entry, long Number, string? Customer, string? Name, bool TakenBack);

    /// <summary>What one gave this month.</summary>
    public sealed record Giver(string Name, long Sum, int Times);

    /// <summary>What the page shows.</summary>
    /// <param name="Digest">Use and effect over the last quarter.</param>
    /// <param name="ThisMonth">By whom, this month.</param>
    /// <param name="Rows">The newest.</param>
    public sealed record View(AllowanceDigest Digest, IReadOnlyList<Giver> ThisMonth, IReadOnlyList<Row> Rows);

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, CancellationToken cancel)
    {
        var now = hours.Now;
        var (month, from) = (AllowanceBook.MonthOf(now, (await hours.Of(reader.Organisation, cancel)).Zone), now.AddDays(-91));
        await using var store = await stores.Open(reader.Organisation, cancel);
        var within = from entry in store.AllowanceEntries.AsNoTracking()
                     join row in store.CasesSeenBy(reader).AsNoTracking() on entry.CaseId equals row.Id
                     where entry.CountsAt > @from || entry.CountsAt >= month
                     select new { Entry = entry, row.Number, row.CustomerId, row.ClosedAt, row.Confirmed };
        var all = await within.OrderByDescending(one => one.Entry.At).ToListAsync(cancel);
        var names = await store.Members.AsNoTracking().ToDictionaryAsync(member => member.Id, member => member.Name, cancel);
        var back = all.Select(one => one.Entry.ReversesId).OfType<Guid>().ToHashSet();
        var spent = all.Where(one => one.Entry.CountsAt > from).GroupBy(one => (one.Number, one.Entry.Kind))
            .Select(group => new SpentCase(group.Key.Kind, group.Sum(one => one.Entry.Amount), group.First() is { ClosedAt: not null } closed ? closed.Confirmed == true : null)).Where(one => one.Amount > 0).ToArray();
        var cases = store.AllowanceEntries.Select(entry => entry.CaseId);
        var without = await store.CasesSeenBy(reader).AsNoTracking().Where(row => row.ClosedAt > from && row.MergedInto == null && row.Confirmed != null && !cases.Contains(row.Id)).Select(row => row.Confirmed == true).ToListAsync(cancel);
        var newest = all.Where(one => one.Entry.ReversesId is null).Take(Newest).ToArray();
        var customers = await Customers(store, reader, [.. newest.Select(one => one.CustomerId).OfType<Guid>().Distinct()], cancel);
        return new(
            AllowanceDigest.Of(spent, without),
            [.. all.Where(one => one.Entry.CountsAt >= month).GroupBy(one => one.Entry.MemberId).Select(group => new Giver(names.GetValueOrDefault(group.Key) ?? "", group.Sum(one => one.Entry.Amount), group.Count(one => one.Entry.ReversesId is null && !back.Contains(one.Entry.Id)))).OrderByDescending(giver => giver.Sum)],
            [.. newest.Select(one => new Row(one.Entry, one.Number, one.CustomerId is { } customer ? customers.GetValueOrDefault(customer) : null, names.GetValueOrDefault(one.Entry.MemberId), back.Contains(one.Entry.Id)))]);
    }

    /// <summary>Its route: for whoever sets up within their reach.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/allowance", async (Visit visit, ReadAllowance read, CancellationToken cancel) =>
        new RazorComponentResult<AllowanceDigestPage>(new { View = await read.Run(visit.Here, cancel) })).Needs(Right.SetUp);

    private static async Task<Dictionary<Guid, string?>> Customers(OrganisationStore store, Member reader, Guid[] ids, CancellationToken cancel) =>
        ids.Length == 0 || !reader.May(Right.ReadCustomers) ? [] : await store.Customers.AsNoTracking().Where(customer => EF.Parameter(ids).Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, customer => customer.Name, cancel);
}
