using Kolot.Core.Respond.Cases;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Commitments;

/// <summary>What was promised goes with the case: whoever takes it over keeps it.</summary>
public sealed class PassCommitmentsOn : ICaseFollows
{
    /// <inheritdoc/>
    public async Task Step(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel)
    {
        if (step.Kind != CaseStepKinds.HandedOver) return;
        var cases = await store.Together(row, cancel);
        await store.Commitments.Where(one => cases.Contains(one.CaseId) && one.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.OwnerId, row.OwnerId), cancel);
    }
}
