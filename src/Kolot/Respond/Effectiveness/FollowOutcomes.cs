using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Effectiveness;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Effectiveness;

/// <summary>Keeps what a closed case tells of how it was solved, and takes it back where the case goes on.</summary>
public sealed class FollowOutcomes : ICaseFollows
{
    private static readonly TimeSpan Same = TimeSpan.FromMilliseconds(1);

    /// <inheritdoc/>
    public async Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        // What comes of several steps of one case is told by the last of them.
        foreach (var ofCase in steps.Where(one => Matters(one.Row, one.Step)).GroupBy(one => one.Row, one => one.Step)) await Follow(store, ofCase.Key, [.. ofCase], cancel);
    }

    // Of what was never closed nothing is kept: who speaks while it goes on costs nothing here.
    private static bool Matters(Case row, CaseStep step) => step.Kind switch
    {
        CaseStepKinds.Heard or CaseStepKinds.Reopened => row.Reopened > 0,
        CaseStepKinds.ClosedConfirmed or CaseStepKinds.ClosedUnconfirmed or CaseStepKinds.ClosingUndone or CaseStepKinds.MergedAway => true,
        _ => false,
    };

    private static async Task Follow(OrganisationStore store, Case row, CaseStep[] steps, CancellationToken cancel)
    {
        await store.CaseOutcomes.Where(known => known.CaseId == row.Id && known.Confirmed != null).ExecuteDeleteAsync(cancel);
        foreach (var known in store.ChangeTracker.Entries<OutcomeRow>().Where(known => known.Entity.CaseId == row.Id && known.Entity.Confirmed is not null).ToArray()) known.State = EntityState.Detached;
        if (row.ClosedAt is not { } at || !CaseOutcome.IsCounted(row.Kind) || steps.LastOrDefault(step => step.Kind is CaseStepKinds.ClosedConfirmed or CaseStepKinds.ClosedUnconfirmed) is not { } closing) return;
        var told = await store.OutcomeStepsOf(row.Id, cancel);
        if (CaseOutcome.Of([.. told.Select(one => one.Read)]) is not { } outcome) return;
        store.CaseOutcomes.Add(await store.NewOutcome(row, new(closing.Number, at) { Outcome = outcome }, cancel));
        // Who confirms what was closed before closes it no second time.
        if (closing.At - at < Same) store.Errands.Add(new() { Kind = LookAgain.Errand, Subject = LookAgain.SubjectOf(row.Id, closing.Number), DueAt = at + CaseOutcome.Again });
    }
}
