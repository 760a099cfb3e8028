using Kolot.Core.Listen.Importing;
using Kolot.Listen.Importing;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Forgetting;

/// <summary>Files that were uploaded and not yet brought in: they are read to see whether they hold somebody, and let go of if they do.</summary>
/// <remarks>A file that is coming in right now is gone when it is in, and the rows of whom was erased do not come in.</remarks>
public sealed class WaitingFiles(Stores stores, ImportFiles files, ImportLedger ledger)
{
    /// <summary>The imports whose files hold somebody.</summary>
    public async Task<IReadOnlyList<Guid>> Holding(string organisation, Sought sought, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var waiting = await store.ImportRuns.AsNoTracking().Where(run => run.State == ImportState.Waiting).ToArrayAsync(cancel);
        var found = new List<Guid>();
        foreach (var run in waiting)
            if (await Holds(organisation, run, sought, cancel)) found.Add(run.Id);
        return found;
    }

    /// <summary>Whether a file is still coming in that was there before.</summary>
    public async Task<bool> AreComing(string organisation, DateTime before, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.ImportRuns.AnyAsync(run => run.BegunAt <= before && (run.State == ImportState.Running || run.State == ImportState.Arriving), cancel);
    }

    /// <summary>Lets go of files.</summary>
    public async Task<int> Drop(string organisation, IReadOnlyList<Guid> imports, CancellationToken cancel)
    {
        var dropped = 0;
        foreach (var import in imports)
        {
            // One that is begun in this moment comes in without the person, and goes then.
            if (!await ledger.Move(organisation, import, ImportState.Waiting, ImportState.Stopped, "held_forgotten", cancel)) continue;
            await files.Remove(organisation, import, cancel);
            dropped++;
        }

        return dropped;
    }

    private async Task<bool> Holds(string organisation, ImportRun run, Sought sought, CancellationToken cancel)
    {
        try
        {
            var mapping = run.Mapping is { } json && MappingJson.Read(json) is { } known ? known : await files.ShapeOf(organisation, run.Id, cancel);
            using var rows = await files.Open(organisation, run.Id, mapping, cancel);
            return rows.Read().Any(row => Mentions.Stand(row.Cells, sought));
        }
        catch (InvalidDataException)
        {
            // What cannot be read cannot come in either; it goes when nobody has waited for it for a week.
            return false;
        }
    }
}
