using Kolot.Core.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>Answers the errand that a parting leaves: what whoever left owned is their heir's, or waits for an owner; both are written down.</summary>
public sealed class CasesOfLeavers(CaseSteps steps, TimeProvider clock) : IErrandAnswer
{
    /// <inheritdoc/>
    public string Kind => CasesLeft.Errand;

    /// <inheritdoc/>
    public bool ComesFirst => true;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        await store.HoldOpening(cancel);
        var hands = await KnownHands.Of(store, cancel);
        foreach (var errand in errands)
        {
            if (errand.Subject.Split(' ') is not [var from, .. var rest] || !Guid.TryParse(from, out var leaver)) continue;
            var heir = rest is [var to] && Guid.TryParse(to, out var read) ? read : (Guid?)null;
            if (await store.Members.AnyAsync(member => member.Id == leaver && member.LeftAt == null, cancel)) continue;
            await Pass(store, (leaver, heir), hands, cancel);
            await store.RemoveToldOf(leaver, cancel);
        }
    }

    private async Task Pass(OrganisationStore store, (Guid From, Guid? To) parting, KnownHands hands, CancellationToken cancel)
    {
        var (now, mine) = (clock.GetUtcNow().UtcDateTime, store.Cases.Where(row => row.OwnerId == parting.From && row.ClosedAt == null));
        if (store.Database.IsNpgsql()) await store.Database.ExecuteSqlAsync($"select 1 from cases where owner_id = {parting.From} and closed_at is null order by number for update", cancel);
        var all = new List<(Case, CaseStep)>();
        foreach (var row in await mine.OrderBy(row => row.Number).ToListAsync(cancel))
        {
            row.OwnerId = parting.To is { } heir && hands.May(heir, row.UnitId) ? heir : null;
            all.Add((row, new() { Kind = CaseStepKinds.HandedOver, At = now, Details = CaseDetails.Of(("from", parting.From), ("to", row.OwnerId), ("because", "left")) }));
        }

        await steps.Add(store, all, cancel);
    }
}
