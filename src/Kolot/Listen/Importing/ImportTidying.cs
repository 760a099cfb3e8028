using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>Finds imports that nobody is at any more, and removes files that nobody waits for.</summary>
public sealed class ImportTidying(Databases databases, Stores stores, ImportFiles files, ImportLedger ledger)
{
    // A file that broke off on its way.
    private static readonly TimeSpan Arriving = TimeSpan.FromHours(1);

    // A file that was uploaded and never brought in.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(7);

    /// <summary>The organisations to look after: all, or those that this node has open anyway.</summary>
    public async Task<IReadOnlyList<string>> Organisations(bool all, CancellationToken cancel)
    {
        await using var directory = databases.OpenDirectory();
        var names = await directory.Placements.Select(placement => placement.Organisation).ToArrayAsync(cancel);
        return [.. names.Where(name => all || stores.IsOpen(name))];
    }

    /// <summary>The imports of an organisation that a crash or a stop interrupted, at this node or another. Files that nobody waits for are removed.</summary>
    public async Task<IReadOnlyList<Guid>> LeftBehind(string organisation, CancellationToken cancel)
    {
        if (!await stores.Exists(organisation, cancel)) return [];
        var now = ledger.Now.UtcDateTime;
        var (arriving, forgotten) = (now - Arriving, now - Forgotten);
        await using var store = await stores.Open(organisation, cancel);
        var over = await store.ImportRuns.AsNoTracking()
            .Where(run => run.State == ImportState.Arriving ? run.BegunAt < arriving
                : run.State == ImportState.Waiting ? run.BegunAt < forgotten
                : run.State != ImportState.Running)
            .Where(run => run.State == ImportState.Arriving || store.FileParts.Any(part => part.FileId == run.Id))
            .Select(run => new { run.Id, run.State }).ToArrayAsync(cancel);
        foreach (var run in over)
        {
            // One that is begun in this moment keeps its file.
            if (run.State == ImportState.Waiting
                && !await ledger.Move(organisation, run.Id, ImportState.Waiting, ImportState.Stopped, null, cancel)) continue;
            await files.Remove(organisation, run.Id, cancel);
            await ledger.Forget(organisation, run.Id, cancel);
        }

        return await store.ImportRuns.Where(ImportLeases.IsFree(ledger.Now))
            .OrderBy(run => run.BegunAt).Select(run => run.Id).ToArrayAsync(cancel);
    }

    /// <summary>Who brought an import.</summary>
    public async Task<Guid> BroughtBy(string organisation, Guid import, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.ImportRuns.Where(run => run.Id == import).Select(run => run.By).SingleAsync(cancel);
    }
}

/// <summary>Whoever works at the command line, where Kolot's own files lie open anyway.</summary>
public static class CommandLineMember
{
    /// <summary>As a member of an organisation: everything, everywhere.</summary>
    public static Member Of(string organisation) => new(organisation, Guid.Empty, "kolot import", Rights.For(Role.Owner), Reach.All, null);
}
