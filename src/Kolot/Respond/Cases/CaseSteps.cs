using Kolot.Core.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>What follows from a step of a case: clocks begin and rest, and so on. Called within the transaction that keeps the step, for every step.</summary>
public interface ICaseFollows
{
    /// <summary>A step was added. What is changed here is saved by whoever called.</summary>
    /// <param name="store">Where the transaction is open.</param>
    /// <param name="row">The case as it stands after the step; tracked.</param>
    /// <param name="step">The step, numbered.</param>
    /// <param name="cancel">Gives up.</param>
    Task Step(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel);
}

/// <summary>The one way by which steps of cases are written.</summary>
public sealed class CaseSteps(IServiceProvider services)
{
    // Asked for late: what follows a step may itself add steps.
    private readonly Lazy<ICaseFollows[]> follows = new(() => [.. services.GetServices<ICaseFollows>()]);

    /// <summary>Adds a step to a case that is held, in the caller's transaction, and saves all that waits with it.</summary>
    /// <returns>The step, numbered.</returns>
    public async Task<CaseStep> Add(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel)
    {
        await Add(store, [(row, step)], cancel);
        return step;
    }

    /// <summary>Adds steps in their order.</summary>
    public async Task Add(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        if (steps.Count == 0) return;
        var numbers = steps.Select(one => one.Row).Distinct().ToDictionary(row => row.Id, row => row.Version);
        foreach (var (row, step) in steps)
        {
            (step.CaseId, step.Number) = (row.Id, ++numbers[row.Id]);
            if (step.Id == Guid.Empty) step.Id = Guid.CreateVersion7(step.At);
        }

        // What is saved together comes in any order, and a step that comes after a later one of its case moves nothing.
        foreach (var round in steps.GroupBy(one => one.Step.Number - one.Row.Version).OrderBy(round => round.Key))
        {
            store.CaseSteps.AddRange(round.Select(one => one.Step));
            await store.SaveChangesAsync(cancel);
        }

        await ReadAnew(store, [.. steps.Select(one => one.Row).Distinct()], cancel);
        foreach (var (row, step) in steps)
            foreach (var follow in follows.Value) await follow.Step(store, row, step, cancel);
        await store.SaveChangesAsync(cancel);
    }

    // What the database made of the steps.
    private static async Task ReadAnew(OrganisationStore store, Case[] rows, CancellationToken cancel)
    {
        var ids = rows.Select(row => row.Id).ToArray();
        var now = await store.Cases.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancel);
        foreach (var row in rows)
        {
            var entry = store.Entry(row);
            entry.CurrentValues.SetValues(now[row.Id]);
            entry.OriginalValues.SetValues(now[row.Id]);
        }
    }
}
