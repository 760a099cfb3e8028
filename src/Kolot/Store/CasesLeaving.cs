using Microsoft.EntityFrameworkCore;

namespace Kolot.Store;

/// <summary>Lets cases go: with their customers, with their voices, or with the words of those. Whatever hangs on a case by its id goes here too.</summary>
public static class CasesLeaving
{
    /// <summary>Removes cases with all that hangs on them, in the caller's transaction.</summary>
    /// <returns>How many rows went.</returns>
    public static async Task<int> RemoveCases(this OrganisationStore store, IReadOnlyCollection<Guid> ids, CancellationToken cancel)
    {
        if (ids.Count == 0) return 0;
        var gone = ids.ToArray();
        await store.Cases.Where(one => one.MergedInto != null && EF.Parameter(gone).Contains(one.MergedInto.Value)).ExecuteUpdateAsync(set => set.SetProperty(one => one.MergedInto, (Guid?)null), cancel);
        await store.RemoveFilesOf(await store.CaseSteps.Where(one => EF.Parameter(gone).Contains(one.CaseId)).Select(one => one.Id).ToArrayAsync(cancel), cancel);
        return await store.RemoveKeptOf(gone, cancel) + await store.CasePresences.Where(one => EF.Parameter(gone).Contains(one.CaseId)).ExecuteDeleteAsync(cancel)
            + await store.CaseRelations.Where(one => EF.Parameter(gone).Contains(one.CaseId) || EF.Parameter(gone).Contains(one.OtherId)).ExecuteDeleteAsync(cancel)
            + await store.CaseVoices.Where(one => EF.Parameter(gone).Contains(one.CaseId)).ExecuteDeleteAsync(cancel)
            + await store.CaseSteps.Where(one => EF.Parameter(gone).Contains(one.CaseId)).ExecuteDeleteAsync(cancel)
            + await store.CaseClocks.Where(one => EF.Parameter(gone).Contains(one.CaseId)).ExecuteDeleteAsync(cancel) + await store.Notifications.Where(one => EF.Parameter(gone).Contains(one.CaseId)).ExecuteDeleteAsync(cancel)
            + await store.Cases.Where(one => EF.Parameter(gone).Contains(one.Id)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Removes the cases of customers, and those of voices of nobody that go; in the caller's transaction.</summary>
    public static async Task<int> RemoveCasesOf(this OrganisationStore store, IReadOnlyCollection<Guid> customers, IReadOnlyCollection<Guid> voices, CancellationToken cancel)
    {
        var (whose, said) = (customers.ToArray(), voices.ToArray());
        var ids = await store.Cases.Where(one => (one.CustomerId != null && EF.Parameter(whose).Contains(one.CustomerId.Value))
            || (one.CustomerId == null && store.CaseVoices.Any(voice => voice.CaseId == one.Id && EF.Parameter(said).Contains(voice.VoiceId)))).Select(one => one.Id).ToArrayAsync(cancel);
        return await store.RemoveCases(ids, cancel) + await store.CaseVoices.Where(one => EF.Parameter(said).Contains(one.VoiceId)).ExecuteDeleteAsync(cancel);
    }

    /// <summary>Lets go of voices whose time is over; a closed case that has none left goes with them.</summary>
    public static async Task LeaveCases(this OrganisationStore store, IReadOnlyCollection<Guid> voices, CancellationToken cancel)
    {
        var said = voices.ToArray();
        var ids = await store.CaseVoices.Where(one => EF.Parameter(said).Contains(one.VoiceId)).Select(one => one.CaseId).Distinct().ToArrayAsync(cancel);
        if (ids.Length == 0) return;
        await store.CaseVoices.Where(one => EF.Parameter(said).Contains(one.VoiceId)).ExecuteDeleteAsync(cancel);
        await store.RemoveCases(await Silent(store, ids).Select(one => one.Id).ToArrayAsync(cancel), cancel);
    }

    /// <summary>Lets go of voices that are taken back with their file; a case that they opened, and nobody has touched, goes with the last of them.</summary>
    public static async Task TakeCasesBack(this OrganisationStore store, Guid[] voices, CancellationToken cancel)
    {
        var ids = await store.CaseVoices.Where(one => EF.Parameter(voices).Contains(one.VoiceId)).Select(one => one.CaseId).Distinct().ToArrayAsync(cancel);
        if (ids.Length == 0) return;
        await store.CaseVoices.Where(one => EF.Parameter(voices).Contains(one.VoiceId)).ExecuteDeleteAsync(cancel);
        var untouched = store.Cases.Where(one => EF.Parameter(ids).Contains(one.Id) && !store.CaseVoices.Any(voice => voice.CaseId == one.Id) && !store.CaseSteps.Any(step => step.CaseId == one.Id && step.ByMember != null));
        await store.RemoveCases(await untouched.Select(one => one.Id).ToArrayAsync(cancel), cancel);
    }

    /// <summary>Takes the words of cases that are closed and whose voices have none any more; what happened and when stays, to be counted.</summary>
    public static async Task TakeWordsOfCases(this OrganisationStore store, IReadOnlyCollection<Guid> voices, CancellationToken cancel)
    {
        var said = voices.ToArray();
        var ids = await store.CaseVoices.Where(one => EF.Parameter(said).Contains(one.VoiceId) && store.Cases.Any(row => row.Id == one.CaseId && row.ClosedAt != null)
            && !store.CaseVoices.Any(other => other.CaseId == one.CaseId && !EF.Parameter(said).Contains(other.VoiceId) && store.Voices.Any(voice => voice.Id == other.VoiceId && voice.WordsRemovedAt == null)))
            .Select(one => one.CaseId).Distinct().ToArrayAsync(cancel);
        if (ids.Length == 0) return;
        await store.TakeWordsOfKept(ids, cancel);
        await store.RemoveFilesOf(await store.CaseSteps.Where(one => EF.Parameter(ids).Contains(one.CaseId)).Select(one => one.Id).ToArrayAsync(cancel), cancel);
        await store.CaseSteps.Where(one => EF.Parameter(ids).Contains(one.CaseId) && one.Text != null).ExecuteUpdateAsync(set => set.SetProperty(one => one.Text, (string?)null), cancel);
        await store.Cases.Where(one => EF.Parameter(ids).Contains(one.Id) && one.Title != null).ExecuteUpdateAsync(set => set.SetProperty(one => one.Title, (string?)null), cancel);
    }

    private static IQueryable<Case> Silent(OrganisationStore store, Guid[] ids) =>
        store.Cases.Where(one => EF.Parameter(ids).Contains(one.Id) && one.ClosedAt != null && !store.CaseVoices.Any(voice => voice.CaseId == one.Id));
}
