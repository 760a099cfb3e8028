using System.Text.Json;
using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>Goes through those whom a campaign is for, some at a time, in the order of their ids.</summary>
internal static class CampaignTurns
{
    /// <summary>How many are looked at together: others write between two lots, and each lot is read with a handful of queries.</summary>
    public const int Together = 4_000;

    // A sweep that came late leaves nobody out.
    private static readonly TimeSpan CaughtUp = TimeSpan.FromDays(2);

    /// <summary>Customers whom a campaign is for: served by its unit or below, and of whom what it asks is known.</summary>
    public static async Task<IQueryable<Customer>> Audience(OrganisationStore store, Campaign campaign, CancellationToken cancel)
    {
        var customers = store.Customers.AsNoTracking().Where(customer => customer.MergedInto == null);
        if (campaign.UnitId is { } unit)
        {
            Guid?[] within = [.. Unit.Subtree(unit, await store.Units.AsNoTracking().ToArrayAsync(cancel)).Select(id => (Guid?)id)];
            customers = customers.Where(customer => within.Contains(customer.UnitId));
        }

        foreach (var (key, value) in AttributesOf(campaign))
            customers = customers.Where(customer => store.CustomerAttributes.Any(attribute => attribute.CustomerId == customer.Id && attribute.Key == key && attribute.Value == value));
        return customers;
    }

    /// <summary>What must be known of whom a campaign is for.</summary>
    public static IReadOnlyDictionary<string, string> AttributesOf(Campaign campaign) =>
        campaign.Attributes.Length == 0 ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(campaign.Attributes) ?? [];

    /// <summary>The next lot.</summary>
    /// <param name="store">Where.</param>
    /// <param name="campaign">The campaign, not of events.</param>
    /// <param name="of">After whom; up to which moment turns are planned; how many at most.</param>
    /// <param name="cancel">Gives up.</param>
    /// <returns>Those whose turn it is, and the last that was looked at; null where that were all.</returns>
    public static async Task<(IReadOnlyList<Due> Due, Guid? Last)> Next(OrganisationStore store, Campaign campaign, (Guid? After, DateTime Until, int Most) of, CancellationToken cancel)
    {
        var lot = campaign.Occasion == Occasion.List ? await Listed(store, campaign, of, cancel) : await Fitting(store, campaign, of, cancel);
        if (lot.Count == 0) return ([], null);
        Guid[] ids = [.. lot.Select(one => one.Customer).Distinct()];
        var earlier = await Earlier(store, campaign, ids, cancel);
        var due = new List<Due>(lot.Count);
        var since = (campaign.SweptAt ?? campaign.StartedAt ?? of.Until) - CaughtUp;
        foreach (var (customer, _, known) in lot.DistinctBy(one => one.Customer))
        {
            var last = earlier.TryGetValue(customer, out var at) ? at : (DateTime?)null;
            var turn = campaign.Occasion == Occasion.Rhythm ? Turn.InRhythm(campaign, customer, last, (since, of.Until)) : last is null ? Turn.Once(campaign) : null;
            if (turn is { } theirs) due.Add(new(customer, theirs, known));
        }

        return (due, lot.Count < of.Most ? null : lot[^1].Place);
    }

    private static async Task<List<(Guid Customer, Guid Place, string Known)>> Fitting(OrganisationStore store, Campaign campaign, (Guid? After, DateTime Until, int Most) of, CancellationToken cancel)
    {
        var audience = await Audience(store, campaign, cancel);
        if (of.After is { } after) audience = audience.Where(customer => customer.Id.CompareTo(after) > 0);
        var ids = await audience.OrderBy(customer => customer.Id).Take(of.Most).Select(customer => customer.Id).ToListAsync(cancel);
        return ids.ConvertAll(id => (id, id, Due.Nothing));
    }

    // Who was found to be another since the file came is that one.
    private static async Task<List<(Guid Customer, Guid Place, string Known)>> Listed(OrganisationStore store, Campaign campaign, (Guid? After, DateTime Until, int Most) of, CancellationToken cancel)
    {
        var people = store.CampaignPeople.AsNoTracking().Where(person => person.CampaignId == campaign.Id);
        if (of.After is { } after) people = people.Where(person => person.CustomerId.CompareTo(after) > 0);
        var rows = await (from person in people.OrderBy(person => person.CustomerId).Take(of.Most) join customer in store.Customers on person.CustomerId equals customer.Id
                          orderby person.CustomerId select new { Customer = customer.MergedInto ?? customer.Id, Place = person.CustomerId, person.Known }).ToListAsync(cancel);
        return rows.ConvertAll(row => (row.Customer, row.Place, row.Known));
    }

    private static async Task<Dictionary<Guid, DateTime>> Earlier(OrganisationStore store, Campaign campaign, Guid[] ids, CancellationToken cancel)
    {
        var parts = await Candidates.PartsOf(store, ids, cancel);
        Guid[] all = [.. ids, .. parts.Keys];
        var rows = await store.Invitations.AsNoTracking().Where(row => row.CampaignId == campaign.Id && EF.Parameter(all).Contains(row.CustomerId) && row.Reminder == 0)
            .GroupBy(row => row.CustomerId).Select(group => new { group.Key, Last = group.Max(row => row.DueAt) }).ToListAsync(cancel);
        return rows.GroupBy(row => parts.GetValueOrDefault(row.Key, row.Key)).ToDictionary(group => group.Key, group => group.Max(row => row.Last));
    }
}
