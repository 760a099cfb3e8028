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
        var import = await Enter(by, path, mapping, cancel);
        var bringing = act.Run(by, import, cancel, CancellationToken.None);
        while (await Task.WhenAny(bringing, Task.Delay(Beat, CancellationToken.None)) != bringing)
            if (await ledger.Find(organisation, import, CancellationToken.None) is { } now) progress(now);
        var ended = await bringing;
        // What came in is read by the nodes that run; what failed is gone before the command says so.
        if (ended is { State: ImportState.Done }) await ledger.Ring(organisation, CancellationToken.None);
        else await round.Run(organisation, CancellationToken.None);
        return ended;
    }

    private async Task<Guid> Enter(Member by, string path, ImportMapping mapping, CancellationToken cancel)
    {
        await using var content = File.OpenRead(path);
        var uploaded = await upload.Run(by, path, content, cancel);
        if (uploaded.Refusal is { } refusal) throw new InvalidDataException(Reasons.Of(refusal));
        await ledger.Map(by.Organisation, uploaded.Value, mapping, cancel);
        await ledger.Move(by.Organisation, uploaded.Value, ImportState.Waiting, ImportState.Running, null, cancel);
        return uploaded.Value;
    }
}
