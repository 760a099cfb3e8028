using Kolot.Core.Respond.Cases;
using Kolot.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Commitments;

/// <summary>What was promised goes with the case: whoever takes it over keeps it.</summary>
public sealed class PassCommitmentsOn : ICaseFollows
{
    /// <inheritdoc/>
    public async Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        foreach (var row in steps.Where(one => one.Step.Kind == CaseStepKinds.HandedOver).Select(one => one.Row).Distinct())
        {
            var cases = await store.Together(row, cancel);
            await store.Commitments.Where(one => cases.Contains(one.CaseId) && one.EndedAt == null).ExecuteUpdateAsync(set => set.SetProperty(one => one.OwnerId, row.OwnerId), cancel);
        }
    }
}
