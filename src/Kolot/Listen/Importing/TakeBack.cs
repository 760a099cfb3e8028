using System.Globalization;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>Answers the errand "take this import back": removes what it brought, a part at a time, until nothing is left.</summary>
/// <remarks>What an import changed in voices that were there before stays changed: their earlier versions are kept beside them.</remarks>
public sealed class TakeBack : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "import.take-back";

    // Others write between two parts, so a part is short.
    private const int Together = 2_000;

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Asks for an import to be taken back.</summary>
    public static void Ask(OrganisationStore store, Guid import, DateTime now) =>
        store.Errands.Add(new() { Kind = Errand, Subject = import.ToString(), DueAt = now });

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        foreach (var group in errands.GroupBy(errand => errand.Subject))
        {
            var import = Guid.Parse(group.Key, CultureInfo.InvariantCulture);
            var all = await Voices(store, import, cancel) && await Customers(store, import, cancel);
            if (all) await store.RefusedRows.Where(row => row.ImportId == import).ExecuteDeleteAsync(cancel);
            else Ask(store, import, group.Max(errand => errand.DueAt));
            await store.SaveChangesAsync(cancel);
        }
    }

    /// <returns>Whether these were the last.</returns>
    private static async Task<bool> Voices(OrganisationStore store, Guid import, CancellationToken cancel)
    {
        var voices = await store.Voices.Where(voice => voice.ImportId == import).Take(Together)
            .Select(voice => new { voice.Place, voice.Id }).ToArrayAsync(cancel);
        var places = voices.Select(voice => voice.Place).ToArray();
        var ids = voices.Select(voice => voice.Id).ToArray();
        await store.TakeCasesBack(ids, cancel);
        await VoiceRows.Remove(store, places, ids, cancel);
        return voices.Length < Together;
    }

    // Whoever was heard by another way too, or was found to be another, is not this import's to remove.
    private static async Task<bool> Customers(OrganisationStore store, Guid import, CancellationToken cancel)
    {
        var ids = await store.Customers
            .Where(customer => customer.ImportId == import && customer.MergedInto == null
                && !store.Voices.Any(voice => voice.CustomerId == customer.Id) && !store.Customers.Any(other => other.MergedInto == customer.Id) && !store.Cases.Any(row => row.CustomerId == customer.Id))
            .Take(Together).Select(customer => customer.Id).ToArrayAsync(cancel);
        await store.Identities.Where(identity => ids.Contains(identity.CustomerId)).ExecuteDeleteAsync(cancel);
        await store.CustomerAttributes.Where(attribute => ids.Contains(attribute.CustomerId)).ExecuteDeleteAsync(cancel);
        await store.Customers.Where(customer => ids.Contains(customer.Id)).ExecuteDeleteAsync(cancel);
        return ids.Length < Together;
    }
}
