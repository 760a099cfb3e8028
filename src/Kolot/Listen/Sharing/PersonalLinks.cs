using System.Security.Cryptography;
using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.OptOuts;
using Kolot.Organisation;
using Kolot.Store;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Sharing;

/// <summary>How it stands with a personal link.</summary>
public enum LinkState
{
    /// <summary>It opens.</summary>
    Open,

    /// <summary>It was answered.</summary>
    Spent,

    /// <summary>Somebody took it back.</summary>
    Revoked,

    /// <summary>Its time is over.</summary>
    Over,
}

/// <summary>Finds personal links by their secrets, and whose they are.</summary>
public sealed class PersonalLinks(Stores stores)
{
    // What tells who a person is that is no customer yet, beside what the survey wants to be told.
    private const string Who = "customer.";

    /// <summary>Whose a link is, and what comes along with it.</summary>
    /// <param name="Customer">Whose; null where nobody knows.</param>
    /// <param name="Known">What comes along, by name.</param>
    public sealed record Told(HeardCustomer? Customer, IReadOnlyDictionary<string, string> Known);

    /// <summary>A secret for the address of a link: 128 bits of chance, short enough for a message.</summary>
    public static string Secret() => WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(16));

    /// <summary>The link of a secret, with the code of its survey; null where there is none.</summary>
    public async Task<(SurveyLink Link, string Code)?> Of(string organisation, string secret, CancellationToken cancel)
    {
        if (secret.Length is < 20 or > 40) return null;
        var hash = EntranceKeys.HashOf(secret);
        await using var store = await stores.Open(organisation, cancel);
        var found = await (from link in store.SurveyLinks.AsNoTracking() where link.SecretHash == hash join survey in store.Surveys on link.SurveyId equals survey.Id select new { link, survey.Code }).SingleOrDefaultAsync(cancel);
        return found is null ? null : (found.link, found.Code);
    }

    /// <summary>How it stands with one.</summary>
    public static LinkState StateOf(SurveyLink link, DateTime now) =>
        link.SpentOn is not null ? LinkState.Spent : link.RevokedAt is not null ? LinkState.Revoked : link.Until <= now ? LinkState.Over : LinkState.Open;

    /// <summary>Whose a link is; null where it was revoked, or went with its customer.</summary>
    public static async Task<Told?> Whose(OrganisationStore store, Guid id, CancellationToken cancel)
    {
        var link = await store.SurveyLinks.AsNoTracking().SingleOrDefaultAsync(link => link.Id == id && (link.RevokedAt == null || link.SpentOn != null), cancel);
        if (link is null) return null;
        var all = JsonSerializer.Deserialize<Dictionary<string, string>>(link.Known) ?? [];
        var known = all.Where(one => !one.Key.StartsWith(Who, StringComparison.Ordinal)).ToDictionary();
        if (link.CustomerId is { } whose && await store.Customers.AsNoTracking().SingleOrDefaultAsync(one => one.Id == whose, cancel) is { } customer)
        {
            // Whoever was found to be another is called as that one is; by whom the link was made for, their voice finds them both.
            var called = customer.MergedInto is { } other ? await store.Customers.Where(one => one.Id == other).Select(one => one.Name).SingleOrDefaultAsync(cancel) : customer.Name;
            if (called is { } name) known.TryAdd("name", name);
            return new(new() { Source = customer.Source, Id = customer.SourceId }, known);
        }

        string? Part(string part) => all.GetValueOrDefault(Who + part);
        var somebody = new HeardCustomer { Source = Part("source"), Id = Part("id"), Name = all.GetValueOrDefault("name"), Mail = Part("mail"), Phone = Part("phone") };
        return new(somebody.Id is null && somebody.Mail is null && somebody.Phone is null ? null : somebody, known);
    }

    /// <summary>What whoever a link is for is recognised by, customer or not.</summary>
    public static async Task<IReadOnlyList<string>> MarksOf(OrganisationStore store, SurveyLink link, CancellationToken cancel)
    {
        if (link.CustomerId is { } customer) return await KnownOptOuts.MarksOf(store, customer, cancel);
        var all = JsonSerializer.Deserialize<Dictionary<string, string>>(link.Known) ?? [];
        string? Part(string part) => all.GetValueOrDefault(Who + part);
        return MarksOf(new HeardCustomer { Source = Part("source"), Id = Part("id"), Mail = Part("mail"), Phone = Part("phone") });
    }

    /// <summary>What somebody is recognised by who may be no customer yet.</summary>
    public static IReadOnlyList<string> MarksOf(HeardCustomer somebody)
    {
        var marks = new List<string>();
        if (somebody is { Source: { } source, Id: { } id }) marks.Add(TombstoneMarks.OfCustomer(source, id));
        if (somebody.Mail is { } mail) marks.Add(TombstoneMarks.Of(new("mail", mail)));
        if (somebody.Phone is { } phone) marks.Add(TombstoneMarks.Of(new("phone", phone)));
        return marks;
    }

    /// <summary>By what somebody is recognised to whom messages go: their mail, or else their phone, or else their number.</summary>
    public static string AddressOf(HeardCustomer somebody) => MarksOf(somebody) is var marks && somebody is { Mail: not null, Phone: not null } ? marks[^2] : marks[^1];

    /// <summary>How somebody is called who is no customer yet; null where nobody knows.</summary>
    public static string? NameIn(SurveyLink link)
    {
        var all = JsonSerializer.Deserialize<Dictionary<string, string>>(link.Known) ?? [];
        return all.GetValueOrDefault("name") ?? all.GetValueOrDefault(Who + "mail") ?? all.GetValueOrDefault(Who + "phone") ?? all.GetValueOrDefault(Who + "id");
    }

    /// <summary>What is kept with a link of somebody who is no customer yet.</summary>
    public static string Known(HeardCustomer? unknown, IReadOnlyDictionary<string, string> known)
    {
        var all = new Dictionary<string, string>(known);
        foreach (var (part, value) in new[] { ("source", unknown?.Source), ("id", unknown?.Id), ("mail", unknown?.Mail), ("phone", unknown?.Phone) })
            if (value is not null) all[Who + part] = value;
        if (unknown?.Name is { } name) all["name"] = name;
        return JsonSerializer.Serialize(all, JsonSerializerOptions.Web);
    }
}
