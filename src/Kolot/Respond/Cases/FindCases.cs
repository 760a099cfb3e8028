using System.Globalization;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Finds cases by what a customer says on the telephone: the number of the case, the number that they hold, their name, mail or phone. Only within reach.</summary>
public sealed class FindCases(Stores stores)
{
    /// <summary>So many are shown at most.</summary>
    public const int Most = 6;

    private const int MostCustomers = 20;

    /// <summary>Finds them, what goes on first.</summary>
    public async Task<IReadOnlyList<(Case Row, string? Customer)>> Run(Member reader, string sought, CancellationToken cancel)
    {
        var words = sought.Trim();
        if (words.Length == 0) return [];
        await using var store = await stores.Open(reader.Organisation, cancel);
        var seen = store.CasesSeenBy(reader).AsNoTracking();
        var rows = new List<Case>();
        if (long.TryParse(words.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) rows.AddRange(await seen.Where(row => row.Number == number).ToListAsync(cancel));
        if (EnquiryNumber.Read(words) is { } enquiry)
            rows.AddRange(await seen.Where(row => store.Enquiries.Any(one => one.Id == enquiry && store.CaseVoices.Any(said => said.VoiceId == one.VoiceId && said.CaseId == row.Id))).ToListAsync(cancel));
        if (words.Length > 1 && reader.May(Right.ReadCustomers)) rows.AddRange(await OfCustomers(store, seen, words, cancel));
        Case[] found = [.. rows.DistinctBy(row => row.Number).Take(Most)];
        var names = reader.May(Right.ReadCustomers) ? await NamesOf(store, found, cancel) : [];
        return [.. found.Select(row => (row, row.CustomerId is { } customer ? names.GetValueOrDefault(customer) : null))];
    }

    // Whoever has a case has its customer, also where another unit serves them.
    private static async Task<List<Case>> OfCustomers(OrganisationStore store, IQueryable<Case> seen, string words, CancellationToken cancel)
    {
        var customers = await FindCustomers.Meant(store, store.Customers, (words, MostCustomers), cancel);
        if (customers.Length == 0) return [];
        return await seen.Where(row => row.CustomerId != null && EF.Parameter(customers).Contains(row.CustomerId.Value) && row.MergedInto == null)
            .OrderBy(row => row.ClosedAt != null).ThenByDescending(row => row.Number).Take(Most).ToListAsync(cancel);
    }

    private static Task<Dictionary<Guid, string?>> NamesOf(OrganisationStore store, Case[] found, CancellationToken cancel)
    {
        var ids = found.Select(row => row.CustomerId).OfType<Guid>().Distinct().ToArray();
        return store.Customers.Where(customer => EF.Parameter(ids).Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, customer => customer.Name, cancel);
    }
}
