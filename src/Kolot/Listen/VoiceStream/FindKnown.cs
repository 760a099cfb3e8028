using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Organisation.People;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.VoiceStream;

/// <summary>Finds what is not a voice by what was typed into the search over voices: the enquiry of a number, and customers. Only within reach; reading customers is logged.</summary>
public sealed class FindKnown(Stores stores, Log log)
{
    /// <summary>So many are shown at most.</summary>
    public const int Most = 5;

    /// <summary>What was found.</summary>
    /// <param name="Customers">Customers, those met last first.</param>
    /// <param name="More">Whether there are more of them.</param>
    /// <param name="Enquiry">The enquiry of that number.</param>
    public sealed record Found(IReadOnlyList<CustomerView> Customers, bool More, Enquiry? Enquiry);

    /// <summary>Finds them.</summary>
    public async Task<Found> Run(Member reader, string sought, CancellationToken cancel)
    {
        var words = sought.Trim();
        if (words.Length < 2) return new([], false, null);
        await using var store = await stores.Open(reader.Organisation, cancel);
        var seen = store.VoicesSeenBy(reader);
        var enquiry = EnquiryNumber.Read(words) is { } number
            ? await store.Enquiries.AsNoTracking().Where(one => one.Id == number && seen.Any(voice => voice.Id == one.VoiceId)).SingleOrDefaultAsync(cancel) : null;
        if (!reader.May(Right.ReadCustomers)) return new([], false, enquiry);
        var ids = await FindCustomers.Meant(store, store.CustomersSeenBy(reader), (words, Most + 1), cancel);
        if (ids.Length == 0) return new([], false, enquiry);
        var known = await CustomerView.Load(store, store.Customers.Where(customer => EF.Parameter(ids).Contains(customer.Id)).OrderByDescending(customer => customer.Id), cancel);
        log.Write(store, reader, "customers.read", null, new { count = Math.Min(known.Count, Most) });
        await store.SaveChangesAsync(cancel);
        return new([.. known.Take(Most)], known.Count > Most, enquiry);
    }
}
