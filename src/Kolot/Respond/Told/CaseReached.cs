using Kolot.Listen.Contact;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Told;

/// <summary>By what the customer of a case reads what is written to them: nobody says "sent" where nothing comes.</summary>
/// <param name="Page">On the page of what they wrote.</param>
/// <param name="Mail">By mail: there is an address, and mail goes out.</param>
/// <param name="Phone">Where they can be called.</param>
public sealed record CaseReached(bool Page, bool Mail, string? Phone)
{
    /// <summary>Whether they read anything at all.</summary>
    public bool Any => Page || Mail;

    /// <summary>Of a case.</summary>
    /// <param name="store">Where.</param>
    /// <param name="row">The case.</param>
    /// <param name="at">Whether mail goes out, and the moment.</param>
    /// <param name="cancel">Gives up.</param>
    public static async Task<CaseReached> Of(OrganisationStore store, Case row, (bool Mails, DateTime Now) at, CancellationToken cancel)
    {
        var enquiry = await ReachedBy.Known(store, row.Id, cancel);
        // Whoever was given a page so that they could be answered knows it by mail alone.
        var page = enquiry is not null && enquiry.Until > at.Now && (enquiry.Way != ReachedBy.OfCase || at.Mails);
        var phone = enquiry?.Phone ?? (row.CustomerId is { } customer
            ? await store.Identities.Where(one => one.CustomerId == customer && one.Kind == "phone").OrderBy(one => one.Id).Select(one => one.Value).FirstOrDefaultAsync(cancel) : null);
        return new(page, at.Mails && (await CustomerReached.Of(store, row, cancel)).Mail is not null, phone);
    }
}

/// <summary>Says by what customers of cases are reached.</summary>
public sealed class CasesReached(ContactForms forms, TimeProvider clock)
{
    /// <summary>Of a case.</summary>
    public async Task<CaseReached> Of(OrganisationStore store, Case row, CancellationToken cancel) =>
        await CaseReached.Of(store, row, ((await forms.Of(store.Organisation, cancel)).Mails, clock.GetUtcNow().UtcDateTime), cancel);
}
