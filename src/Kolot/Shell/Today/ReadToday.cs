using Kolot.Core.Calendars;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Listen.VoiceStream;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Respond.Clocks;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Shell.Today;

/// <summary>Something that is due in a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Clock">What is due, and how it stands.</param>
public sealed record DueThing(Case Case, ShownClock Clock)
{
    /// <summary>Who the customer is, where the reader may know it.</summary>
    public string? Customer { get; init; }

    /// <summary>What they said last.</summary>
    public Voice? Said { get; init; }
}

/// <summary>Reads what an agent begins the day with: what is late, what is due today, who is awaited, and one voice to be proud of.</summary>
public sealed class ReadToday(Stores stores, KnownHours hours)
{
    private const int MostDue = 40;
    private const int MostWaiting = 12;
    private const int MostTold = 300;
    private const int ProudOf = 7;

    /// <summary>What the page shows.</summary>
    /// <param name="Now">The moment, UTC.</param>
    /// <param name="Hours">The hours of the organisation.</param>
    /// <param name="Due">What is late, then what is due until the end of the day.</param>
    public sealed record View(DateTime Now, ServiceClock Hours, IReadOnlyList<DueThing> Due)
    {
        /// <summary>The day, where the organisation is.</summary>
        public ServiceDay Day => Hours.On(Hours.DayOf(Now));

        /// <summary>How many things are late, and how many are due later today: also those that are not listed.</summary>
        public (int Late, int Ahead) Count { get; init; }

        /// <summary>Cases whose customers are awaited, since the longest.</summary>
        public IReadOnlyList<(Case Case, string? Customer)> Awaited { get; init; } = [];

        /// <summary>A good word, and whose.</summary>
        public (Voice Voice, string? Customer)? Proud { get; init; }

        /// <summary>How many open cases are the reader's, and how many they take at most.</summary>
        public (int Open, int? Most) Load { get; init; }

        /// <summary>What the reader was told and has not read, with the number of its case; the newest first.</summary>
        public IReadOnlyList<(Notification Told, long Number)> Told { get; init; } = [];

        /// <summary>The names of places.</summary>
        public required StreamNames Names { get; init; }
    }

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, CancellationToken cancel)
    {
        var (here, now) = (await hours.Of(reader.Organisation, cancel), hours.Now);
        var clock = here.HoursOf(null, (Guid?)null);
        var until = LocalDays.StartOf(clock.DayOf(now).AddDays(1), here.Zone);
        await using var store = await stores.Open(reader.Organisation, cancel);
        var mine = store.CasesSeenBy(reader).AsNoTracking().Where(row => row.OwnerId == reader.Id && row.ClosedAt == null);
        var running = from row in mine join one in store.CaseClocks.AsNoTracking() on row.Id equals one.CaseId where one.MetAt == null && one.StoppedAt == null && one.DueAt < until select new { row, one };
        var due = await running.OrderBy(one => one.one.DueAt).Take(MostDue).ToListAsync(cancel);
        var late = await running.CountAsync(one => one.one.DueAt <= now, cancel);
        var awaited = await mine.Where(row => row.AwaitingSince != null).OrderBy(row => row.AwaitingSince).Take(MostWaiting).ToListAsync(cancel);
        var said = await Said(store, reader, [.. due.Select(one => one.row.Id).Distinct()], cancel);
        var names = await Names(store, reader, [.. due.Select(one => one.row), .. awaited], cancel);
        return new(now, clock, [.. due.Select(one => new DueThing(one.row, ShowClocks.Shown(one.one, here, now)) { Customer = NameOf(one.row), Said = said.GetValueOrDefault(one.row.Id) })])
        {
            Names = await StreamNames.OfPlaces(store, cancel), Awaited = [.. awaited.Select(row => (row, NameOf(row)))], Proud = await Proud(store, reader, clock.DayOf(now).DayNumber, cancel),
            Load = (await mine.CountAsync(cancel), await store.CaseHands.Where(hand => hand.MemberId == reader.Id).Select(hand => hand.Most).SingleOrDefaultAsync(cancel)),
            Told = await Told(store, reader, cancel), Count = (late, await running.CountAsync(cancel) - late),
        };

        string? NameOf(Case row) => row.CustomerId is { } customer ? names.GetValueOrDefault(customer) : null;
    }

    private static async Task<Dictionary<Guid, Voice>> Said(OrganisationStore store, Member reader, Guid[] cases, CancellationToken cancel)
    {
        var voices = await (from one in store.CaseVoices where EF.Parameter(cases).Contains(one.CaseId) join voice in store.VoicesSeenBy(reader).AsNoTracking() on one.VoiceId equals voice.Id select new { one.CaseId, voice }).ToListAsync(cancel);
        // The last that has words; else the last.
        return voices.GroupBy(one => one.CaseId).ToDictionary(of => of.Key, of => of.Select(one => one.voice).OrderBy(voice => voice.Text is null ? 1 : 0).ThenByDescending(voice => voice.Place).First());
    }

    private static async Task<IReadOnlyDictionary<Guid, string?>> Names(OrganisationStore store, Member reader, IReadOnlyList<Case> rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.CustomerId).OfType<Guid>().Distinct().ToArray();
        if (ids.Length == 0 || !reader.May(Right.ReadCustomers)) return new Dictionary<Guid, string?>();
        return await store.Customers.Where(customer => EF.Parameter(ids).Contains(customer.Id)).ToDictionaryAsync(customer => customer.Id, customer => customer.Name, cancel);
    }

    // Another one each morning, of the latest.
    private static async Task<(Voice, string?)?> Proud(OrganisationStore store, Member reader, int day, CancellationToken cancel)
    {
        var kind = await store.VoicesSeenBy(reader).AsNoTracking().Where(voice => voice.Kind == VoiceKind.Praise && voice.Text != null).OrderByDescending(voice => voice.Place).Take(ProudOf).ToListAsync(cancel);
        if (kind.Count == 0) return null;
        var chosen = kind[day % kind.Count];
        var customers = await ReadStream.Customers(store, reader, [chosen], cancel);
        return (chosen, chosen.CustomerId is { } customer ? customers.GetValueOrDefault(customer) : null);
    }

    private static async Task<IReadOnlyList<(Notification, long)>> Told(OrganisationStore store, Member reader, CancellationToken cancel)
    {
        var told = await (from one in store.Notifications.AsNoTracking() where one.MemberId == reader.Id && one.ReadAt == null join row in store.CasesSeenBy(reader) on one.CaseId equals row.Id orderby one.At descending select new { one, row.Number }).Take(MostTold).ToListAsync(cancel);
        return [.. told.Select(line => (line.one, line.Number))];
    }
}
