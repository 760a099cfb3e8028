using Kolot.Core.Listen;
using Kolot.Core.Listen.Contact;
using Kolot.Core.Organisation;
using Kolot.Listen.Contact;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Organisation.Views;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Enquiries;

/// <summary>Lists what was written through the contact form: what is late first, then what is due next, then what nobody promised a time for.</summary>
public sealed class ListEnquiries(Stores stores, KnownHours hours, ContactForms forms, SaveView views)
{
    /// <summary>One enquiry of the list.</summary>
    /// <param name="Enquiry">The enquiry.</param>
    /// <param name="Voice">What was written.</param>
    /// <param name="Name">Who wrote, where the reader may know it.</param>
    /// <param name="Wait">How long it waits; null where it was answered.</param>
    public sealed record Row(Enquiry Enquiry, Voice Voice, string? Name, EnquiryWait? Wait)
    {
        /// <summary>When it was answered last; null where it never was.</summary>
        public DateTime? AnsweredAt { get; init; }

        /// <summary>How many files came with it.</summary>
        public int Files { get; init; }
    }

    /// <summary>What the page shows.</summary>
    public sealed record View(EnquiryQuery Query, IReadOnlyList<Row> Rows, IReadOnlyDictionary<EnquiryList, int> Counts, StreamNames Names)
    {
        /// <summary>What can be written about now.</summary>
        public required ContactForm Form { get; init; }

        /// <summary>The views that were kept.</summary>
        public IReadOnlyList<SavedView> Saved { get; init; } = [];

        /// <summary>The moment, UTC.</summary>
        public DateTime Now { get; init; }

        /// <summary>How many wait for an answer.</summary>
        public int Waiting => Counts[EnquiryList.Waiting];

        /// <summary>How many of these are late.</summary>
        public int Late => Counts[EnquiryList.Late];
    }

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, EnquiryQuery query, CancellationToken cancel)
    {
        var now = hours.Now;
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await StreamNames.OfPlaces(store, cancel);
        var all = Narrow(Within(store, reader), query, names);
        var counts = new Dictionary<EnquiryList, int>();
        foreach (var list in Enum.GetValues<EnquiryList>()) counts[list] = await EnquiryQuery.Of(all, list, now).CountAsync(cancel);
        var page = await InOrder(EnquiryQuery.Of(all, query.List, now)).Skip((query.Page - 1) * EnquiryQuery.PageSize).Take(EnquiryQuery.PageSize).ToListAsync(cancel);
        return new(query, await Rows(store, reader, page, cancel), counts, names)
        {
            Form = (await forms.Of(reader.Organisation, cancel)).Form, Saved = await views.Of(reader, "enquiries", cancel), Now = now,
        };
    }

    /// <summary>The voice of the enquiry that is to be answered next; null where nobody waits.</summary>
    public async Task<Guid?> Next(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await InOrder(EnquiryQuery.Of(Within(store, reader), EnquiryList.Waiting, hours.Now)).Select(one => (Guid?)one.Voice.Id).FirstOrDefaultAsync(cancel);
    }

    /// <summary>How many within reach wait for an answer.</summary>
    public async Task<int> Waiting(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await EnquiryQuery.Of(Within(store, reader), EnquiryList.Waiting, hours.Now).CountAsync(cancel);
    }

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/enquiries", async (HttpContext context, Visit visit, ListEnquiries list) =>
            new RazorComponentResult<EnquiriesPage>(new { View = await list.Run(visit.Here, EnquiryQuery.FromAddress(context.Request.Query), context.RequestAborted), Here = Address.Of(context.Request) })).Needs(Right.ReadVoices);
        organisation.MapGet("/enquiries/next", async (Visit visit, ListEnquiries list, CancellationToken cancel) =>
            Redirects.SeeOther(visit.Path(await list.Next(visit.Here, cancel) is { } next ? $"voices/{next}#enquiry" : "enquiries"))).Needs(Right.ReadVoices);
    }

    /// <summary>Its views can be saved.</summary>
    public static ViewedPage Views { get; } = new("enquiries", Right.ReadVoices, async (context, here, attempt) =>
    {
        var (visit, list) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestServices.GetRequiredService<ListEnquiries>());
        var view = await list.Run(visit.Here, EnquiryQuery.FromAddress(here.Collection), context.RequestAborted);
        return new RazorComponentResult<EnquiriesPage>(new { View = view, Here = here, Attempt = attempt }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    });

    private static IQueryable<Written> Within(OrganisationStore store, Member reader) =>
        from enquiry in store.Enquiries.AsNoTracking()
        join voice in store.VoicesSeenBy(reader).AsNoTracking() on enquiry.VoiceId equals voice.Id
        select new Written { Enquiry = enquiry, Voice = voice };

    private static IOrderedQueryable<Written> InOrder(IQueryable<Written> all) => all
        .OrderBy(one => one.Enquiry.Since == null).ThenBy(one => one.Enquiry.DueAt == null).ThenBy(one => one.Enquiry.DueAt).ThenBy(one => one.Enquiry.Since).ThenByDescending(one => one.Enquiry.Id);

    private static IQueryable<Written> Narrow(IQueryable<Written> all, EnquiryQuery query, StreamNames names)
    {
        if (query.Topic is { } topic) all = all.Where(one => one.Enquiry.Topic == topic);
        if (query.Language is { } language) all = all.Where(one => one.Enquiry.Language == language);
        // A code that nothing has finds nothing.
        if (query.Touchpoint is { } touchpoint)
        {
            var point = names.Touchpoints.FirstOrDefault(one => one.Code == touchpoint)?.Id ?? Guid.Empty;
            all = all.Where(one => one.Voice.TouchpointId == point);
        }

        if (query.Unit is not { } unit) return all;
        var below = names.Units.FirstOrDefault(one => one.Code == unit) is { } top ? Unit.Subtree(top.Id, names.Units).Select(id => (Guid?)id).ToArray() : [];
        return all.Where(one => below.Contains(one.Voice.UnitId));
    }

    private async Task<IReadOnlyList<Row>> Rows(OrganisationStore store, Member reader, List<Written> page, CancellationToken cancel)
    {
        var (now, clocks) = (hours.Now, await hours.Of(reader.Organisation, cancel));
        var keys = page.Select(one => one.Enquiry.Key).ToArray();
        var answered = await store.EnquirySteps.Where(step => keys.Contains(step.EnquiryKey) && step.Kind == StepKind.Answered).GroupBy(step => step.EnquiryKey)
            .Select(steps => new { steps.Key, At = steps.Max(step => step.At) }).ToDictionaryAsync(one => one.Key, one => one.At, cancel);
        var files = await store.SurveyFiles.Where(file => keys.Contains(file.ResponseId)).GroupBy(file => file.ResponseId).Select(one => new { one.Key, Count = one.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, cancel);
        var customers = await ReadStream.Customers(store, reader, [.. page.Select(one => one.Voice)], cancel);
        return [.. page.Select(one => new Row(one.Enquiry, one.Voice, Name(one), one.Enquiry.Since is { } since ? EnquiryWait.Of(clocks.HoursOf(one.Voice.UnitId, one.Voice.ChannelId), since, one.Enquiry.DueAt, now) : null)
        {
            AnsweredAt = answered.TryGetValue(one.Enquiry.Key, out var at) ? at : null, Files = files.GetValueOrDefault(one.Enquiry.Key),
        })];

        string? Name(Written one) => !reader.May(Right.ReadCustomers) ? null : (one.Voice.CustomerId is { } customer ? customers.GetValueOrDefault(customer) : null) ?? one.Enquiry.Name;
    }
}
