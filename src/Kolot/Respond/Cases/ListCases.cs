using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Organisation.Views;
using Kolot.Respond.Presence;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Lists cases: what is due first, then what nothing is due of, the oldest first; what is closed, the newest first.</summary>
public sealed class ListCases(Stores stores, KnownHours hours, EntranceMembers entrance, SaveView views)
{
    /// <summary>More than these are not counted: a list that long is narrowed.</summary>
    public const int Countable = 999;

    /// <summary>What the page shows.</summary>
    /// <param name="Query">What it is narrowed to.</param>
    /// <param name="Rows">The cases.</param>
    /// <param name="Next">Where the next page begins; null at the end.</param>
    /// <param name="Counts">How many each view has; one more than is counted for more.</param>
    /// <param name="Names">The names of places.</param>
    public sealed record View(CaseQuery Query, IReadOnlyList<Case> Rows, CaseCursor? Next, IReadOnlyDictionary<CaseView, int> Counts, StreamNames Names)
    {
        /// <summary>The names of members.</summary>
        public IReadOnlyDictionary<Guid, string> People { get; init; } = new Dictionary<Guid, string>();

        /// <summary>The names of customers, where the reader may know them.</summary>
        public IReadOnlyDictionary<Guid, string> Customers { get; init; } = new Dictionary<Guid, string>();

        /// <summary>Who else is at which of them now.</summary>
        public ILookup<Guid, PresentMember> Present { get; init; } = Array.Empty<PresentMember>().ToLookup(_ => Guid.Empty);

        /// <summary>Of what was written through the form and waits for an answer, how much no case was opened of.</summary>
        public int Caseless { get; init; }

        /// <summary>The views that were kept.</summary>
        public IReadOnlyList<SavedView> Saved { get; init; } = [];

        /// <summary>The moment, UTC.</summary>
        public DateTime Now { get; init; }

