using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Lets go of what hangs on cases: what was promised, understood and put right goes with them; what was spent stays as a sum, without words.</summary>
internal static class KeptLeaving
{
    /// <summary>Removes what hangs on cases, in the caller's transaction.</summary>
    /// <returns>How many rows went.</returns>
    public static async Task<int> RemoveKeptOf(this OrganisationStore store, Guid[] cases, CancellationToken cancel)
    {
        await store.AllowanceEntries.Where(one => EF.Parameter(cases).Contains(one.CaseId) && one.What != null).ExecuteUpdateAsync(set => set.SetProperty(one => one.What, (string?)null), cancel);
        return await store.CommitmentOutcomes.Where(one => store.Commitments.Any(whole => whole.Id == one.CommitmentId && EF.Parameter(cases).Contains(whole.CaseId))).ExecuteDeleteAsync(cancel)
            + await store.Commitments.Where(one => EF.Parameter(cases).Contains(one.CaseId)).ExecuteDeleteAsync(cancel)
            + await store.Restatements.Where(one => EF.Parameter(cases).Contains(one.CaseId)).ExecuteDeleteAsync(cancel)
            + await store.RecoverySteps.Where(one => EF.Parameter(cases).Contains(one.CaseId)).ExecuteDeleteAsync(cancel)
            + await store.CaseOutcomes.Where(one => EF.Parameter(cases).Contains(one.CaseId)).ExecuteDeleteAsync(cancel)
            + await store.CaseLessons.Where(one => EF.Parameter(cases).Contains(one.CaseId)).ExecuteDeleteAsync(cancel)
            + await store.CaseMails.Where(one => EF.Parameter(cases).Contains(one.CaseId)).ExecuteDeleteAsync(cancel)
            + await store.TopLineCases.Where(one => EF.Parameter(cases).Contains(one.CaseId)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Takes the words of what hangs on cases; what happened and when stays, to be counted.</summary>
    public static async Task TakeWordsOfKept(this OrganisationStore store, Guid[] cases, CancellationToken cancel)
    {
        await store.CommitmentOutcomes.Where(one => one.Note != null && store.Commitments.Any(whole => whole.Id == one.CommitmentId && EF.Parameter(cases).Contains(whole.CaseId))).ExecuteUpdateAsync(set => set.SetProperty(one => one.Note, (string?)null), cancel);
        await store.Commitments.Where(one => EF.Parameter(cases).Contains(one.CaseId)).ExecuteUpdateAsync(set => set.SetProperty(one => one.Text, (string?)null).SetProperty(one => one.ToName, (string?)null), cancel);
        await store.Restatements.Where(one => EF.Parameter(cases).Contains(one.CaseId))
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Text, (string?)null).SetProperty(one => one.Why, (string?)null).SetProperty(one => one.Said, (string?)null), cancel);
        await store.RecoverySteps.Where(one => EF.Parameter(cases).Contains(one.CaseId)).ExecuteUpdateAsync(set => set.SetProperty(one => one.Told, (string?)null).SetProperty(one => one.Evidence, (string?)null), cancel);
        await store.AllowanceEntries.Where(one => EF.Parameter(cases).Contains(one.CaseId) && one.What != null).ExecuteUpdateAsync(set => set.SetProperty(one => one.What, (string?)null), cancel);
        await store.CaseLessons.Where(one => EF.Parameter(cases).Contains(one.CaseId)).ExecuteUpdateAsync(set => set.SetProperty(one => one.Happened, (string?)null).SetProperty(one => one.Cause, (string?)null).SetProperty(one => one.Prevents, (string?)null), cancel);
    }
}
