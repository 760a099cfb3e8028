using Kolot.Core.Listen.Importing;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>Brings a file in at once and waits for its end.</summary>
public sealed class ImportNow(ImportFiles files, ImportLedger ledger, RunImport act, ErrandRound round)
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>Brings a file in.</summary>
    /// <param name="organisation">To whom.</param>
    /// <param name="path">The file.</param>
    /// <param name="mapping">How it is read.</param>
    /// <param name="progress">Told how far it has come, each second.</param>
    /// <param name="cancel">Stops it, so that it is taken back.</param>
    public async Task<ImportRun?> Run(
        string organisation, string path, ImportMapping mapping, Action<ImportRun> progress, CancellationToken cancel)
    {
        var by = CommandLineMember.Of(organisation);
        var run = await Enter(by.Organisation, by.Id, path, mapping, cancel);
        var bringing = act.Run(by, run.Id, cancel, CancellationToken.None);
        while (await Task.WhenAny(bringing, Task.Delay(Beat, CancellationToken.None)) != bringing)
            if (await ledger.Find(organisation, run.Id, CancellationToken.None) is { } now) progress(now);
        var ended = await bringing;
        // What came in is read by the nodes that run; what failed is gone before the command says so.
        if (ended is { State: ImportState.Done }) await ledger.Ring(organisation, CancellationToken.None);
        else await round.Run(organisation, CancellationToken.None);
        return ended;
    }

    private async Task<ImportRun> Enter(string organisation, Guid by, string path, ImportMapping mapping, CancellationToken cancel)
    {
        var at = ledger.Now;
        var run = new ImportRun
        {
            Id = Guid.CreateVersion7(at),
            Kind = mapping.Rows == RowKind.Customers ? "customers" : "voices",
            FileName = Path.GetFileName(path),
            Mapping = MappingJson.Write(mapping),
            State = ImportState.Running,
            Bytes = new FileInfo(path).Length,
            By = by,
            BegunAt = at.UtcDateTime,
        };
        await using var content = File.OpenRead(path);
        if (await files.Keep(organisation, run.Id, content, cancel) is null) throw new InvalidDataException("too_large");
        await ledger.Enter(organisation, run, null, cancel);
        return run;
    }
}
