using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Where somebody is mentioned in what was promised, understood, put right and given in cases of others.</summary>
internal static class KeptMentions
{
    /// <summary>The rows, by their ids: no two of all these tables have the same.</summary>
    public static async Task<IReadOnlyList<Guid>> Find(OrganisationStore store, Sought sought, CancellationToken cancel)
    {
        var found = new HashSet<Guid>();
        void Look(Guid id, params ReadOnlySpan<string?> texts)
        {
            if (sought.StandsIn(texts)) found.Add(id);
        }

        await foreach (var row in store.Commitments.AsNoTracking().Where(row => row.Text != null || row.ToName != null).Select(row => new { row.Id, row.Text, row.ToName }).AsAsyncEnumerable().WithCancellation(cancel)) Look(row.Id, row.Text, row.ToName);
        await foreach (var row in store.CommitmentOutcomes.AsNoTracking().Where(row => row.Note != null).Select(row => new { row.Id, row.Note }).AsAsyncEnumerable().WithCancellation(cancel)) Look(row.Id, row.Note);
        await foreach (var row in store.Restatements.AsNoTracking().Select(row => new { row.Id, row.Text, row.Why, row.Said }).AsAsyncEnumerable().WithCancellation(cancel)) Look(row.Id, row.Text, row.Why, row.Said);
        await foreach (var row in store.RecoverySteps.AsNoTracking().Select(row => new { row.Id, row.Told, row.Evidence }).AsAsyncEnumerable().WithCancellation(cancel)) Look(row.Id, row.Told, row.Evidence);
        await foreach (var row in store.AllowanceEntries.AsNoTracking().Where(row => row.What != null).Select(row => new { row.Id, row.What }).AsAsyncEnumerable().WithCancellation(cancel)) Look(row.Id, row.What);
        await foreach (var row in store.CaseLessons.AsNoTracking().Where(row => row.WrittenAt != null).Select(row => new { row.CaseId, row.Happened, row.Cause, row.Prevents }).AsAsyncEnumerable().WithCancellation(cancel)) Look(row.CaseId, row.Happened, row.Cause, row.Prevents);
        return [.. found];
    }

    /// <summary>Takes the mentions out. The caller saves.</summary>
    public static async Task Remove(OrganisationStore store, IReadOnlyList<Guid> rows, Func<WrittenIdentity, bool> gone, CancellationToken cancel)
    {
        if (rows.Count == 0) return;
        foreach (var row in await store.Commitments.Where(row => EF.Parameter(rows).Contains(row.Id)).ToArrayAsync(cancel)) (row.Text, row.ToName) = (Traces.Without(row.Text, gone), Traces.Without(row.ToName, gone));
        foreach (var row in await store.CommitmentOutcomes.Where(row => EF.Parameter(rows).Contains(row.Id)).ToArrayAsync(cancel)) row.Note = Traces.Without(row.Note, gone);
        foreach (var row in await store.Restatements.Where(row => EF.Parameter(rows).Contains(row.Id)).ToArrayAsync(cancel)) (row.Text, row.Why, row.Said) = (Traces.Without(row.Text, gone), Traces.Without(row.Why, gone), Traces.Without(row.Said, gone));
        foreach (var row in await store.RecoverySteps.Where(row => EF.Parameter(rows).Contains(row.Id)).ToArrayAsync(cancel)) (row.Told, row.Evidence) = (Traces.Without(row.Told, gone), Traces.Without(row.Evidence, gone));
        foreach (var row in await store.AllowanceEntries.Where(row => EF.Parameter(rows).Contains(row.Id)).ToArrayAsync(cancel)) row.What = Traces.Without(row.What, gone);
        foreach (var row in await store.CaseLessons.Where(row => EF.Parameter(rows).Contains(row.CaseId)).ToArrayAsync(cancel)) (row.Happened, row.Cause, row.Prevents) = (Traces.Without(row.Happened, gone), Traces.Without(row.Cause, gone), Traces.Without(row.Prevents, gone));
    }
}
