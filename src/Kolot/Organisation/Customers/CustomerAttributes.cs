using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers;

/// <summary>What can be known of customers here.</summary>
internal static class CustomerAttributes
{
    /// <summary>The word for an attribute's code, where it has one; else the code as it was given.</summary>
    public static string NameOf(string key) => key switch
    {
        CustomerView.CameFrom => Words.CameFrom,
        CustomerView.WhyLeft => Words.WhyLeft,
        "plan" => Words.Plan,
        "value" => Words.Value,
        _ => key,
    };

    /// <summary>The word for a kind of identity.</summary>
    public static string KindName(string kind) => kind switch
    {
        "mail" => Words.Mail,
        "phone" => Words.Phone,
        "whatsapp" => Words.WhatsApp,
        "handle" => Words.Handle,
        _ => kind,
    };

    /// <summary>The codes that can be looked for: the house's own, and those met among some thousand; not the whole table for a menu.</summary>
    public static async Task<IReadOnlyList<string>> Known(OrganisationStore store, CancellationToken cancel)
    {
        var met = await store.CustomerAttributes.OrderByDescending(attribute => attribute.CustomerId).Take(2_000)
            .Select(attribute => attribute.Key).Distinct().ToListAsync(cancel);
        return [.. met.Union([CustomerView.CameFrom, CustomerView.WhyLeft]).Order(StringComparer.Ordinal)];
    }
}
