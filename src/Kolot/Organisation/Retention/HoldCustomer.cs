using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Retention;

/// <summary>Keeps a customer and what they said from being removed when its time is over, for a reason; and ends that.</summary>
public sealed class HoldCustomer(Stores stores, Log log, TimeProvider clock)
{
    /// <summary>Holds a customer, or changes the reason.</summary>
    public async Task<Result<Guid>> Run(Member member, Guid customer, string? reason, CancellationToken cancel)
    {
        var decided = RetentionChange.Reason(reason);
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (!await store.Customers.AnyAsync(row => row.Id == customer, cancel)) return new Refusal.NotFound();
        if (decided.Refusal is { } refusal) return refusal;
        var hold = await store.CustomerHolds.SingleOrDefaultAsync(row => row.CustomerId == customer, cancel);
        if (hold is null) store.CustomerHolds.Add(hold = new() { CustomerId = customer, Reason = decided.Value });
        (hold.Reason, hold.HeldBy, hold.HeldAt) = (decided.Value, member.Id, clock.GetUtcNow().UtcDateTime);
        // The reason may tell of the customer; the log holds no such words.
        log.Write(store, member, "customer.held", customer.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        return customer;
    }

    /// <summary>Ends it.</summary>
    public async Task End(Member member, Guid customer, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        if (await store.CustomerHolds.Where(row => row.CustomerId == customer).ExecuteDeleteAsync(cancel) == 0) return;
        log.Write(store, member, "customer.let-go", customer.ToString());
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/customers/{id:guid}/hold", (Guid id, Visit visit, HoldCustomer act, CancellationToken cancel) => act.Page(visit.Here, id, null, cancel))
            .NeedsWholeReach(Right.SetRetention);
        organisation.MapPost("/customers/{id:guid}/hold", async (Guid id, HttpContext context, Visit visit, HoldCustomer act, Notices notices) =>
        {
            var reason = (await context.Request.ReadFormAsync(context.RequestAborted))["reason"].ToString();
            var done = await act.Run(visit.Here, id, reason, context.RequestAborted);
            if (done.Refusal is { } refusal) return await act.Page(visit.Here, id, refusal, context.RequestAborted, reason);
            notices.Leave(Words.CustomerHeld);
            return Redirects.SeeOther(visit.Path($"customers/{id}"));
        }).NeedsWholeReach(Right.SetRetention);
        organisation.MapPost("/customers/{id:guid}/hold/removal", async (Guid id, Visit visit, HoldCustomer act, Notices notices, CancellationToken cancel) =>
        {
            await act.End(visit.Here, id, cancel);
            notices.Leave(Words.CustomerLetGo);
            return Redirects.SeeOther(visit.Path("settings/retention"));
        }).NeedsWholeReach(Right.SetRetention);
    }

    private async Task<IResult> Page(Member member, Guid id, Refusal? refusal, CancellationToken cancel, string? typed = null)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        if (await CustomerView.Find(store, member, id, cancel) is not { } view) return Results.NotFound();
        var hold = await store.CustomerHolds.AsNoTracking().SingleOrDefaultAsync(row => row.CustomerId == id, cancel);
        log.Write(store, member, "customer.read", id.ToString());
        await store.SaveChangesAsync(cancel);
        return new RazorComponentResult<HoldPage>(new { View = view, Hold = hold, Typed = typed, Faults = Faults.Of(refusal, Words.ResourceManager) })
        {
            StatusCode = Problems.StatusOf(refusal),
        };
    }
}
