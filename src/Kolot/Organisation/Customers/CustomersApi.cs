using System.Buffers.Text;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers;

/// <summary>Reads customers out to other systems, within the reach of who asks.</summary>
public static class CustomersApi
{
    private const int Most = 250;

    /// <summary>A page of customers, in the order in which Kolot met them.</summary>
    /// <param name="Customers">The customers.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    public sealed record CustomerPage(IReadOnlyList<CustomerAnswer> Customers, string? Next);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/customers", List).Needs(Right.ReadCustomers).WithName("Customers")
            .WithSummary("Customers within reach, oldest first, page by page.")
            .Reads(CustomerExamples.Pages).Produces<CustomerPage>().AnswersLike(StatusCodes.Status200OK, CustomerExamples.Page)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/customers/{source}/{id}", One).Needs(Right.ReadCustomers).WithName("Customer")
            .WithSummary("One customer within reach, by another system's id. Reading is logged.")
            .Reads(CustomerExamples.Names).Produces<CustomerAnswer>().AnswersLike(StatusCodes.Status200OK, CustomerExamples.Customer)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>The tag of a record as it stands.</summary>
    internal static string TagOf(Customer customer) => $"\"{customer.Version}\"";

    /// <summary>Where the next page begins.</summary>
    internal static string CursorOf(Guid last) => Base64Url.EncodeToString(last.ToByteArray());

    /// <summary>What a cursor says; null if it is none of ours.</summary>
    internal static Guid? IdOf(string cursor)
    {
        Span<byte> bytes = stackalloc byte[16];
        return cursor.Length == 22 && Base64Url.IsValid(cursor) && Base64Url.TryDecodeFromChars(cursor, bytes, out var written) && written == 16
            ? new Guid(bytes)
            : null;
    }

    private static async Task<IResult> List(Visit visit, Stores stores, Log log, string? cursor, int? limit, CancellationToken cancel)
    {
        var after = cursor is null ? null : IdOf(cursor);
        if (cursor is not null && after is null) return Problems.Of(new Refusal.Invalid("cursor", "unknown"));
        if (limit is < 1 or > Most) return Problems.Of(new Refusal.Invalid("limit", "out_of_range"));

        var size = limit ?? 50;
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var seen = store.CustomersSeenBy(visit.Here);
        if (after is { } last) seen = seen.Where(customer => customer.Id.CompareTo(last) > 0);
        var views = await CustomerView.Load(store, seen.OrderBy(customer => customer.Id).Take(size + 1), cancel);
        var page = views.Take(size).Select(CustomerAnswer.Of).ToArray();
        log.Write(store, visit.Here, "customers.read", null, new { count = page.Length });
        await store.SaveChangesAsync(cancel);
        return Results.Ok(new CustomerPage(page, views.Count > size ? CursorOf(page[^1].Id) : null));
    }

    private static async Task<IResult> One(string source, string id, HttpContext context, Stores stores, Log log)
    {
        var member = context.RequestServices.GetRequiredService<Visit>().Here;
        await using var store = await stores.Open(member.Organisation, context.RequestAborted);
        var named = await store.Customers.AsNoTracking().SingleOrDefaultAsync(customer => customer.Source == source && customer.SourceId == id, context.RequestAborted);
        if (named is null) return Problems.Of(new Refusal.NotFound());
        var whole = named.MergedInto ?? named.Id;
        var seen = store.CustomersSeenBy(member).Where(customer => customer.Id == whole);
        if (await CustomerView.Load(store, seen, context.RequestAborted) is not [var view]) return Problems.Of(new Refusal.NotFound());
        log.Write(store, member, "customer.read", view.Customer.Id.ToString());
        await store.SaveChangesAsync(context.RequestAborted);
        context.Response.Headers.ETag = TagOf(named);
        return Results.Ok(CustomerAnswer.Of(view) with { Version = named.Version });
    }
}
