using Kolot.Core.Respond.Cases;
using Kolot.Core.Respond.Commitments;
using Kolot.Core.Respond.Lessons;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Lessons;

/// <summary>Asks what is to be learned whenever a hard case is closed. Nothing waits for it: the case is closed whether or not anybody answers.</summary>
public sealed class FollowLessons : ICaseFollows
{
    /// <inheritdoc/>
    public async Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        foreach (var (row, step) in steps) await Ask(store, row, step, cancel);
    }

    private static async Task Ask(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel)
    {
        if (step.Kind is not (CaseStepKinds.ClosedConfirmed or CaseStepKinds.ClosedUnconfirmed)) return;
        var reasons = await Why(store, row, cancel);
        if (reasons == HardReasons.None) return;
        var lesson = await store.CaseLessons.FindAsync([row.Id], cancel);
        if (lesson is null) store.CaseLessons.Add(lesson = new() { CaseId = row.Id });
        lesson.Reasons |= reasons;
        // What was learned already stays; what was asked is asked on.
        if (lesson.WrittenAt is not null || lesson.AskedAt is not null) return;
        lesson.AskedAt = step.At;
        store.Errands.Add(new() { Kind = AskAgain.Errand, Subject = row.Id.ToString(), DueAt = step.At + HardCase.AskedAgain });
    }

    private static async Task<HardReasons> Why(OrganisationStore store, Case row, CancellationToken cancel) => HardCase.Of(
        row.Severity,
        await store.CaseClocks.AnyAsync(clock => clock.CaseId == row.Id && clock.LateAt != null, cancel),
        await store.Commitments.AnyAsync(one => one.CaseId == row.Id && (one.State == CommitmentState.Broken || (one.State == CommitmentState.Open && one.DueAt < row.ClosedAt)), cancel),
        row.Reopened);
}
