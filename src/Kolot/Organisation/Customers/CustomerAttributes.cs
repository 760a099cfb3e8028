using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers;

/// <summary>What can be known of customers here.</summary>
internal static class CustomerAttributes
{
    /// <summary>The word for an attribute's code, where it has one; else the code as it was given, its words apart.</summary>
    public static string NameOf(string key) => key switch
    {
        CustomerView.CameFrom => Words.CameFrom,
        CustomerView.WhyLeft => Words.WhyLeft,
        "plan" => Words.Plan,
        "value" => Words.Value,
        "region" => Words.Region,
        "city" => Words.City,
        "language" => Words.CustomerLanguage,
        "left-on" => Words.LeftOn,
        "case-mended" => Words.CaseMended,
        _ => key.Replace('-', ' '),
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

    /// <summary>The codes that can be looked for: the house's own, and those met among some hundred customers within reach; not the whole table for a menu.</summary>
    public static async Task<IReadOnlyList<string>> Known(OrganisationStore store, Member reader, CancellationToken cancel)
    {
        var seen = store.CustomersSeenBy(reader).OrderByDescending(customer => customer.Id).Take(500).Select(customer => customer.Id);
        var met = await store.CustomerAttributes.Where(attribute => seen.Contains(attribute.CustomerId)).Select(attribute => attribute.Key).Distinct().ToListAsync(cancel);
        return [.. met.Union([CustomerView.CameFrom, CustomerView.WhyLeft]).Order(StringComparer.Ordinal)];
    }
}