        /// <summary>How many of this page are late.</summary>
        public int Late => Rows.Count(row => row.ClosedAt is null && row.DueAt < Now);
    }

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, CaseQuery query, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var (names, looking) = (await StreamNames.OfPlaces(store, cancel), await Looking(store, reader, cancel));
        var all = Narrow(store, store.CasesSeenBy(reader).AsNoTracking(), query, names);
        var counts = new Dictionary<CaseView, int>();
        // Most that goes on may be answered: who waits is counted where that is looked at.
        foreach (var view in Enum.GetValues<CaseView>().Where(view => view != CaseView.Closed && (view != CaseView.Unanswered || query.View == view))) counts[view] = await CaseQuery.Counted(all, view, looking).Take(Countable + 1).CountAsync(cancel);
        var (rows, next) = await Page(CaseQuery.Of(all, query.View, looking), query, CaseQuery.PageSize, cancel);
        var customers = rows.Select(row => row.CustomerId).OfType<Guid>().Distinct().ToArray();
        return new(query, rows, next, counts, names)
        {
            People = await store.Members.AsNoTracking().ToDictionaryAsync(member => member.Id, member => member.Name, cancel), Saved = await views.Of(reader, "cases", cancel), Now = looking.Now,
            Caseless = query.Written ? await OpenForEnquiries.Waiting(store, reader).Take(Countable + 1).CountAsync(cancel) : 0,
            Present = await PresentMember.At(store, reader, [.. rows.Where(row => row.ClosedAt is null).Select(row => row.Id)], looking.Now, cancel),
            Customers = reader.May(Right.ReadCustomers)
                ? await store.Customers.AsNoTracking().Where(customer => EF.Parameter(customers).Contains(customer.Id) && customer.Name != null).ToDictionaryAsync(customer => customer.Id, customer => customer.Name ?? "", cancel)
                : new Dictionary<Guid, string>(),
        };
    }

    /// <summary>A page for programs.</summary>
    public async Task<(IReadOnlyList<Case> Rows, CaseCursor? Next)> Page(Member reader, CaseQuery query, int limit, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var (names, looking) = (await StreamNames.OfPlaces(store, cancel), await Looking(store, reader, cancel));
        return await Page(CaseQuery.Of(Narrow(store, store.CasesSeenBy(reader).AsNoTracking(), query, names), query.View, looking), query, limit, cancel);
    }

    /// <summary>How many cases are somebody's own.</summary>
    public async Task<int> Mine(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await CaseQuery.Of(store.CasesSeenBy(reader), CaseView.Mine, new(reader.Id, null, hours.Now, hours.Now)).Take(Countable + 1).CountAsync(cancel);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/cases", async (HttpContext context, Visit visit, ListCases list) =>
        new RazorComponentResult<CasesPage>(new { View = await list.Run(visit.Here, CaseQuery.FromAddress(context.Request.Query), context.RequestAborted), Here = Address.Of(context.Request).Without("done", "not"), Done = BulkDone.FromAddress(context.Request.Query) }))
        .Needs(Right.ReadVoices);

    /// <summary>Its views can be saved.</summary>
    public static ViewedPage Views { get; } = new("cases", Right.ReadVoices, async (context, here, attempt) =>
    {
        var (visit, list) = (context.RequestServices.GetRequiredService<Visit>(), context.RequestServices.GetRequiredService<ListCases>());
        var view = await list.Run(visit.Here, CaseQuery.FromAddress(here.Collection), context.RequestAborted);
        return new RazorComponentResult<CasesPage>(new { View = view, Here = here, Attempt = attempt }) { StatusCode = StatusCodes.Status422UnprocessableEntity };
    });

    // By the key after the last: first what is due, then what nothing is due of; each is one walk along an index.
    private static async Task<(IReadOnlyList<Case> Rows, CaseCursor? Next)> Page(IQueryable<Case> all, CaseQuery query, int limit, CancellationToken cancel)
    {
        if (query.View == CaseView.Closed)
        {
            var before = query.After?.Number ?? long.MaxValue;
            return Cut(await all.Where(row => row.Number < before).OrderByDescending(row => row.Number).Take(limit + 1).ToListAsync(cancel), limit, due: false);
        }

        var rows = new List<Case>();
        if (query.After is not { DueAt: null })
        {
            var due = all.Where(row => row.DueAt != null);
            if (query.After is { DueAt: { } at, Number: var number }) due = due.Where(row => row.DueAt > at || (row.DueAt == at && row.Number > number));
            rows = await due.OrderBy(row => row.DueAt).ThenBy(row => row.Number).Take(limit + 1).ToListAsync(cancel);
        }

        if (rows.Count <= limit)
        {
            var after = query.After is { DueAt: null, Number: var last } ? last : 0;
            rows.AddRange(await all.Where(row => row.DueAt == null && row.Number > after).OrderBy(row => row.Number).Take(limit + 1 - rows.Count).ToListAsync(cancel));
        }

        return Cut(rows, limit, due: true);
    }

    private static (IReadOnlyList<Case>, CaseCursor?) Cut(List<Case> rows, int limit, bool due) =>
        rows.Count <= limit ? (rows, null) : (rows[..limit], new CaseCursor(due ? rows[limit - 1].DueAt : null, rows[limit - 1].Number));

    private static IQueryable<Case> Narrow(OrganisationStore store, IQueryable<Case> all, CaseQuery query, StreamNames names)
    {
        if (query.Kind is { } kind) all = all.Where(row => row.Kind == kind);
        if (query.Owner is { } owner) all = all.Where(row => row.OwnerId == owner);
        if (query.Written || (query.Topic ?? query.Language) is not null)
        {
            var (topic, language) = (query.Topic, query.Language);
            var written = store.Enquiries.Where(enquiry => enquiry.Way != ReachedBy.OfCase && (topic == null || enquiry.Topic == topic) && (language == null || enquiry.Language == language));
            all = all.Where(row => store.CaseVoices.Any(voice => voice.CaseId == row.Id && written.Any(enquiry => enquiry.VoiceId == voice.VoiceId)));
        }

        if (query.Touchpoint is { } touchpoint)
        {
            var point = names.Touchpoints.FirstOrDefault(one => one.Code == touchpoint)?.Id ?? Guid.Empty;
            all = all.Where(row => row.TouchpointId == point);
        }

        if (query.Unit is not { } unit) return all;
        // A code that nothing has finds nothing.
        var below = names.Units.FirstOrDefault(one => one.Code == unit) is { } top ? Unit.Subtree(top.Id, names.Units).Select(id => (Guid?)id).ToArray() : [];
        return all.Where(row => below.Contains(row.UnitId));
    }

    // One's team is one's own unit and what is below it; whoever belongs to none is of all.
    private async Task<CaseQuery.Looking> Looking(OrganisationStore store, Member reader, CancellationToken cancel)
    {
        var home = await store.Members.Where(member => member.Id == reader.Id).Select(member => member.UnitId).SingleOrDefaultAsync(cancel);
        var team = home is { } unit ? Unit.Subtree(unit, await store.Units.AsNoTracking().ToListAsync(cancel)).Select(id => (Guid?)id).ToArray() : null;
        var (now, zone) = (hours.Now, (await entrance.FaceOf(reader.Organisation, cancel)).TimeZone);
        return new(reader.Id, team, now, Snooze.Until("tomorrow", now, zone)?.AddHours(-8) ?? now);
    }
}
