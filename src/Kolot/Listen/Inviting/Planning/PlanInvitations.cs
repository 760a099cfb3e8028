using Kolot.Core.Listen.Inviting;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>What was decided of somebody whose turn it was.</summary>
/// <param name="Due">Whose turn.</param>
/// <param name="Plan">What.</param>
/// <param name="Id">The invitation that comes of it.</param>
public sealed record Decided(Due Due, Plan Plan, Guid Id);

/// <summary>Decides of customers whose turn it is whether they are invited, and keeps it: one row for each, also for whoever is spared.</summary>
public sealed class PlanInvitations(IEnumerable<ISparing> sparings)
{
    /// <summary>Lets nobody else plan here until the transaction ends: whom two campaigns want at once, one of them has to see planned by the other.</summary>
    public static async Task Alone(OrganisationStore store, CancellationToken cancel)
    {
        if (!store.Database.IsNpgsql()) return;
        await store.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended(current_setting('search_path'), 26))", cancel);
        // For thousands at a time it would rather read all invitations that there are, for each lot anew: that is the square of them.
        await store.Database.ExecuteSqlAsync($"set local enable_seqscan = off", cancel);
    }

    /// <summary>Decides, in order: whoever has two turns is asked by the second what the first allows.</summary>
    public async Task<IReadOnlyList<Decided>> Decide(OrganisationStore store, Ground ground, IReadOnlyList<Due> due, CancellationToken cancel)
    {
        Guid[] customers = [.. due.Select(one => one.Customer).Distinct()];
        var candidates = await Candidates.Load(store, ground, (customers, sparings), cancel);
        var decided = new List<Decided>(due.Count);
        foreach (var one in due)
        {
            var plan = Plan.Of(candidates.Of(one, ground), ground.Terms);
            var id = Guid.CreateVersion7(new DateTimeOffset(ground.Terms.Now, TimeSpan.Zero));
            if (plan is Plan.Go go) candidates.Remember(one.Customer, new(id, go.At, ground.Terms.Campaign.Purpose, go.Way, null), go.Displaces);
            decided.Add(new(one, plan, id));
        }

        return decided;
    }

    /// <summary>Keeps it. In the caller's transaction.</summary>
    public static async Task Keep(OrganisationStore store, Ground ground, IReadOnlyList<Decided> decided, CancellationToken cancel)
    {
        await InvitationRows.Add(store, [.. decided.Select(one => Row(ground, one))], cancel);
        var yielding = decided.SelectMany(one => one.Plan is Plan.Go go ? go.Displaces.Select(id => (Id: id, To: one.Id)) : []).ToArray();
        // One of them left meanwhile: all of it is decided anew.
        if (await InvitationRows.Yield(store, yielding, ground.Terms.Now, cancel) < yielding.Length) throw new DbUpdateConcurrencyException("What was to yield was being sent.");
    }

    private static Invitation Row(Ground ground, Decided one)
    {
        var (campaign, now) = (ground.Terms.Campaign, ground.Terms.Now);
        var (go, spare) = (one.Plan as Plan.Go, one.Plan as Plan.Spare);
        return new()
        {
            Id = one.Id, FirstId = one.Id, CampaignId = campaign.Id, SurveyId = campaign.SurveyId, SurveyNumber = ground.SurveyNumber, CustomerId = one.Due.Customer, Occasion = one.Due.Turn.Occasion,
            Way = go?.Way ?? "", Address = go?.Address, Language = go?.Language ?? "", Known = go is null ? Due.Nothing : one.Due.Known, PlannedAt = now, DueAt = go?.At ?? spare?.At ?? now,
            NextTryAt = go?.At, State = go is null ? InvitationState.Skipped : InvitationState.Planned, Skip = spare?.Why, SkipUntil = spare?.Soon?.Until, SkipBecause = spare?.Soon?.Because,
        };
    }
}
