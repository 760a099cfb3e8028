using Kolot.Core.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers;

/// <summary>Finds customers by name, mail, phone or id, and by what is known of them.</summary>
public sealed class FindCustomers(Stores stores, Log log)
{
    private const int PageSize = 30;

    /// <summary>What is looked for.</summary>
    /// <param name="Words">A part of a name, or a whole mail, phone or id.</param>
    /// <param name="Attribute">The code of an attribute that is to be known.</param>
    /// <param name="Value">The value that it is to have; any where null.</param>
    /// <param name="Before">Where the page begins.</param>
    public sealed record Query(string? Words, string? Attribute, string? Value, Guid? Before);

    /// <summary>A page of them, those met last first.</summary>
    /// <param name="Customers">The customers.</param>
    /// <param name="Next">The cursor of the next page; null at the end.</param>
    /// <param name="Attributes">The codes of attributes that can be looked for.</param>
    public sealed record Found(IReadOnlyList<CustomerView> Customers, string? Next, IReadOnlyList<string> Attributes);

    /// <summary>Finds them within reach.</summary>
    public async Task<Found> Run(Member reader, Query query, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var seen = Narrow(store, store.CustomersSeenBy(reader), query);
        if (query.Before is { } before) seen = seen.Where(customer => customer.Id.CompareTo(before) < 0);
        var views = await CustomerView.Load(store, seen.OrderByDescending(customer => customer.Id).Take(PageSize + 1), cancel);
        var attributes = await CustomerAttributes.Known(store, reader, cancel);
        var page = views.Take(PageSize).ToArray();
        log.Write(store, reader, "customers.read", null, new { count = page.Length });
        await store.SaveChangesAsync(cancel);
        return new(page, views.Count > PageSize ? CustomersApi.CursorOf(page[^1].Customer.Id) : null, attributes);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation
        .MapGet("/customers", async (HttpContext context, Visit visit, FindCustomers act) =>
        {
            var asked = context.Request.Query;
            string? Asked(string name) => asked[name].ToString().Trim() is { Length: > 0 and <= 200 } text ? text : null;
            var query = new Query(Asked("q"), Asked("attribute"), Asked("value"), Asked("before") is { } cursor ? CustomersApi.IdOf(cursor) : null);
            var found = await act.Run(visit.Here, query, context.RequestAborted);
            return new RazorComponentResult<CustomersPage>(new { Query = query, Found = found, Here = Address.Of(context.Request) });
        })
        .Needs(Right.ReadCustomers);

    private static IQueryable<Customer> Narrow(OrganisationStore store, IQueryable<Customer> customers, Query query)
    {
        if (query.Words is { } words) customers = Known(store, customers, words);
        if (query.Attribute is { } key)
        {
            var value = query.Value;
            customers = customers.Where(customer => store.CustomerAttributes.Any(attribute =>
                attribute.CustomerId == customer.Id && attribute.Key == key && (value == null || attribute.Value.Contains(value))));
        }

        return customers;
    }

    /// <summary>The ids of some customers whom words mean, those met last first: by a whole mail, phone or id, and by a part of a name where it is none of these. Beside other searches, so it asks each question by itself: an index answers the first of them.</summary>
    internal static async Task<Guid[]> Meant(OrganisationStore store, IQueryable<Customer> customers, (string Words, int Most) sought, CancellationToken cancel)
    {
        var (words, most) = sought;
        var values = ValuesOf(words);
        var known = await store.Identities.Where(identity => EF.Parameter(values).Contains(identity.Value)).Select(identity => identity.CustomerId)
            .Concat(store.Customers.Where(customer => customer.SourceId == words).Select(customer => customer.Id)).Take(most).ToArrayAsync(cancel);
        var meant = known.Length > 0 || !words.Any(char.IsLetter) ? customers.Where(customer => EF.Parameter(known).Contains(customer.Id)) : Named(store, customers, words);
        return await meant.OrderByDescending(customer => customer.Id).Select(customer => customer.Id).Take(most).ToArrayAsync(cancel);
    }

    /// <summary>Those of some customers whom words mean: a part of a name, or a whole mail, phone or id.</summary>
    internal static IQueryable<Customer> Known(OrganisationStore store, IQueryable<Customer> customers, string words)
    {
        var (values, named) = (ValuesOf(words), Named(store, store.Customers, words));
        return customers.Where(customer => customer.SourceId == words || store.Customers.Any(part => part.MergedInto == customer.Id && part.SourceId == words) || named.Any(one => one.Id == customer.Id)
            || store.Identities.Any(identity => identity.CustomerId == customer.Id && values.Contains(identity.Value)));
    }

    private static string[] ValuesOf(string words) => [.. new[] { Identities.Mail(words), Identities.Phone(words), words }.OfType<string>()];

    private static IQueryable<Customer> Named(OrganisationStore store, IQueryable<Customer> customers, string words)
    {
        var part = $"%{words.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        return store.Database.IsNpgsql()
            ? customers.Where(customer => EF.Functions.ILike(customer.Name ?? "", part, "\\"))
            : customers.Where(customer => EF.Functions.Like(customer.Name ?? "", part, "\\"));
    }
}
