using Kolot.Core.Organisation;
using Kolot.Listen.Contact;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Told;

/// <summary>How the customer of a case is reached, and in which language.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Mail">Where mail reaches them.</param>
/// <param name="Language">In which of the four.</param>
public sealed record CustomerReached(string? Name, string? Mail, string? Language)
{
    /// <summary>Of a case: as they wrote to us, else as we know them.</summary>
    public static async Task<CustomerReached> Of(OrganisationStore store, Case row, CancellationToken cancel)
    {
        var written = await (from enquiry in store.Enquiries.AsNoTracking()
                             join said in store.CaseVoices.AsNoTracking() on enquiry.VoiceId equals said.VoiceId
                             where said.CaseId == row.Id
                             orderby enquiry.At descending
                             select new { enquiry.Name, enquiry.Mail, enquiry.Language }).FirstOrDefaultAsync(cancel);
        var spoken = written?.Language ?? await (from voice in store.Voices.AsNoTracking()
                                                 join said in store.CaseVoices.AsNoTracking() on voice.Id equals said.VoiceId
                                                 where said.CaseId == row.Id && voice.Language != null
                                                 orderby voice.Place descending
                                                 select voice.Language).FirstOrDefaultAsync(cancel);
        var name = row.CustomerId is { } customer ? await store.Customers.Where(one => one.Id == customer).Select(one => one.Name).SingleOrDefaultAsync(cancel) : null;
        var mail = written?.Mail ?? (row.CustomerId is { } whose
            ? await store.Identities.AsNoTracking().Where(one => one.CustomerId == whose && one.Kind == "mail").OrderBy(one => one.Id).Select(one => one.Value).FirstOrDefaultAsync(cancel) : null);
        return new(name ?? written?.Name, mail, ContactFormLanguages.Contains(spoken) ? spoken : null);
    }

    private static readonly HashSet<string?> ContactFormLanguages = [.. Core.Listen.Contact.ContactForm.Languages];
}
