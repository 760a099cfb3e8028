using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Core.Respond.Commitments;
using Kolot.Listen.Contact;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Organisation.People;
using Kolot.Respond.Attached;
using Kolot.Respond.Presence;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Shows one case with all that was said and done, and whom it is of. Reading a customer is logged.</summary>
public sealed class ShowCase(Stores stores, ContactForms forms, Log log, TimeProvider clock)
{
    private const int MostOthers = 6;

    /// <summary>What the page shows.</summary>
    /// <param name="Row">The case.</param>
    /// <param name="Steps">What happened, in order.</param>
    /// <param name="Voices">What was said, in order.</param>
    /// <param name="Names">The names that voices are shown with.</param>
    /// <param name="People">The names of members.</param>
    public sealed record View(Case Row, IReadOnlyList<CaseStep> Steps, IReadOnlyList<Voice> Voices, StreamNames Names, IReadOnlyDictionary<Guid, string> People)
    {
        /// <summary>Whose it is, where the reader may know it.</summary>
        public CustomerView? Customer { get; init; }

        /// <summary>Whether the reader may open that customer's own page.</summary>
        public bool SeesCustomer { get; init; }

        /// <summary>Other cases of the same customer, the newest first.</summary>
        public IReadOnlyList<Case> Others { get; init; } = [];

        /// <summary>The enquiry in which it is answered, where there is one.</summary>
        public Enquiry? Enquiry { get; init; }

        /// <summary>Whether its customer can be mailed.</summary>
        public bool HasMail { get; init; }

        /// <summary>Whether mail goes out at all.</summary>
        public bool Mails { get; init; }

        /// <summary>Who else is at it now.</summary>
        public IReadOnlyList<PresentMember> Present { get; init; } = [];

        /// <summary>The files of its voices and steps.</summary>
        public required CaseFiles.Shown Files { get; init; }

        /// <summary>What became of the mails that tell of steps, by the step's id.</summary>
        public IReadOnlyDictionary<Guid, MailState> MailOf { get; init; } = new Dictionary<Guid, MailState>();

        /// <summary>What was promised and is still to be kept, what is due first.</summary>
        public IReadOnlyList<Commitment> Promised { get; init; } = [];

        /// <summary>Who may own it.</summary>
        public IReadOnlyList<MemberRow> Hands { get; init; } = [];

        /// <summary>The number of the case that it was merged into.</summary>
        public long? MergedInto { get; init; }

        /// <summary>The moment, UTC.</summary>
        public DateTime Now { get; init; }

        /// <summary>Whether an answer can be read anywhere but on a call.</summary>
        public bool Reaches => Enquiry is not null || (HasMail && Mails && Voices.Count > 0);

        /// <summary>A member by name; null for nobody, and for a key.</summary>
        public string? Person(Guid? id) => id is { } known ? People.GetValueOrDefault(known) : null;
    }

    /// <summary>Loads it; null where it is not within reach.</summary>
    public async Task<View?> Run(Member reader, long number, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        if (await store.CasesSeenBy(reader).AsNoTracking().SingleOrDefaultAsync(row => row.Number == number, cancel) is not { } row) return null;
        var steps = await store.CaseSteps.AsNoTracking().Where(step => step.CaseId == row.Id).OrderBy(step => step.Number).ToListAsync(cancel);
        // Whoever may see the case sees what it is of, wherever that was said.
        var voices = await store.Voices.AsNoTracking().Where(voice => store.CaseVoices.Any(one => one.CaseId == row.Id && one.VoiceId == voice.Id)).OrderBy(voice => voice.Place).ToListAsync(cancel);
        var customer = await Customer(store, reader, row, cancel);
        return new(row, steps, voices, await StreamNames.Load(store, cancel), await store.Members.AsNoTracking().ToDictionaryAsync(member => member.Id, member => member.Name, cancel))
        {
            Customer = customer, SeesCustomer = customer is not null && await store.CustomersSeenBy(reader).AnyAsync(one => one.Id == customer.Customer.Id, cancel), Enquiry = await ReachedBy.Known(store, row.Id, cancel), HasMail = await ReachedBy.Mail(store, row.CustomerId, cancel) is not null, Mails = (await forms.Of(reader.Organisation, cancel)).Mails,
            Others = customer is null ? [] : await store.CasesSeenBy(reader).AsNoTracking().Where(other => other.CustomerId == row.CustomerId && other.Id != row.Id).OrderByDescending(other => other.Number).Take(MostOthers).ToListAsync(cancel),
            Present = [.. (await PresentMember.At(store, reader, [row.Id], clock.GetUtcNow().UtcDateTime, cancel))[row.Id]], Files = await CaseFiles.Of(store, row, cancel),
            Promised = await store.Commitments.AsNoTracking().Where(one => one.CaseId == row.Id && one.State == CommitmentState.Open).OrderBy(one => one.DueAt).ToListAsync(cancel),
            MailOf = await StepMails.Of(store, steps, cancel),
            Hands = (await KnownHands.Of(store, cancel)).Of(row.UnitId), Now = clock.GetUtcNow().UtcDateTime,
            MergedInto = row.MergedInto is null ? null : await store.Cases.Where(other => other.Id == row.MergedInto).Select(other => (long?)other.Number).SingleOrDefaultAsync(cancel),
        };
    }

    /// <summary>The number of the case of a voice; null where it has none within reach.</summary>
    public async Task<long?> OfVoice(Member reader, Guid voice, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await store.CasesSeenBy(reader).Where(row => store.CaseVoices.Any(one => one.VoiceId == voice && one.CaseId == row.Id)).Select(row => (long?)row.Number).SingleOrDefaultAsync(cancel);
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/cases/{number:long}", (long number, HttpContext context, CasePages pages) => pages.Page(context, number, null)).Needs(Right.ReadVoices);
        organisation.MapGet("/cases/of/{voice:guid}", async (Guid voice, Visit visit, ShowCase show, CancellationToken cancel) =>
            await show.OfVoice(visit.Here, voice, cancel) is { } number ? Redirects.SeeOther(visit.Path($"cases/{number}")) : Redirects.SeeOther(visit.Path($"cases/new?voice={voice}"))).Needs(Right.ReadVoices);
    }

    private async Task<CustomerView?> Customer(OrganisationStore store, Member reader, Case row, CancellationToken cancel)
    {
        if (row.CustomerId is not { } id || !reader.May(Right.ReadCustomers)) return null;
        // Whoever has the case has its customer, also where another unit serves them.
        var found = (await CustomerView.Load(store, store.Customers.Where(customer => customer.Id == id), cancel)).SingleOrDefault();
        if (found is null) return null;
        log.Write(store, reader, "customer.read", id.ToString());
        await store.SaveChangesAsync(cancel);
        return found;
    }
}
