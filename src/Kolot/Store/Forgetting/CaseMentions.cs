using Kolot.Core.Organisation;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Store.Forgetting;

/// <summary>Where somebody is mentioned in cases of others: in what was written there, and in what those are called.</summary>
/// <param name="Steps">What was written.</param>
/// <param name="Titles">What they are called.</param>
public sealed record CaseMentions(IReadOnlyList<Guid> Steps, IReadOnlyList<Guid> Titles)
{
    /// <summary>What was promised, understood, put right and given in them.</summary>
    public IReadOnlyList<Guid> Kept { get; init; } = [];

    /// <summary>Looks through all of them.</summary>
    internal static async Task<CaseMentions> Find(OrganisationStore store, Sought sought, CancellationToken cancel) =>
        new(await InSteps(store, sought, cancel), await InTitles(store, sought, cancel)) { Kept = await KeptMentions.Find(store, sought, cancel) };

    private static async Task<IReadOnlyList<Guid>> InSteps(OrganisationStore store, Sought sought, CancellationToken cancel)
    {
        var found = new HashSet<Guid>();
        foreach (var pattern in sought.Patterns ?? ["%"])
            await foreach (var step in store.CaseSteps.FromSql($"select * from case_steps where text is not null and lower(text) like {pattern} escape '\\'")
                .AsNoTracking().Select(step => new { step.Id, step.Text }).AsAsyncEnumerable().WithCancellation(cancel))
                if (Traces.Holds(step.Text, sought.IsGone)) found.Add(step.Id);
        return [.. found];
    }

    private static async Task<IReadOnlyList<Guid>> InTitles(OrganisationStore store, Sought sought, CancellationToken cancel)
    {
        var found = new HashSet<Guid>();
        foreach (var pattern in sought.Patterns ?? ["%"])
            await foreach (var row in store.Cases.FromSql($"select * from cases where title is not null and lower(title) like {pattern} escape '\\'")
                .AsNoTracking().Select(row => new { row.Id, row.Title }).AsAsyncEnumerable().WithCancellation(cancel))
                if (Traces.Holds(row.Title, sought.IsGone)) found.Add(row.Id);
        return [.. found];
    }

    /// <summary>Takes the mentions out.</summary>
    internal async Task Remove(OrganisationStore store, Func<WrittenIdentity, bool> gone, CancellationToken cancel)
    {
        var (steps, cases) = (Steps, Titles);
        foreach (var step in await store.CaseSteps.Where(step => EF.Parameter(steps).Contains(step.Id)).ToArrayAsync(cancel)) step.Text = Traces.Without(step.Text, gone);
        foreach (var row in await store.Cases.Where(row => EF.Parameter(cases).Contains(row.Id)).ToArrayAsync(cancel)) row.Title = Traces.Without(row.Title, gone);
        await KeptMentions.Remove(store, Kept, gone, cancel);
    }
}
