using Kolot.Respond.Cases;
using Kolot.Respond.Notifications;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Clocks;

/// <summary>Answers the errand "tell of clocks that are due": each is warned of once, and told to be late once, as a step of its case and to whoever owns it.</summary>
/// <remarks>
/// All of it is one transaction, under the cases' own locks: of two nodes one tells, and whoever falls over in the middle has told nothing. The errand stays as long as any clock is to be told of.
/// </remarks>
public sealed class SweepClocks(CaseSteps steps, Notify notify, TimeProvider clock) : IErrandAnswer
{
    /// <summary>The errand's kind.</summary>
    public const string Errand = "clocks.sweep";

    /// <summary>How many cases are told of in one transaction.</summary>
    public const int Together = 1_000;

    // Whoever is at a case meanwhile has it for no longer.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public string Kind => Errand;

    /// <summary>Has clocks told of when the next is due: called by whoever begins or changes one, in the same transaction. The caller saves.</summary>
    public static Task Arm(OrganisationStore store, DateTime at, DateTime now, CancellationToken cancel) => OneErrand.Arm(store, Errand, at, now, cancel);

    /// <inheritdoc/>
    public async Task Answer(OrganisationStore store, IReadOnlyList<Errand> errands, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        await Tell(store, now, cancel);
        if (await store.CaseClocks.Where(row => row.FiresAt != null).MinAsync(row => row.FiresAt, cancel) is not { } next) return;
        // What others have in hand, and what did not fit in, is for the next round.
        var told = errands.Select(errand => errand.Id).ToArray();
        var due = next > now ? next : now + (await AnyFree(store, now, cancel) ? TimeSpan.Zero : Soon);
        if (!await store.Errands.AnyAsync(errand => errand.Kind == Errand && errand.FailedAt == null && errand.DueAt <= due && !EF.Parameter(told).Contains(errand.Id), cancel))
            store.Errands.Add(new() { Kind = Errand, Subject = "all", DueAt = due });
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>Tells of those that are due.</summary>
    /// <returns>How many.</returns>
    public async Task<int> Tell(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        var held = await Hold(store, now, cancel);
        if (held.Count == 0) return 0;
        var ids = held.Keys.ToArray();
        var due = await store.CaseClocks.Where(row => row.FiresAt <= now && EF.Parameter(ids).Contains(row.CaseId)).OrderBy(row => row.FiresAt).ThenBy(row => row.Id).ToListAsync(cancel);
        var (told, inCharge) = (new List<(Case, CaseStep)>(due.Count), new Lazy<Task<InCharge>>(() => InCharge.Of(store, cancel)));
        foreach (var row in due)
        {
            var (ofCase, late) = (held[row.CaseId], row.DueAt <= now);
            if (late) row.LateAt = now;
            else row.WarnedAt = now;
            row.FiresAt = ClockReading.Fires(row);
            told.Add((ofCase, new() { Kind = late ? ClockStepKinds.Late : ClockStepKinds.Warned, At = now, Details = CaseDetails.Of(("clock", row.Id), ("purpose", row.Purpose.ToString())) }));
            // What nobody owns, and is late, is for whoever is in charge.
            if (ofCase.OwnerId is { } owner) notify.Add(store, owner, late ? NotificationReasons.Late : NotificationReasons.Warned, (ofCase.Id, row.Id), now);
            else if (late) foreach (var lead in (await inCharge.Value).Of(ofCase.UnitId)) notify.Add(store, lead, NotificationReasons.LateUnowned, (ofCase.Id, row.Id), now);
        }

        await steps.Add(store, told, cancel);
        return due.Count;
    }

    // What another node has in hand is left to it; on SQLite nobody else writes meanwhile.
    private static async Task<Dictionary<Guid, Case>> Hold(OrganisationStore store, DateTime now, CancellationToken cancel)
    {
        var ids = await store.CaseClocks.Where(row => row.FiresAt <= now).OrderBy(row => row.FiresAt).Select(row => row.CaseId).Take(Together).ToArrayAsync(cancel);
        if (ids.Length == 0) return [];
        var numbers = store.Database.IsNpgsql()
            ? await store.Database.SqlQuery<long>($"select number as \"Value\" from cases where id = any({ids}) order by number for update skip locked").ToArrayAsync(cancel)
            : await store.Cases.Where(row => EF.Parameter(ids).Contains(row.Id)).Select(row => row.Number).ToArrayAsync(cancel);
        return await store.Cases.Where(row => EF.Parameter(numbers).Contains(row.Number)).ToDictionaryAsync(row => row.Id, cancel);
    }

    private static Task<bool> AnyFree(OrganisationStore store, DateTime now, CancellationToken cancel) => store.Database.IsNpgsql()
        ? store.Database.SqlQuery<long>($"select number as \"Value\" from cases where id in (select case_id from case_clocks where fires_at <= {now}) limit 1 for update skip locked").AsAsyncEnumerable().AnyAsync(cancel).AsTask()
        : store.CaseClocks.AnyAsync(row => row.FiresAt <= now, cancel);
}
