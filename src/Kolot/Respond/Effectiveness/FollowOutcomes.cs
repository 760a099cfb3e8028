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
        foreach (var (row, step) in steps) await Follow(store, row, step, cancel);
    }

    private static async Task Follow(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel)
    {
        var closes = step.Kind is CaseStepKinds.ClosedConfirmed or CaseStepKinds.ClosedUnconfirmed;
        // Of what was never closed nothing is kept: who speaks while it goes on costs nothing here.
        var goesOn = step.Kind switch { CaseStepKinds.Heard or CaseStepKinds.Reopened => row.Reopened > 0, CaseStepKinds.ClosingUndone or CaseStepKinds.MergedAway => true, _ => false };
        if (!closes && !goesOn) return;
        await store.CaseOutcomes.Where(known => known.CaseId == row.Id && known.Confirmed != null).ExecuteDeleteAsync(cancel);
        if (!closes || row.ClosedAt is not { } at || !CaseOutcome.IsCounted(row.Kind)) return;
        var steps = await store.OutcomeStepsOf(row.Id, cancel);
        if (CaseOutcome.Of([.. steps.Select(one => one.Read)]) is not { } outcome) return;
        store.CaseOutcomes.Add(await store.NewOutcome(row, new(step.Number, at) { Outcome = outcome }, cancel));
        // Who confirms what was closed before closes it no second time.
        if (step.At - at < Same) store.Errands.Add(new() { Kind = LookAgain.Errand, Subject = LookAgain.SubjectOf(row.Id, step.Number), DueAt = at + CaseOutcome.Again });
    }
}
