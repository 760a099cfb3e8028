using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Finds the customers whom a file or another system names, and keeps those who are new.</summary>
public sealed class CampaignCustomers(Stores stores, KeepCustomers keep)
{
    private const int Together = 500;

    /// <summary>Who each is, in order, or why they cannot be known.</summary>
    public async Task<IReadOnlyList<Result<Guid>>> Find(Member member, IReadOnlyList<HeardCustomer> named, CancellationToken cancel)
    {
        var found = new List<Result<Guid>>(named.Count);
        foreach (var some in named.Chunk(Together)) found.AddRange(await Some(member, some, cancel));
        return found;
    }

    private async Task<IEnumerable<Result<Guid>>> Some(Member member, HeardCustomer[] named, CancellationToken cancel)
    {
        // Without a number, whoever has the mail or the phone is meant; who is not known by either is new, and known by it.
        await using var store = await stores.Open(member.Organisation, cancel);
        string[] values = [.. named.Where(one => one.Id is null).SelectMany(one => new[] { one.Mail, one.Phone }).OfType<string>().Distinct()];
        var owners = (await store.Identities.AsNoTracking().Where(row => EF.Parameter(values).Contains(row.Value) && (row.Kind == "mail" || row.Kind == "phone")).ToListAsync(cancel)).ToDictionary(row => (row.Kind, row.Value), row => row.CustomerId);
        Guid? Owner(HeardCustomer one) => one.Id is not null ? null
            : one.Mail is { } mail && owners.TryGetValue(("mail", mail), out var mailed) ? mailed : one.Phone is { } phone && owners.TryGetValue(("phone", phone), out var called) ? called : null;
        var unknown = named.Where(one => Owner(one) is null).ToArray();
        var kept = unknown.Length == 0 ? [] : await keep.Run(member, [.. unknown.Select(Record)], null, cancel);
        var whole = await Wholes(store, [.. kept.Where(one => !one.Refused).Select(one => one.Value.Id)], cancel);
        var next = 0;
        return [.. named.Select(one => Owner(one) is { } owner ? owner : kept[next++] is { Refusal: { } refusal } ? (Result<Guid>)refusal : whole[kept[next - 1].Value.Id])];
    }

    private static async Task<Dictionary<Guid, Guid>> Wholes(OrganisationStore store, Guid[] ids, CancellationToken cancel) =>
        await store.Customers.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.MergedInto ?? row.Id, cancel);

    private static CustomerRecord Record(HeardCustomer one) => new()
    {
        Source = one.Id is null ? one.Mail is null ? "phone" : "mail" : one.Source ?? "crm", Id = one.Id ?? one.Mail ?? one.Phone, Name = one.Name,
        Identities = [.. new (string Kind, string? Value)[] { ("mail", one.Mail), ("phone", one.Phone) }.Where(identity => identity.Value is not null).Select(identity => new WrittenIdentity(identity.Kind, identity.Value ?? ""))],
    };
}
