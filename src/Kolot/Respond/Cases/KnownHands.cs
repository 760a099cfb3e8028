using Kolot.Core.Organisation;
using Kolot.Core.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Who is there to own cases, with what they have to do already.</summary>
public sealed class KnownHands
{
    // Agents first, then managers, then owners: each only where nobody before them can.
    private const int Further = 1_000;

    private readonly IReadOnlyList<MemberRow> members;
    private readonly IReadOnlyCollection<Unit> units;
    private readonly Dictionary<Guid, CaseHand> taken;
    private readonly Dictionary<Guid, (int Open, long Newest)> loads;
    private readonly Dictionary<Guid, (MemberRow Member, int Distance)[]> near = [];

    private KnownHands(IReadOnlyList<MemberRow> members, IReadOnlyCollection<Unit> units, Dictionary<Guid, CaseHand> taken, Dictionary<Guid, (int, long)> loads) =>
        (this.members, this.units, this.taken, this.loads) = (members, units, taken, loads);

    /// <summary>Reads who is there.</summary>
    public static async Task<KnownHands> Of(OrganisationStore store, CancellationToken cancel)
    {
        var here = await store.Members.AsNoTracking().Where(member => member.LeftAt == null).ToListAsync(cancel);
        var loads = await store.Cases.Where(row => row.ClosedAt == null && row.OwnerId != null).GroupBy(row => row.OwnerId)
            .Select(group => new { group.Key, Open = group.Count(), Newest = group.Max(row => row.Number) }).ToListAsync(cancel);
        return new(
            [.. here.Where(member => Rights.For(member.Role).Contains(Right.EnterVoices))], await store.Units.AsNoTracking().ToArrayAsync(cancel),
            await store.CaseHands.AsNoTracking().ToDictionaryAsync(hand => hand.MemberId, cancel), loads.ToDictionary(load => load.Key ?? Guid.Empty, load => (load.Open, load.Newest)));
    }

    /// <summary>Those who may own a case of one of these units, by name: without asking what they have to do, which takes long where there is much.</summary>
    public static async Task<IReadOnlyList<MemberRow>> Offered(OrganisationStore store, IReadOnlyCollection<Unit> units, IReadOnlyCollection<Guid?> of, CancellationToken cancel)
    {
        var here = await store.Members.AsNoTracking().Where(member => member.LeftAt == null).ToListAsync(cancel);
        var hands = new KnownHands([.. here.Where(member => Rights.For(member.Role).Contains(Right.EnterVoices))], units, [], []);
        return [.. hands.All.Where(member => of.Any(unit => hands.May(member.Id, unit)))];
    }

    /// <summary>Whether a member may own a case of a unit: is here, answers customers, and sees it.</summary>
    public bool May(Guid member, Guid? unit) => members.Any(row => row.Id == member && Distance(row, unit) is not null);

    /// <summary>All who may own cases, by name.</summary>
    public IReadOnlyList<MemberRow> All => [.. members.OrderBy(row => row.Name, StringComparer.CurrentCulture)];

    /// <summary>What was said of somebody; null for nothing.</summary>
    public CaseHand? Takes(Guid member) => taken.GetValueOrDefault(member);

    /// <summary>Whether there is such a unit.</summary>
    public bool Knows(Guid unit) => units.Any(one => one.Id == unit);

    /// <summary>Those who may own a case of a unit, by name.</summary>
    public IReadOnlyList<MemberRow> Of(Guid? unit) => [.. members.Where(row => Distance(row, unit) is not null).OrderBy(row => row.Name, StringComparer.CurrentCulture)];

    /// <summary>How many open cases somebody has.</summary>
    public int Open(Guid member) => loads.GetValueOrDefault(member).Open;

    /// <summary>Who is to own a case, and notes that they do; null where nobody can.</summary>
    public Guid? Give(Wanted wanted, Guid? unit, DateTime now)
    {
        var chosen = Distribution.Choose(Near(unit).Select(one => HandOf(one.Member, one.Distance)), wanted, now);
        if (chosen is { } member) loads[member] = (Open(member) + 1, loads.Values.Select(load => load.Newest).DefaultIfEmpty().Max() + 1);
        return chosen;
    }

    // Of hundreds of cases that are given out at once many are of one unit.
    private (MemberRow Member, int Distance)[] Near(Guid? unit) => near.TryGetValue(unit ?? Guid.Empty, out var known)
        ? known
        : near[unit ?? Guid.Empty] = [.. members.Select(member => (member, Distance: Distance(member, unit))).Where(one => one.Distance is not null).Select(one => (one.member, one.Distance ?? 0))];

    private Hand HandOf(MemberRow member, int distance)
    {
        var load = loads.GetValueOrDefault(member.Id);
        var hand = new Hand(member.Id, load.Open) { Distance = distance, Newest = load.Newest };
        if (!taken.TryGetValue(member.Id, out var takes)) return hand;
        return hand with
        {
            Kinds = [.. Parts(takes.Kinds).Select(kind => Enum.TryParse<CaseKind>(kind, true, out var read) ? read : (CaseKind?)null).OfType<CaseKind>()],
            Languages = Parts(takes.Languages),
            Most = takes.Most,
            RestsUntil = takes.RestsUntil,
        };
    }

    private static string[] Parts(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    // Null where it is beyond their reach.
    private int? Distance(MemberRow member, Guid? unit)
    {
        var reach = Member.UnitsOf(member.Reach, member.UnitId, units);
        var sees = reach is null || (unit is { } one && (reach.Contains(one) || member.UnitId == one));
        if (!sees) return null;
        var rank = member.Role switch { Role.Agent => 0, Role.Manager => 1, _ => 2 };
        return rank * Further + Steps(unit, member.UnitId);
    }

    private int Steps(Guid? unit, Guid? above)
    {
        var (steps, at) = (0, unit);
        while (at is { } here && here != above && steps < units.Count)
        {
            at = units.FirstOrDefault(one => one.Id == here)?.ParentId;
            steps++;
        }

        return steps;
    }
}
