using Kolot.Core.Calendars;
using Kolot.Core.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Shell.Today;

/// <summary>What one member has to do.</summary>
/// <param name="Member">Who; null for what nobody owns.</param>
/// <param name="Open">How many open cases.</param>
/// <param name="Late">How many of them are late.</param>
/// <param name="Today">How many are due later today.</param>
/// <param name="Awaited">Of how many the customer is awaited.</param>
public sealed record TeamLoad(MemberRow? Member, int Open, int Late, int Today, int Awaited)
{
    /// <summary>How many open cases they have in all, also where the reader does not see them: whoever gives out more is to know what somebody carries.</summary>
    public int InAll { get; init; } = Open;

    /// <summary>How many promises to customers are due by the end of the day, or were due already.</summary>
    public int Promises { get; init; }

    /// <summary>How many they take at most; null for no limit.</summary>
    public int? Most { get; init; }

    /// <summary>Until when they rest; null while they do not.</summary>
    public DateTime? RestsUntil { get; init; }
}

/// <summary>Reads what a lead begins the day with: who carries how much, what is at risk, and who rests.</summary>
public sealed class ReadTeam(Stores stores, KnownHours hours)
{
    private const int MostAtRisk = 20;

    /// <summary>What the page shows.</summary>
    /// <param name="Now">The moment, UTC.</param>
    /// <param name="Loads">Whoever has most that is late first; what nobody owns before all.</param>
    /// <param name="AtRisk">What is late or due today, the longest due first, with whoever owns it.</param>
    public sealed record View(DateTime Now, IReadOnlyList<TeamLoad> Loads, IReadOnlyList<(Case Case, string? Owner)> AtRisk)
    {
        /// <summary>What was promised to customers and is due by the end of the day, or was due already, with the case and whoever is to keep it.</summary>
        public IReadOnlyList<(Commitment Promise, long Number, string? Owner)> Promised { get; init; } = [];

        /// <summary>How many are late.</summary>
        public int Late => Loads.Sum(load => load.Late);

        /// <summary>How many nobody owns.</summary>
        public int Unowned => Loads.Where(load => load.Member is null).Sum(load => load.Open);
    }

    /// <summary>Loads it.</summary>
    public async Task<View> Run(Member reader, CancellationToken cancel)
    {
        var (here, now) = (await hours.Of(reader.Organisation, cancel), hours.Now);
        var until = LocalDays.StartOf(here.HoursOf(null, (Guid?)null).DayOf(now).AddDays(1), here.Zone);
        await using var store = await stores.Open(reader.Organisation, cancel);
        var open = store.CasesSeenBy(reader).AsNoTracking().Where(row => row.ClosedAt == null);
        var loads = (await open.GroupBy(row => row.OwnerId).Select(of => new { of.Key, Open = of.Count(), Late = of.Count(row => row.DueAt <= now), Today = of.Count(row => row.DueAt > now && row.DueAt < until), Awaited = of.Count(row => row.AwaitingSince != null) }).ToListAsync(cancel))
            .ToDictionary(of => of.Key ?? Guid.Empty, of => new TeamLoad(null, of.Open, of.Late, of.Today, of.Awaited));
        var members = (await store.Members.AsNoTracking().Where(member => member.LeftAt == null).ToListAsync(cancel))
            .Where(member => loads.ContainsKey(member.Id) || (Rights.For(member.Role).Contains(Right.EnterVoices) && (reader.SeesAll || (member.UnitId is { } unit && reader.Units?.Contains(unit) == true)))).ToList();
        var hands = await store.CaseHands.AsNoTracking().ToDictionaryAsync(hand => hand.MemberId, cancel);
        var named = members.ToDictionary(member => member.Id, member => member.Name);
        var risky = await open.Where(row => row.DueAt < until).OrderBy(row => row.DueAt).ThenBy(row => row.Number).Take(MostAtRisk).ToListAsync(cancel);
        var (carried, promises) = await Carried(store, [.. members.Select(member => member.Id)], until, cancel);
        return new(
            now,
            [
                .. loads.TryGetValue(Guid.Empty, out var unowned) ? [unowned] : Array.Empty<TeamLoad>(),
                .. members.Select(member => (loads.GetValueOrDefault(member.Id) ?? new(null, 0, 0, 0, 0)) with
                {
                    Member = member, InAll = carried.GetValueOrDefault(member.Id), Promises = promises.GetValueOrDefault(member.Id), Most = hands.GetValueOrDefault(member.Id)?.Most, RestsUntil = hands.GetValueOrDefault(member.Id)?.RestsUntil is { } rests && rests > now ? rests : null,
                }).OrderByDescending(load => load.Late).ThenByDescending(load => load.Open).ThenBy(load => load.Member?.Name, StringComparer.CurrentCulture),
            ],
            [.. risky.Select(row => (row, row.OwnerId is { } owner ? named.GetValueOrDefault(owner) : null))])
        {
            Promised = await Promised(store, open, until, named, cancel),
        };
    }

    private static async Task<(Dictionary<Guid, int> Cases, Dictionary<Guid, int> Promises)> Carried(OrganisationStore store, Guid?[] members, DateTime until, CancellationToken cancel) => (
        await store.Cases.Where(row => row.ClosedAt == null && EF.Parameter(members).Contains(row.OwnerId)).GroupBy(row => row.OwnerId).Select(of => new { of.Key, Open = of.Count() }).ToDictionaryAsync(of => of.Key ?? Guid.Empty, of => of.Open, cancel),
        await store.Commitments.Where(promise => promise.EndedAt == null && promise.DueAt < until && EF.Parameter(members).Contains(promise.OwnerId)).GroupBy(promise => promise.OwnerId).Select(of => new { of.Key, Due = of.Count() }).ToDictionaryAsync(of => of.Key ?? Guid.Empty, of => of.Due, cancel));

    private static async Task<IReadOnlyList<(Commitment, long, string?)>> Promised(OrganisationStore store, IQueryable<Case> open, DateTime until, Dictionary<Guid, string> named, CancellationToken cancel)
    {
        var rows = await (from promise in store.Commitments.AsNoTracking() where promise.EndedAt == null && promise.DueAt < until join row in open on promise.CaseId equals row.Id orderby promise.DueAt select new { promise, row.Number }).Take(MostAtRisk).ToListAsync(cancel);
        return [.. rows.Select(one => (one.promise, one.Number, one.promise.OwnerId is { } owner ? named.GetValueOrDefault(owner) : null))];
    }
}
