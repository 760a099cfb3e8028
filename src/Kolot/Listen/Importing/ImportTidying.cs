using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>Finds what earlier runs of this node left behind, and ends what cannot go on.</summary>
public sealed class ImportTidying(Stores stores, ImportFiles files, ImportLedger ledger, ILogger<ImportTidying> log)
{
    // A file is here before its import is entered.
    private static readonly TimeSpan Arriving = TimeSpan.FromHours(1);

    // A file that was uploaded and never brought in.
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(7);

    /// <summary>The imports that a crash or a stop interrupted here. Files that nobody waits for are removed.</summary>
    /// <remarks>An organisation that cannot be asked now is asked the next time.</remarks>
    public async Task<IReadOnlyList<(string Organisation, Guid Import)>> LeftBehind(CancellationToken cancel)
    {
        var left = new List<(string, Guid)>();
        foreach (var (organisation, import, since) in files.All().ToArray())
        {
            try
            {
                if (await IsLeft(organisation, import, ledger.Now.UtcDateTime - since, cancel)) left.Add((organisation, import));
            }
            catch (Exception fault) when (!cancel.IsCancellationRequested)
            {
                log.LogError(fault, "Import {Import} of {Organisation} cannot be looked after now", import, organisation);
            }
        }

        return left;
    }

    private async Task<bool> IsLeft(string organisation, Guid import, TimeSpan age, CancellationToken cancel)
    {
        var run = await stores.Exists(organisation, cancel) ? await ledger.Find(organisation, import, cancel) : null;
        if (run is { State: ImportState.Running }) return true;
        if (run is null ? age < Arriving : run.State == ImportState.Waiting && age < Forgotten) return false;
        // It was ended elsewhere while this node was at it, and what came in last may still be there.
        if (run is not null && ImportLedger.IsTaken(run.State))
            await ledger.Move(organisation, import, ImportState.Running, ImportState.Stopped, null, cancel);
        files.Remove(organisation, import);
        return false;
    }

    /// <summary>Who brought an import.</summary>
    public async Task<Guid> BroughtBy(string organisation, Guid import, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.ImportRuns.Where(run => run.Id == import).Select(run => run.By).SingleAsync(cancel);
    }

    /// <summary>Ends an import that cannot go on, and has it taken back.</summary>
    public async Task Fail(string organisation, Guid import, string trouble, CancellationToken cancel)
    {
        await ledger.Move(organisation, import, ImportState.Running, ImportState.Failed, trouble, cancel);
        files.Remove(organisation, import);
    }
}

/// <summary>Whoever works at the command line, where Kolot's own files lie open anyway.</summary>
public static class CommandLineMember
{
    /// <summary>As a member of an organisation: everything, everywhere.</summary>
    public static Member Of(string organisation) => new(organisation, Guid.Empty, "kolot import", Rights.For(Role.Owner), Reach.All, null);
}
