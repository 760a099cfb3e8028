using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>Brings a file in at once and waits for its end.</summary>
public sealed class ImportNow(UploadImport upload, ImportLedger ledger, RunImport act, ErrandRound round)
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
        var entered = await upload.Enter(by, path, mapping, cancel);
        if (entered.Refusal is { } refusal) throw new InvalidDataException(Reasons.Of(refusal));
        var import = entered.Value.Import;
        var bringing = act.Run(by, entered.Value, cancel, CancellationToken.None);
        while (await Task.WhenAny(bringing, Task.Delay(Beat, CancellationToken.None)) != bringing)
            if (await ledger.Find(organisation, import, CancellationToken.None) is { } now) progress(now);
        var ended = await bringing;
        // What came in is read by the nodes that run; what failed is gone before the command says so.
        if (ended is { State: ImportState.Done }) await ledger.Ring(organisation, CancellationToken.None);
        else await round.Run(organisation, CancellationToken.None);
        return ended;
    }
}
