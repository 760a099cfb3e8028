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

    private static readonly ILookup<Guid, PresentMember> Nobody = Array.Empty<PresentMember>().ToLookup(_ => Guid.Empty);

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

        /// <summary>The scores that opened cases of which nobody said a word.</summary>
        public IReadOnlyDictionary<Guid, (double Score, double High)> Scores { get; init; } = new Dictionary<Guid, (double, double)>();

        /// <summary>Who may own one of these cases, by name.</summary>
        public IReadOnlyList<MemberRow> Hands { get; init; } = [];

        /// <summary>Who else is at which of them now.</summary>
        public ILookup<Guid, PresentMember> Present { get; init; } = Nobody;

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
        await store.Stay(cancel);
        var names = await StreamNames.OfPlaces(store, cancel);
        var people = await store.Members.AsNoTracking().Select(member => new { member.Id, member.Name, member.UnitId }).ToListAsync(cancel);
        var looking = await Looking(reader, people.FirstOrDefault(member => member.Id == reader.Id)?.UnitId, names.Units, cancel);
        var all = Narrow(store, store.CasesSeenBy(reader).AsNoTracking(), query, names);
        var counts = await CaseCounts.Of(all, query.View, looking, cancel);
        var (rows, next) = counts.GetValueOrDefault(query.View, 1) == 0 ? ([], null) : await Page(store, all, reader, (query, names, looking), CaseQuery.PageSize, cancel);
        return new(query, rows, next, counts, names)
        {
            People = people.ToDictionary(member => member.Id, member => member.Name), Saved = await views.Of(reader, "cases", cancel), Now = looking.Now,
            Caseless = query.Written ? await OpenForEnquiries.Waiting(store, reader).Take(Countable + 1).CountAsync(cancel) : 0,
            Present = query.View == CaseView.Closed || rows.Count == 0 ? Nobody : await PresentMember.At(store, reader, [.. rows.Select(row => row.Id)], looking.Now, cancel),
            Scores = await Scores(store, [.. rows.Where(row => row.Title is null).Select(row => row.Id)], cancel),
            Hands = reader.May(Right.EnterVoices) && query.View != CaseView.Closed ? await KnownHands.Offered(store, names.Units, [.. rows.Select(row => row.UnitId).Distinct()], cancel) : [],
            Customers = await Customers(store, reader, rows, cancel),
        };
    }

    /// <summary>A page for programs.</summary>
    public async Task<(IReadOnlyList<Case> Rows, CaseCursor? Next)> Page(Member reader, CaseQuery query, int limit, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        await store.Stay(cancel);
        var names = await StreamNames.OfPlaces(store, cancel);
        var looking = await Looking(reader, await store.Members.Where(member => member.Id == reader.Id).Select(member => member.UnitId).SingleOrDefaultAsync(cancel), names.Units, cancel);
        return await Page(store, Narrow(store, store.CasesSeenBy(reader).AsNoTracking(), query, names), reader, (query, names, looking), limit, cancel);
    }

    /// <summary>How many cases are somebody's own.</summary>
    public async Task<int> Mine(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await CaseQuery.Of(store.CasesSeenBy(reader), CaseView.Mine, new(reader.Id, null, hours.Now, hours.Now)).Take(Countable + 1).CountAsync(cancel);
    }

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/cases", async (HttpContext context, Visit visit, ListCases list) =>
    {
        var view = await list.Run(visit.Here, CaseQuery.FromAddress(context.Request.Query), context.RequestAborted);
        if (!view.Query.Narrowed) visit.Counted["cases"] = view.Counts[CaseView.Mine];
        return new RazorComponentResult<CasesPage>(new { View = view, Here = Address.Of(context.Request).Without("done", "not"), Done = BulkDone.FromAddress(context.Request.Query) });
    }).Needs(Right.ReadVoices);

    /// <summary>Its views can be saved.</summary>
    public static ViewedPage Views { get; } = new("cases", Right.ReadVoices, (context, here, attempt) =>
        context.RequestServices.GetRequiredService<ListCases>().Page(context, here, StatusCodes.Status422UnprocessableEntity, attempt));

    /// <summary>The page again, with what could not be kept or done.</summary>
    public async Task<IResult> Page(HttpContext context, Address here, int status, ViewAttempt? attempt = null, BulkAttempt? bulk = null)
    {
        var view = await Run(context.RequestServices.GetRequiredService<Visit>().Here, CaseQuery.FromAddress(here.Collection), context.RequestAborted);
        return new RazorComponentResult<CasesPage>(new { View = view, Here = here, Attempt = attempt, Bulk = bulk }) { StatusCode = status };
    }

    private static Task<(IReadOnlyList<Case> Rows, CaseCursor? Next)> Page(OrganisationStore store, IQueryable<Case> all, Member reader, (CaseQuery Query, StreamNames Names, CaseQuery.Looking Looking) asked, int limit, CancellationToken cancel)
    {
        var (query, names, looking) = asked;
        return query.View == CaseView.Closed
            ? CasePaging.Closed(store, [.. store.CasesSeenApart(reader, Units(query, names)).Select(part => Narrow(store, part.AsNoTracking(), query, names))], query, limit, cancel)
            : CasePaging.Open(store, CaseQuery.Of(all, query.View, looking), query, limit, cancel);
    }

    private static async Task<IReadOnlyDictionary<Guid, string>> Customers(OrganisationStore store, Member reader, IReadOnlyList<Case> rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.CustomerId).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0 || !reader.May(Right.ReadCustomers)) return new Dictionary<Guid, string>();
        return await store.Customers.AsNoTracking().Where(customer => EF.Parameter(ids).Contains(customer.Id) && customer.Name != null).Select(customer => new { customer.Id, customer.Name }).ToDictionaryAsync(customer => customer.Id, customer => customer.Name ?? "", cancel);
    }

    private static async Task<IReadOnlyDictionary<Guid, (double, double)>> Scores(OrganisationStore store, Guid[] wordless, CancellationToken cancel)
    {
        if (wordless.Length == 0) return new Dictionary<Guid, (double, double)>();
        var scored = await (from one in store.CaseVoices where EF.Parameter(wordless).Contains(one.CaseId) join voice in store.Voices on one.VoiceId equals voice.Id where voice.Score != null && voice.ScoreHigh != null orderby voice.Place select new { one.CaseId, voice.Score, voice.ScoreHigh }).ToListAsync(cancel);
        return scored.GroupBy(one => one.CaseId).ToDictionary(of => of.Key, of => (of.First().Score ?? 0, of.First().ScoreHigh ?? 0));
    }

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

        if (Units(query, names) is not { } units) return all;
        var below = units.Select(unit => (Guid?)unit).ToArray();
        return all.Where(row => below.Contains(row.UnitId));
    }

    // Which units it is narrowed to; null for all. A code that nothing has finds nothing.
    private static IReadOnlyCollection<Guid>? Units(CaseQuery query, StreamNames names) =>
        query.Unit is not { } unit ? null : names.Units.FirstOrDefault(one => one.Code == unit) is { } top ? [.. Unit.Subtree(top.Id, names.Units)] : [];

    // One's team is one's own unit and what is below it; whoever belongs to none is of all.
    private async Task<CaseQuery.Looking> Looking(Member reader, Guid? home, IReadOnlyList<Unit> units, CancellationToken cancel)
    {
        var team = home is { } unit ? Unit.Subtree(unit, units).Select(id => (Guid?)id).ToArray() : null;
        var (now, zone) = (hours.Now, (await entrance.FaceOf(reader.Organisation, cancel)).TimeZone);
        return new(reader.Id, team, now, Snooze.Until("tomorrow", now, zone)?.AddHours(-8) ?? now);
    }
}
