using Kolot.Organisation.Hours;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Clocks;

/// <summary>Answers the errand that changed hours leave: every clock that runs is reckoned anew, as if the hours had always been so.</summary>
public sealed class ReckonAnew(KnownHours hours, TimeProvider clock) : IErrandAnswer
{
    /// <summary>How many cases are gone through in one transaction.</summary>
    public const int Together = 500;

    /// <inheritdoc/>
    public string Kind => HoursChanged.Errand;

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        // The subject is the case after which to go on; whoever changed hours again has all gone through from the first.
        var after = errands.Min(errand => long.TryParse(errand.Subject, out var number) ? number : 0);
        // What this node remembers may be from before.
        hours.Forget(store.Organisation);
        var (here, now) = (await hours.Of(store.Organisation, cancel), clock.GetUtcNow().UtcDateTime);
        var cases = await Held(store, after, cancel);
        var ids = cases.Select(row => row.Id).ToArray();
        var clocks = (await store.CaseClocks.Where(row => row.MetAt == null && row.StoppedAt == null && EF.Parameter(ids).Contains(row.CaseId)).ToListAsync(cancel)).ToLookup(row => row.CaseId);
        foreach (var row in cases)
        {
            foreach (var one in clocks[row.Id]) one.Reckon(here.HoursOf(one.UnitId, one.ChannelId));
            row.DueAt = clocks[row.Id].Min(one => one.DueAt);
        }

        if (clocks.SelectMany(of => of).Min(one => one.FiresAt) is { } fires) await SweepClocks.Arm(store, fires, now, cancel);
        if (cases.Count == Together) store.LeaveHoursChanged(now, cases[^1].Number);
        await store.SaveChangesAsync(cancel);
        store.ChangeTracker.Clear();
    }

    // Whoever is at one of them is waited for, and finds it reckoned.
    private static async Task<List<Case>> Held(OrganisationStore store, long after, CancellationToken cancel)
    {
        var next = store.Cases.Where(row => row.ClosedAt == null && row.Number > after).OrderBy(row => row.Number).Take(Together);
        if (!store.Database.IsNpgsql()) return await next.ToListAsync(cancel);
        var numbers = await next.Select(row => row.Number).ToArrayAsync(cancel);
        await store.Database.ExecuteSqlAsync($"select 1 from cases where number = any({numbers}) order by number for update", cancel);
        return await store.Cases.Where(row => EF.Parameter(numbers).Contains(row.Number)).OrderBy(row => row.Number).ToListAsync(cancel);
    }
}
