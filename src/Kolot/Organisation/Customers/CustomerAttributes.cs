using System.Globalization;
using System.Text.Encodings.Web;
using Kolot.Core.Organisation;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Components;
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

    /// <summary>What is known, in words where the house has some for its code; else as it was given.</summary>
    public static string Said(string key, string value, string currency) => key switch
    {
        "language" when value is "he" or "ar" or "ru" or "en" => Shell.Language.NameOf(value),
        "left-on" when DateOnly.TryParse(value, CultureInfo.InvariantCulture, out var day) => Moments.Date(day.ToDateTime(TimeOnly.MinValue)),
        "plan" => value.Replace('-', ' '),
        "value" when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var sum) => Numbers.Sum(sum, currency),
        CustomerView.CameFrom or CustomerView.WhyLeft or "region" or "case-mended" => Words.ResourceManager.GetString($"Value_{value.Replace('-', '_')}", CultureInfo.CurrentUICulture) ?? value.Replace('-', ' '),
        _ => value,
    };

    /// <summary>Whether somebody is reached by an identity of a kind, rather than known by it in another system.</summary>
    public static bool ReachesThem(string kind) => kind is "mail" or "phone" or "whatsapp" or "handle";

    /// <summary>An address that breaks, where it must, after its @.</summary>
    public static MarkupString Breaking(string address) => new(HtmlEncoder.Default.Encode(address).Replace("@", "@<wbr>", StringComparison.Ordinal));

    /// <summary>The word for a kind of identity.</summary>
    public static string KindName(string kind) => kind switch
    {
        "mail" => Words.Mail,
        "phone" => Words.Phone,
        "whatsapp" => Words.WhatsApp,
        "handle" => Words.Handle,
        _ => Words.IdIn.Replace("{0}", kind, StringComparison.Ordinal),
    };

    /// <summary>The codes that can be looked for: the house's own, and those met among some hundred customers within reach; not the whole table for a menu.</summary>
    public static async Task<IReadOnlyList<string>> Known(OrganisationStore store, Member reader, CancellationToken cancel)
    {
        var seen = store.CustomersSeenBy(reader).OrderByDescending(customer => customer.Id).Take(500).Select(customer => customer.Id);
        var met = await store.CustomerAttributes.Where(attribute => seen.Contains(attribute.CustomerId)).Select(attribute => attribute.Key).Distinct().ToListAsync(cancel);
        return [.. met.Union([CustomerView.CameFrom, CustomerView.WhyLeft]).Order(StringComparer.Ordinal)];
    }
}
