using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers.Merging;

/// <summary>Says that two customers are one: all that is the other's becomes this one's, and stays marked as the other's.</summary>
public sealed class MergeCustomers(Stores stores, Log log, MergeView views, TimeProvider clock)
{
    /// <summary>Who with whom.</summary>
    /// <param name="Into">Who they are seen as.</param>
    /// <param name="IntoVersion">The version of that record that was looked at.</param>
    /// <param name="From">Whose record leads there.</param>
    /// <param name="FromVersion">The version of that record that was looked at.</param>
    /// <param name="FromOther">The fields in which the other's value is right.</param>
    public sealed record Request(Guid Into, int? IntoVersion, Guid From, int? FromVersion, IReadOnlySet<string> FromOther);

    /// <summary>Does it, unless either was changed since they were looked at.</summary>
    public async Task<Result<Guid>> Run(Member member, Request request, CancellationToken cancel)
    {
        if (request.Into == request.From) return new Refusal.Invalid("with", "same_customer");
        await using var store = await stores.Open(member.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.HoldCustomersStill(cancel);
        var seen = store.CustomersSeenBy(member);
        var into = await seen.SingleOrDefaultAsync(row => row.Id == request.Into, cancel);
        var from = await seen.SingleOrDefaultAsync(row => row.Id == request.From, cancel);
        if (into is null || from is null) return new Refusal.NotFound();
        // It moves voices of all units.
        if (!member.SeesAll) return new Refusal.NotAllowed();
        if (into.Version != request.IntoVersion || from.Version != request.FromVersion) return new Refusal.Conflict("changed_meanwhile");

        var before = await MergeRows.Face(store, into, cancel);
        var after = CustomerMerging.Together(before, await MergeRows.Face(store, from, cancel), request.FromOther);
        var aliases = await store.Customers.Where(row => row.MergedInto == from.Id).Select(row => row.Id).ToListAsync(cancel);
        var now = clock.GetUtcNow();
        var merge = new CustomerMerge
        {
            Id = Guid.CreateVersion7(now), IntoId = into.Id, FromId = from.Id, Kept = new MergeKept(before, after, aliases).Write(), MergedAt = now.UtcDateTime, MergedBy = member.Id,
        };
        store.CustomerMerges.Add(merge);
        await MergeRows.Become(store, into, after, cancel);
        (from.MergedInto, from.Version) = (into.Id, from.Version + 1);
        log.Write(store, member, "customer.merged", into.Id.ToString(), new { with = from.Id });
        return await Keep(store, writing, merge, cancel);
    }

    /// <summary>The page, and what is posted from it.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/customers/{id:guid}/merge", (Guid id, HttpContext context, Visit visit, MergeView view) => view.Page(context, visit, id, null))
            .Needs(Right.ChangeCustomers);
        organisation.MapPost("/customers/{id:guid}/merge", (Guid id, HttpContext context, MergeCustomers act) => act.Post(context, id)).Needs(Right.ChangeCustomers);
    }

    private static async Task<Result<Guid>> Keep(OrganisationStore store, Writing writing, CustomerMerge merge, CancellationToken cancel)
    {
        try
        {
            await store.SaveChangesAsync(cancel);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new Refusal.Conflict("changed_meanwhile");
        }

        await MergeRows.Give(store, merge.FromId, merge.IntoId, cancel);
        await writing.Commit(cancel);
        return merge.Id;
    }

    private async Task<IResult> Post(HttpContext context, Guid id)
    {
        var visit = context.RequestServices.GetRequiredService<Visit>();
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        _ = Guid.TryParse(form["with"], out var other);
        int? Version(string name) => int.TryParse(form[name], System.Globalization.CultureInfo.InvariantCulture, out var version) ? version : null;
        var request = new Request(id, Version("version"), other, Version("otherVersion"), form.Where(field => field.Value == "other").Select(field => field.Key).ToHashSet());
        var done = await Run(visit.Here, request, context.RequestAborted);
        if (done.Refusal is Refusal.NotFound or Refusal.NotAllowed) return Results.StatusCode(done.Refusal is Refusal.NotFound ? StatusCodes.Status404NotFound : StatusCodes.Status403Forbidden);
        if (done.Refusal is { } refusal) return await views.Page(context, visit, id, refusal, other);
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.Merged);
        return Redirects.SeeOther(visit.Path($"customers/{id}"));
    }
}
