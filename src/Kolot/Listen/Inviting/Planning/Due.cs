using Kolot.Core.Listen;
using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>A customer whose turn it is.</summary>
/// <param name="Customer">Who.</param>
/// <param name="Turn">Their turn.</param>
/// <param name="Known">What comes along to the survey, as JSON.</param>
public sealed record Due(Guid Customer, Turn Turn, string Known)
{
    /// <summary>Nothing comes along.</summary>
    public const string Nothing = "{}";
}

/// <summary>Customers whose turn it is, with what is known of them for it: a handful of queries for all of them.</summary>
internal sealed class Candidates
{
    // What went a little later than it was due counts from when it went.
    private static readonly TimeSpan Slack = TimeSpan.FromDays(7);
    private static readonly InvitationState[] Counting = [InvitationState.Planned, InvitationState.Sending, InvitationState.Sent, InvitationState.Delivered, InvitationState.Uncertain];

    private readonly Dictionary<Guid, List<OtherInvitation>> others = [];
    private ILookup<Guid, (string Kind, string Value)> identities = Enumerable.Empty<(string, string)>().ToLookup(_ => Guid.Empty);
    private ILookup<Guid, (string Key, string Value)> attributes = Enumerable.Empty<(string, string)>().ToLookup(_ => Guid.Empty);
    private ILookup<Guid, Spared> spared = Enumerable.Empty<Spared>().ToLookup(one => one.Customer);
    private Dictionary<Guid, DateTime> answered = [];

    /// <summary>Loads what is known of them.</summary>
    public static async Task<Candidates> Load(OrganisationStore store, Ground ground, (Guid[] Customers, IEnumerable<ISparing> Sparings) of, CancellationToken cancel)
    {
        var found = new Candidates();
        var ids = of.Customers;
        if (ids.Length == 0) return found;
        var parts = await PartsOf(store, ids, cancel);
        Guid[] all = [.. ids, .. parts.Keys];
        // By customer alone: told the kind too, SQLite goes through all identities of that kind for each lot. Customers have few.
        var known = await store.Identities.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.CustomerId)).Select(row => new { row.Id, row.CustomerId, row.Kind, row.Value }).ToListAsync(cancel);
        found.identities = known.OrderBy(row => row.Id).ToLookup(row => row.CustomerId, row => (row.Kind, row.Value));
        string[] keys = [.. ground.Exempt.Select(one => one.Key).Append("language").Distinct()];
        found.attributes = (await store.CustomerAttributes.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.CustomerId) && keys.Contains(row.Key)).ToListAsync(cancel)).ToLookup(row => row.CustomerId, row => (row.Key, row.Value));
        await found.LoadOthers(store, ground, (all, parts), cancel);
        if (ground.Terms.Campaign.AnsweredDays is > 0 and var days) found.answered = await Answered(store, ground, (ids, ground.Terms.Now.AddDays(-days)), cancel);
        var sparing = new List<Spared>();
        foreach (var one in of.Sparings) sparing.AddRange(await one.Among(store, ground.Terms.Campaign.Purpose, ids, cancel));
        found.spared = sparing.ToLookup(one => one.Customer);
        return found;
    }

    /// <summary>Who was found to be one of some customers: their invitations are that one's.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> PartsOf(OrganisationStore store, Guid[] customers, CancellationToken cancel) => await store.Customers.AsNoTracking()
        .Where(row => row.MergedInto != null && EF.Parameter(customers).Contains(row.MergedInto.Value)).ToDictionaryAsync(row => row.Id, row => row.MergedInto ?? row.Id, cancel);

    /// <summary>One of them.</summary>
    public Candidate Of(Due due, Ground ground)
    {
        var at = spared[due.Customer].Where(one => one.Address is not null).GroupBy(one => one.Address ?? "").ToDictionary(group => group.Key, group => group.First().Why);
        return new(due.Customer, due.Turn)
        {
            Addresses = ground.Terms.Ways.Select(way => (Way: way, Address: Reached(due.Customer, way, at))).Where(one => one.Address is not null).ToDictionary(one => one.Way, one => one.Address ?? ""),
            Language = attributes[due.Customer].Where(one => one.Key == "language").Select(one => one.Value).FirstOrDefault(),
            Others = others.TryGetValue(due.Customer, out var known) ? known : [],
            Exempt = ground.Exempt.Count > 0 && attributes[due.Customer].Any(ground.Exempt.Contains),
            AnsweredAt = answered.TryGetValue(due.Customer, out var last) ? last : null,
            Spared = spared[due.Customer].Where(one => one.Address is null).Select(one => (SkipReason?)one.Why).FirstOrDefault(),
            SparedAt = at,
        };
    }

    /// <summary>Remembers what was decided, for whoever has another turn at once.</summary>
    public void Remember(Guid customer, OtherInvitation invitation, IReadOnlyCollection<Guid> displaced)
    {
        if (!others.TryGetValue(customer, out var known)) others[customer] = known = [];
        known.RemoveAll(one => displaced.Contains(one.Id));
        known.Add(invitation);
    }

    // The one that is known the longest and takes what is sent; where none does, the first, so that the reason can be told.
    private string? Reached(Guid customer, string way, Dictionary<string, SkipReason> sparedAt)
    {
        string[] kinds = way switch { "mail" => ["mail"], "whatsapp" => ["whatsapp", "phone"], _ => ["phone"] };
        string[] all = [.. kinds.SelectMany(kind => identities[customer].Where(one => one.Kind == kind)).Select(one => one.Value)];
        return all.FirstOrDefault(address => !sparedAt.ContainsKey(address)) ?? all.FirstOrDefault();
    }

    private async Task LoadOthers(OrganisationStore store, Ground ground, (Guid[] All, IReadOnlyDictionary<Guid, Guid> Parts) of, CancellationToken cancel)
    {
        var border = ground.Terms.Now - ground.Terms.Frequency.Longest - Slack;
        var rows = await store.Invitations.AsNoTracking().Where(row => EF.Parameter(of.All).Contains(row.CustomerId) && row.DueAt > border && row.Reminder == 0 && Counting.Contains(row.State))
            .Select(row => new { row.Id, row.CustomerId, row.CampaignId, At = row.SentAt ?? row.DueAt, row.Way, row.State }).ToListAsync(cancel);
        foreach (var row in rows)
        {
            var (purpose, priority) = ground.Others.GetValueOrDefault(row.CampaignId);
            Remember(of.Parts.GetValueOrDefault(row.CustomerId, row.CustomerId), new(row.Id, row.At, purpose, row.Way, row.State == InvitationState.Planned && row.CampaignId != ground.Terms.Campaign.Id ? priority : null), []);
        }
    }

    private static async Task<Dictionary<Guid, DateTime>> Answered(OrganisationStore store, Ground ground, (Guid[] Ids, DateTime Border) of, CancellationToken cancel)
    {
        var (border, source) = (Place.Of(of.Border, 0), ground.SurveySource);
        var ids = of.Ids;
        var rows = await store.Voices.AsNoTracking().Where(voice => voice.CustomerId != null && EF.Parameter(ids).Contains(voice.CustomerId.Value) && voice.Place >= border && voice.Source == source)
            .Select(voice => new { voice.CustomerId, voice.HeardAt }).ToListAsync(cancel);
        return rows.GroupBy(row => row.CustomerId ?? Guid.Empty).ToDictionary(group => group.Key, group => group.Max(row => row.HeardAt));
    }
}
