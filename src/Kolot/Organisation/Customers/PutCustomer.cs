using System.Globalization;
using Kolot.Core.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers;

/// <summary>Lets another system keep a customer under its own id: the same call twice is one customer.</summary>
public static class PutCustomer
{
    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapPut("/customers/{source}/{id}", Put).Needs(Right.ChangeCustomers).WithName("PutCustomer")
        .WithSummary("Keeps a customer whole. With If-Match, or a version in the body, a record changed meanwhile is refused.")
        .Reads(CustomerExamples.Names)
        .Accepts<CustomerBody>("application/json").SendsLike("one", CustomerExamples.Sent)
        .Produces<CustomerAnswer>().AnswersLike(StatusCodes.Status200OK, CustomerExamples.Customer)
        .Produces<CustomerAnswer>(StatusCodes.Status201Created).AnswersLike(StatusCodes.Status201Created, CustomerExamples.Customer)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Put(string source, string id, HttpContext context, KeepCustomers act, Stores stores)
    {
        var cancel = context.RequestAborted;
        var member = context.RequestServices.GetRequiredService<Visit>().Here;
        var body = await CustomerBody.Read(context.Request);
        if (body.Refused) return Problems.Of(body.Refusal);
        var record = body.Value.AsRecord(source, id);
        if (record.Refused) return Problems.Of(record.Refusal);

        var version = VersionOf(context.Request.Headers.IfMatch.ToString()) ?? record.Value.Version;
        var kept = (await act.Run(member, [record.Value with { Version = version }], null, cancel))[0];
        if (kept.Refused) return Problems.Of(kept.Refusal);

        await using var store = await stores.Open(member.Organisation, cancel);
        // The answer is the whole customer, by whichever of their records they were named; the version is that record's own.
        var named = await store.Customers.AsNoTracking().SingleAsync(customer => customer.Id == kept.Value.Id, cancel);
        var view = (await CustomerView.Load(store, store.Customers.Where(customer => customer.Id == (named.MergedInto ?? named.Id)), cancel))[0];
        context.Response.Headers.ETag = CustomersApi.TagOf(named);
        return kept.Value.How == Keeping.New
            ? Results.Created($"/api/v1/{member.Organisation}/customers/{Uri.EscapeDataString(source)}/{Uri.EscapeDataString(id)}", CustomerAnswer.Of(view) with { Version = named.Version })
            : Results.Ok(CustomerAnswer.Of(view) with { Version = named.Version });
    }

    // What is no version of ours was read by nobody: it can only be stale.
    private static int? VersionOf(string ifMatch) => ifMatch.Trim() switch
    {
        "" or "*" => null,
        var tag => int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : int.MaxValue,
    };
}
