using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers.Merging;

/// <summary>Tells two customers apart again: each as they were, and what came since with whom it was recognised by.</summary>
public sealed class UnmergeCustomers(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>Does it. What was merged last is undone first: a later merge says something of both.</summary>
    public async Task<Result<CustomerMerge>> Run(Member member, Guid merge, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.HoldCustomersStill(cancel);
        if (await store.CustomerMerges.SingleOrDefaultAsync(row => row.Id == merge && row.UndoneAt == null, cancel) is not { } found) return new Refusal.NotFound();
        var into = await store.Customers.SingleOrDefaultAsync(row => row.Id == found.IntoId, cancel);
        var from = await store.Customers.SingleOrDefaultAsync(row => row.Id == found.FromId, cancel);
        if (into is null || from is null) return new Refusal.NotFound();
        if (!member.SeesAll) return new Refusal.NotAllowed();
        if (into.MergedInto is not null) return new Refusal.Conflict("merged_further");
        if (await LaterThan(store, found).AnyAsync(cancel)) return new Refusal.Conflict("later_first");

        var kept = MergeKept.Read(found);
        await MergeRows.Become(store, into, CustomerMerging.Apart(kept.Before, kept.After, await MergeRows.Face(store, into, cancel)), cancel);
        (from.MergedInto, from.Version) = (null, from.Version + 1);
        (found.UndoneAt, found.UndoneBy) = (clock.GetUtcNow().UtcDateTime, member.Id);
        log.Write(store, member, "customer.unmerged", into.Id.ToString(), new { from = from.Id });
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        await MergeRows.GiveBack(store, found, kept.Aliases, cancel);
        await writing.Commit(cancel);
        return found;
    }

    /// <summary>What is posted.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapPost("/customers/{id:guid}/merges/{mergeId:guid}/removal", async (
        Guid id, Guid mergeId, Visit visit, UnmergeCustomers act, Notices notices, CancellationToken cancel) =>
    {
        var done = await act.Run(visit.Here, mergeId, cancel);
        if (done.Refusal is Refusal.NotFound or Refusal.NotAllowed) return Results.StatusCode(done.Refusal is Refusal.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
        notices.Leave(done.Refusal switch
        {
            null => Words.Unmerged,
            Refusal.Conflict { Reason: "merged_further" } => Words.MergedFurther,
            Refusal.Conflict { Reason: "later_first" } => Words.LaterFirst,
            _ => Words.UnmergeLater,
        });
        return Redirects.SeeOther(visit.Path($"customers/{id}/merge"));
    }).Needs(Right.ChangeCustomers);

    private static IQueryable<CustomerMerge> LaterThan(OrganisationStore store, CustomerMerge merge) =>
        store.CustomerMerges.Where(row => row.UndoneAt == null && row.IntoId == merge.IntoId && row.Id.CompareTo(merge.Id) > 0);
}
