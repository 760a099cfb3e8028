using Kolot.Core.Respond.Cases;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Respond.Cases;

/// <summary>What follows from steps of cases: clocks begin and rest, and so on. Called within the transaction that keeps the steps, for every step.</summary>
public interface ICaseFollows
{
    /// <summary>Steps were added, of one case or of hundreds: whoever asks the database asks it once for all of them. What is changed here is saved by whoever called.</summary>
    /// <param name="store">Where the transaction is open. It does not look by itself for what was changed.</param>
    /// <param name="steps">The steps in their order, numbered, each with its case as it stands after all of them, which is tracked. A case that is opened by a voice is kept after all that follows, with its steps; the voice is known to be its own before.</param>
    /// <param name="cancel">Gives up.</param>
    Task Steps(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel);
}

/// <summary>The one way by which steps of cases are written.</summary>
public sealed class CaseSteps(IServiceProvider services)
{
    // Asked for late: what follows a step may itself need whoever adds them.
    private readonly Lazy<ICaseFollows[]> follows = new(() => [.. services.GetServices<ICaseFollows>()]);

    /// <summary>Adds a step to a case that is held, in the caller's transaction, and saves all that waits with it.</summary>
    /// <returns>The step, numbered.</returns>
    public async Task<CaseStep> Add(OrganisationStore store, Case row, CaseStep step, CancellationToken cancel)
    {
        await Add(store, [(row, step)], cancel);
        return step;
    }

    /// <summary>Adds steps in their order. Cases that are not kept yet are, with the words of their customers by which they are opened.</summary>
    public async Task Add(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        if (steps.Count == 0) return;
        var cases = steps.Select(one => one.Row).Distinct().ToArray();
        var opened = cases.Where(row => row.Number == 0).ToHashSet();
        var numbers = cases.ToDictionary(row => row.Id, row => row.Version);
        foreach (var (row, step) in steps)
        {
            (step.CaseId, step.Number) = (row.Id, ++numbers[row.Id]);
            if (step.Id == Guid.Empty) step.Id = Guid.CreateVersion7(step.At);
        }

        await Keep(store, [.. steps.Where(one => !opened.Contains(one.Row))], cancel);
        store.Cases.AddRange(opened);
        foreach (var (row, step) in steps.Where(one => opened.Contains(one.Row))) Begin(store, row, step);
        await Follow(store, steps, cancel);
        await store.SaveMany(cancel);
    }

    // What is kept together comes in any order, and a step that comes after a later one of its case moves nothing.
    private static async Task Keep(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        if (steps.Count == 0) return;
        foreach (var round in steps.GroupBy(one => one.Step.Number - one.Row.Version).OrderBy(round => round.Key))
        {
            store.CaseSteps.AddRange(round.Select(one => one.Step));
            await store.SaveMany(cancel);
        }

        await ReadAnew(store, [.. steps.Select(one => one.Row).Distinct()], cancel);
    }

    // A case that is opened here is kept once, with its steps and all that follows, as the database would leave it after them.
    private static void Begin(OrganisationStore store, Case row, CaseStep step)
    {
        if (step.Kind is not (CaseStepKinds.Opened or CaseStepKinds.Heard)) throw new ArgumentException("A case is kept before anything but words of its customer happens with it.", nameof(step));
        row.Version = step.Number;
        store.CaseSteps.Add(step);
    }

    // Looking for what changed at each look at what is tracked makes the square of hundreds of cases; it is looked for once, when they are saved.
    private async Task Follow(OrganisationStore store, IReadOnlyList<(Case Row, CaseStep Step)> steps, CancellationToken cancel)
    {
        store.ChangeTracker.AutoDetectChangesEnabled = false;
        try
        {
            foreach (var follow in follows.Value) await follow.Steps(store, steps, cancel);
        }
        finally
        {
            store.ChangeTracker.AutoDetectChangesEnabled = true;
        }
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
