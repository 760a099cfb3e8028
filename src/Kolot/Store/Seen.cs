using Kolot.Core.Listen;
using Kolot.Core.Organisation;

namespace Kolot.Store;

/// <summary>Queries that start from a member: what is not within reach is not found.</summary>
public static class Seen
{
    // With more units than these, walking down the time passes by few voices of others.
    private const int FewUnits = 10;

    /// <summary>The voices within a member's reach.</summary>
    public static IQueryable<Voice> VoicesSeenBy(this OrganisationStore store, Member member)
    {
        if (!member.May(Right.ReadVoices)) return store.Voices.Where(_ => false);
        if (member.Units is not { } units) return store.Voices;
        var within = units.Select(unit => (Guid?)unit).ToArray();
        var self = (Guid?)member.Id;
        return store.Voices.Where(voice => within.Contains(voice.UnitId) || voice.EnteredBy == self);
    }

    /// <summary>The same voices apart, for whoever wants the newest of many: those of each unit in reach, and what the member entered beyond them.</summary>
    /// <remarks>Each part is answered by one index, newest first. Asked together, a database gathers all of both before it takes the newest.</remarks>
    /// <param name="store">Where.</param>
    /// <param name="member">Who looks.</param>
    /// <param name="units">In these units only; null for all.</param>
    public static IReadOnlyList<IQueryable<Voice>> VoicesSeenApart(this OrganisationStore store, Member member, IReadOnlyCollection<Guid>? units)
    {
        if (!member.May(Right.ReadVoices)) return [store.Voices.Where(_ => false)];
        if (member.Units is not { } reach) return units is null ? [store.Voices] : OfUnits(store, units);
        var (self, within) = ((Guid?)member.Id, reach.Select(unit => (Guid?)unit).ToArray());
        var own = store.Voices.Where(voice => voice.EnteredBy == self && !within.Contains(voice.UnitId));
        if (units is null) return [.. OfUnits(store, reach), own];
        var wanted = units.Select(unit => (Guid?)unit).ToArray();
        return [.. OfUnits(store, [.. units.Where(reach.Contains)]), own.Where(voice => wanted.Contains(voice.UnitId))];
    }

    private static IReadOnlyList<IQueryable<Voice>> OfUnits(OrganisationStore store, IReadOnlyCollection<Guid> units)
    {
        if (units.Count <= FewUnits) return [.. units.Select(unit => store.Voices.Where(voice => voice.UnitId == unit))];
        var within = units.Select(unit => (Guid?)unit).ToArray();
        return [store.Voices.Where(voice => within.Contains(voice.UnitId))];
    }

    /// <summary>The customers within a member's reach: served by a unit in reach, or with a voice in reach.</summary>
    public static IQueryable<Customer> CustomersSeenBy(this OrganisationStore store, Member member)
    {
        if (!member.May(Right.ReadCustomers)) return store.Customers.Where(_ => false);
        // Who was merged into another is seen as that one.
        var apart = store.Customers.Where(customer => customer.MergedInto == null);
        if (member.Units is not { } units) return apart;
        var within = units.Select(unit => (Guid?)unit).ToArray();
        var voices = store.VoicesSeenBy(member);
        return apart.Where(customer =>
            within.Contains(customer.UnitId) || voices.Any(voice => voice.CustomerId == customer.Id));
    }

    /// <summary>The units within a member's reach.</summary>
    public static IQueryable<Unit> UnitsSeenBy(this OrganisationStore store, Member member)
    {
        if (member.Units is not { } units) return store.Units;
        var within = units.ToArray();
        return store.Units.Where(unit => within.Contains(unit.Id));
    }

    /// <summary>The imports within a member's reach: a file holds rows of all units, so whoever does not see all of them sees their own files only.</summary>
    public static IQueryable<ImportRun> ImportsSeenBy(this OrganisationStore store, Member member)
    {
        if (!member.May(Right.Import)) return store.ImportRuns.Where(_ => false);
        var self = member.Id;
        var here = store.ImportRuns.Where(run => run.State != ImportState.Arriving);
        return member.Units is null ? here : here.Where(run => run.By == self);
    }
}
