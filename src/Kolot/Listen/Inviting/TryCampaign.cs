using Kolot.Core.Listen.Inviting;
using Kolot.Core.Organisation;
using Kolot.Listen.Inviting.Planning;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting;

/// <summary>Tells who would be invited, who not and why, were a campaign started now. Keeps nothing.</summary>
public sealed class TryCampaign(PlanInvitations plan, TimeProvider clock)
{
    private const int MostExamples = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan EventsSince = TimeSpan.FromDays(30);

    /// <summary>Somebody for whom it is told.</summary>
    /// <param name="Customer">Who.</param>
    /// <param name="Called">How they are called.</param>
    /// <param name="Plan">What would be decided.</param>
    public sealed record Example(Guid Customer, string Called, Plan Plan);

    /// <summary>What would be.</summary>
    /// <param name="Looked">How many were looked at.</param>
    /// <param name="Of">Of how many.</param>
    /// <param name="Invited">How many would be invited, by way.</param>
    /// <param name="Spared">How many would not, by why.</param>
    /// <param name="Examples">Some of them, those who would be invited first.</param>
    public sealed record Outcome(int Looked, int Of, IReadOnlyList<(string Way, int Count)> Invited, IReadOnlyList<(SkipReason Why, int Count)> Spared, IReadOnlyList<Example> Examples)
    {
        /// <summary>When the first invitation would go, and the last; null where none would.</summary>
        public (DateTime First, DateTime Last)? Times { get; init; }

        /// <summary>How many planned invitations of other campaigns would yield.</summary>
        public int Yielding { get; init; }

        /// <summary>How many would be invited.</summary>
        public int InvitedInAll => Invited.Sum(one => one.Count);
    }

    /// <summary>Looks.</summary>
    public async Task<Outcome> Run(OrganisationStore store, Campaign draft, CancellationToken cancel)
    {
        var (began, now) = (clock.GetTimestamp(), clock.GetUtcNow().UtcDateTime);
        draft.StartedAt = now;
        var ground = await Ground.Load(store, draft, now, cancel);
        var tally = new Tally();
        var of = await Count(store, draft, now, cancel);
        if (draft.Occasion == Occasion.Event) tally.Add(await plan.Decide(store, ground, await Happened(store, draft, now, cancel), cancel));
        else
        {
            // A rhythm is tried for its whole first round.
            var until = draft.Occasion == Occasion.Rhythm ? now.AddMonths(draft.EveryMonths) : now;
            Guid? after = null;
            do
            {
                var (due, last) = await CampaignTurns.Next(store, draft, (after, until, CampaignTurns.Together), cancel);
                tally.Add(await plan.Decide(store, ground, due, cancel));
                after = last;
            }
            while (after is not null && clock.GetElapsedTime(began) < Patience);
        }

        return new(tally.Looked, Math.Max(of, tally.Looked), tally.Invited, tally.Spared, await Named(store, tally.Examples, cancel)) { Times = tally.Times, Yielding = tally.Yielding };
    }

    private static async Task<int> Count(OrganisationStore store, Campaign draft, DateTime now, CancellationToken cancel) => draft.Occasion switch
    {
        Occasion.List => await store.CampaignPeople.CountAsync(person => person.CampaignId == draft.Id, cancel),
        Occasion.Event => (await Happened(store, draft, now, cancel)).Count,
        _ => await (await CampaignTurns.Audience(store, draft, cancel)).CountAsync(cancel),
    };

    // As if what happened in the last days had happened just now.
    private static async Task<IReadOnlyList<Due>> Happened(OrganisationStore store, Campaign draft, DateTime now, CancellationToken cancel)
    {
        var since = now - EventsSince;
        var audience = await CampaignTurns.Audience(store, draft, cancel);
        var rows = await store.CustomerEvents.AsNoTracking().Where(one => one.Kind == draft.EventKind && one.At >= since && audience.Any(customer => customer.Id == one.CustomerId))
            .OrderByDescending(one => one.At).Take(CampaignTurns.Together).ToListAsync(cancel);
        return [.. rows.Select(one => new Due(one.CustomerId, Turn.After(draft, one) with { At = now.AddDays(draft.AfterDays) }, one.Known))];
    }

    private static async Task<IReadOnlyList<Example>> Named(OrganisationStore store, IEnumerable<Decided> examples, CancellationToken cancel)
    {
        var all = examples.ToArray();
        Guid[] ids = [.. all.Select(one => one.Due.Customer).Distinct()];
        var names = await store.Customers.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name ?? row.SourceId, cancel);
        return [.. all.Select(one => new Example(one.Due.Customer, names.GetValueOrDefault(one.Due.Customer, ""), one.Plan))];
    }

    private sealed class Tally
    {
        private readonly Dictionary<string, int> invited = [];
        private readonly Dictionary<SkipReason, int> spared = [];
        private readonly Dictionary<string, List<Decided>> examples = [];

        public int Looked { get; private set; }

        public int Yielding { get; private set; }

        public (DateTime First, DateTime Last)? Times { get; private set; }

        public IReadOnlyList<(string, int)> Invited => [.. invited.OrderByDescending(one => one.Value).Select(one => (one.Key, one.Value))];

        public IReadOnlyList<(SkipReason, int)> Spared => [.. spared.OrderByDescending(one => one.Value).Select(one => (one.Key, one.Value))];

        public IEnumerable<Decided> Examples => examples.OrderBy(one => one.Key.Length == 0 ? 0 : 1).SelectMany(one => one.Value);

        public void Add(IReadOnlyList<Decided> decided)
        {
            Looked += decided.Count;
            foreach (var one in decided)
            {
                if (one.Plan is Plan.Go go)
                {
                    invited[go.Way] = invited.GetValueOrDefault(go.Way) + 1;
                    Yielding += go.Displaces.Count;
                    Times = Times is { } times ? (go.At < times.First ? go.At : times.First, go.At > times.Last ? go.At : times.Last) : (go.At, go.At);
                }
                else if (one.Plan is Plan.Spare spare) spared[spare.Why] = spared.GetValueOrDefault(spare.Why) + 1;

                var kind = one.Plan is Plan.Spare why ? why.Why.ToString() : "";
                if (!examples.TryGetValue(kind, out var some)) examples[kind] = some = [];
                if (some.Count < MostExamples) some.Add(one);
            }
        }
    }
}
