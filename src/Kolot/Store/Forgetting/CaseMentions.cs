using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Where somebody is mentioned in cases of others: in what was written there, and in what those are called.</summary>
internal static class CaseMentions
{
    /// <summary>What was written.</summary>
    public static async Task<IReadOnlyList<Guid>> Steps(OrganisationStore store, Sought sought, CancellationToken cancel)
    {
        var found = new HashSet<Guid>();
        foreach (var pattern in sought.Patterns ?? ["%"])
            await foreach (var step in store.CaseSteps.FromSql($"select * from case_steps where text is not null and lower(text) like {pattern} escape '\\'")
                .AsNoTracking().Select(step => new { step.Id, step.Text }).AsAsyncEnumerable().WithCancellation(cancel))
                if (Traces.Holds(step.Text, sought.IsGone)) found.Add(step.Id);
        return [.. found];
    }

    /// <summary>What they are called.</summary>
    public static async Task<IReadOnlyList<Guid>> Titles(OrganisationStore store, Sought sought, CancellationToken cancel)
    {
        var found = new HashSet<Guid>();
        foreach (var pattern in sought.Patterns ?? ["%"])
            await foreach (var row in store.Cases.FromSql($"select * from cases where title is not null and lower(title) like {pattern} escape '\\'")
                .AsNoTracking().Select(row => new { row.Id, row.Title }).AsAsyncEnumerable().WithCancellation(cancel))
                if (Traces.Holds(row.Title, sought.IsGone)) found.Add(row.Id);
        return [.. found];
    }

    /// <summary>Takes the mentions out.</summary>
    public static async Task Remove(OrganisationStore store, IReadOnlyList<Guid> steps, IReadOnlyList<Guid> cases, Func<WrittenIdentity, bool> gone, CancellationToken cancel)
    {
        foreach (var step in await store.CaseSteps.Where(step => EF.Parameter(steps).Contains(step.Id)).ToArrayAsync(cancel)) step.Text = Traces.Without(step.Text, gone);
        foreach (var row in await store.Cases.Where(row => EF.Parameter(cases).Contains(row.Id)).ToArrayAsync(cancel)) row.Title = Traces.Without(row.Title, gone);
    }
}
