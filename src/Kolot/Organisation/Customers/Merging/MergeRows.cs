using System.Text.Encodings.Web;
using System.Text.Json;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Organisation.Customers.Merging;

/// <summary>What a merge keeps so that it can be undone.</summary>
/// <param name="Before">What was known before of the one who stayed.</param>
/// <param name="After">What was known right after.</param>
/// <param name="Aliases">Who had been merged into the one who went.</param>
internal sealed record MergeKept(CustomerFace Before, CustomerFace After, IReadOnlyList<Guid> Aliases)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public string Write() => JsonSerializer.Serialize(this, Json);

    public static MergeKept Read(CustomerMerge merge) =>
        JsonSerializer.Deserialize<MergeKept>(merge.Kept, Json) ?? throw new InvalidOperationException($"The merge {merge.Id} keeps nothing.");
}

/// <summary>Moves what is a customer's to another, and what is shown of one.</summary>
internal static class MergeRows
{
    /// <summary>What is known of a customer.</summary>
    public static async Task<CustomerFace> Face(OrganisationStore store, Customer customer, CancellationToken cancel) => new(
        customer.Name, customer.UnitId, customer.Since,
        await store.CustomerAttributes.Where(row => row.CustomerId == customer.Id).ToDictionaryAsync(row => row.Key, row => row.Value, cancel));

    /// <summary>Lets a customer be known by something else.</summary>
    public static async Task Become(OrganisationStore store, Customer customer, CustomerFace face, CancellationToken cancel)
    {
        (customer.Name, customer.UnitId, customer.Since) = (face.Name, face.UnitId, face.Since);
        customer.Version++;
        var known = await store.CustomerAttributes.Where(row => row.CustomerId == customer.Id).ToDictionaryAsync(row => row.Key, cancel);
        store.CustomerAttributes.RemoveRange(known.Values.Where(row => !face.Attributes.ContainsKey(row.Key)));
        foreach (var (key, value) in face.Attributes)
        {
            if (known.TryGetValue(key, out var row)) row.Value = value;
            else store.CustomerAttributes.Add(new() { CustomerId = customer.Id, Key = key, Value = value });
        }
    }

    /// <summary>Gives all that is one's to another, remembering whose it was.</summary>
    public static async Task Give(OrganisationStore store, Guid from, Guid into, CancellationToken cancel)
    {
        await store.Identities.Where(row => row.CustomerId == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.MergedFrom, row => row.MergedFrom ?? from).SetProperty(row => row.CustomerId, into), cancel);
        await store.Voices.Where(row => row.CustomerId == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.MergedFrom, row => row.MergedFrom ?? from).SetProperty(row => row.CustomerId, into), cancel);
        await store.Cases.Where(row => row.CustomerId == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.MergedFrom, row => row.MergedFrom ?? from).SetProperty(row => row.CustomerId, into), cancel);
        await store.Customers.Where(row => row.MergedInto == from).ExecuteUpdateAsync(set => set.SetProperty(row => row.MergedInto, into), cancel);
    }

    /// <summary>Gives back what was one's, and what came since by what they are recognised by.</summary>
    public static async Task GiveBack(OrganisationStore store, CustomerMerge merge, IReadOnlyList<Guid> aliases, CancellationToken cancel)
    {
        var (one, other) = (merge.IntoId, merge.FromId);
        Guid?[] theirs = [other, .. aliases];
        await store.Identities.Where(row => row.CustomerId == one && theirs.Contains(row.MergedFrom)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.CustomerId, other).SetProperty(row => row.MergedFrom, row => row.MergedFrom == other ? null : row.MergedFrom), cancel);
        await store.Voices.Where(row => row.CustomerId == one && theirs.Contains(row.MergedFrom)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.CustomerId, other).SetProperty(row => row.MergedFrom, row => row.MergedFrom == other ? null : row.MergedFrom), cancel);
        await store.Cases.Where(row => row.CustomerId == one && theirs.Contains(row.MergedFrom)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.CustomerId, other).SetProperty(row => row.MergedFrom, row => row.MergedFrom == other ? null : row.MergedFrom), cancel);
        await store.Customers.Where(row => row.MergedInto == one && aliases.Contains(row.Id)).ExecuteUpdateAsync(set => set.SetProperty(row => row.MergedInto, other), cancel);
    }
}
