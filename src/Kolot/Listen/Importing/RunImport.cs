using System.Diagnostics;
using System.Threading.Channels;
using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Store;

namespace Kolot.Listen.Importing;

/// <summary>Brings a file in, from the row at which it stopped last to its end.</summary>
/// <remarks>
/// One thread reads ahead while the rows before are being kept. After a crash it goes on where the ledger ends; rows that came in after the last
/// note are known by then, and are counted anew at the end.
/// </remarks>
public sealed class RunImport(ImportLeases leases, ImportLedger ledger, ImportFiles files, KeepRows keep)
{
    // Several batches are in memory at once, and rows may be long.
    private const int MostLetters = 2_000_000;

    private static readonly TimeSpan NotedEach = TimeSpan.FromSeconds(1);

    /// <summary>Brings a stored file in.</summary>
    /// <param name="by">Who brings it.</param>
    /// <param name="import">Which import; it stands at running.</param>
    /// <param name="stop">Stops it, so that it is taken back.</param>
    /// <param name="cancel">Lets go of it, so that it is taken up again later, here or at another node.</param>
    /// <returns>How it ended; null where it is not to be run, or another run is at it.</returns>
    public async Task<ImportRun?> Run(Member by, Guid import, CancellationToken stop, CancellationToken cancel)
    {
        if (await leases.Take(by.Organisation, import, cancel) is { } lease) return await Run(by, new Leased(import, lease, null), stop, cancel);
        if (await ledger.Find(by.Organisation, import, cancel) is not { } run || !ImportLedger.IsTaken(run.State)) return null;
        // A run that died may have kept its last rows after the others were taken back.
        await ledger.Move(by.Organisation, import, ImportState.Running, ImportState.Stopped, null, cancel);
        await files.Remove(by.Organisation, import, cancel);
        return null;
    }

    /// <summary>Brings a file of this machine in.</summary>
    public Task<ImportRun?> Run(Member by, FileHere file, CancellationToken stop, CancellationToken cancel) =>
        Run(by, new Leased(file.Import, file.Lease, file.Path), stop, cancel);

    /// <summary>Ends an import that cannot go on, and has it taken back; not one that another run is at.</summary>
    public async Task Fail(string organisation, Guid import, string trouble, CancellationToken cancel)
    {
        if (await leases.Take(organisation, import, cancel) is not { } lease) return;
        await ledger.Move(organisation, import, ImportState.Running, ImportState.Failed, trouble, cancel);
        await files.Remove(organisation, import, cancel);
        await leases.Release(organisation, lease, cancel);
    }

    private async Task<ImportRun?> Run(Member by, Leased what, CancellationToken stop, CancellationToken cancel)
    {
        using var lost = new CancellationTokenSource();
        using var done = new CancellationTokenSource();
        var holding = leases.Hold(by.Organisation, what.Lease, lost, done.Token);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, cancel, lost.Token);
            var trouble = await Try(by, what, either.Token);
            cancel.ThrowIfCancellationRequested();
            if (trouble is { } ended && !await End(by.Organisation, what, ended, CancellationToken.None)) return null;
        }
        finally
        {
            await done.CancelAsync();
            await holding;
            await leases.Release(by.Organisation, what.Lease, CancellationToken.None);
        }

        await files.Remove(by.Organisation, what.Import, CancellationToken.None);
        return await ledger.Find(by.Organisation, what.Import, CancellationToken.None);
    }

    // How it is to be ended; null where it is done.
    private async Task<(ImportState State, string? Trouble)?> Try(Member by, Leased what, CancellationToken cancel)
    {
        try
        {
            var run = await ledger.Find(by.Organisation, what.Import, cancel);
            if (run is null || MappingJson.Read(run.Mapping ?? "") is not { } mapping) return (ImportState.Failed, "broke_off");
            using var rows = what.Path is { } path
                ? ImportFiles.Open(path, mapping)
                : await files.Open(by.Organisation, what.Import, mapping, cancel);
            run.LeasedBy = what.Lease;
            await Bring(by, run, mapping, rows, cancel);
            return null;
        }
        catch (Exception fault) when (fault is StoppedElsewhereException || (fault is OperationCanceledException && cancel.IsCancellationRequested))
        {
            return (ImportState.Stopped, null);
        }
        catch (InvalidDataException fault)
        {
            return (ImportState.Failed, fault.Message);
        }
    }

    // Another run that has it by now goes on; what this one kept is known there. Unless it was ended there: then the last rows must go too.
    private async Task<bool> End(string organisation, Leased what, (ImportState State, string? Trouble) how, CancellationToken cancel)
    {
        if (!await leases.Renew(organisation, what.Lease, cancel)
            && !(await ledger.Find(organisation, what.Import, cancel) is { } run && ImportLedger.IsTaken(run.State))) return false;
        await ledger.Move(organisation, what.Import, ImportState.Running, how.State, how.Trouble, cancel);
        return true;
    }

    private async Task Bring(Member by, ImportRun run, ImportMapping mapping, FileRows rows, CancellationToken cancel)
    {
        var tally = new ImportTally
        {
            Read = run.Read, Kept = run.Kept, Known = run.Known, Revised = run.Revised, Refused = run.Refused, Forgotten = run.Forgotten, Bytes = run.BytesRead,
        };
        var ground = await keep.GroundOf(by.Organisation, cancel);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var line = System.Threading.Channels.Channel.CreateBounded<Batch>(4);
        var reading = Task.Run(() => Produce(line.Writer, rows, mapping, (ground, run.Read), ending.Token), CancellationToken.None);
        try
        {
            await Keep(by, run, line.Reader, tally, cancel);
            await reading;
        }
        finally
        {
            await ending.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await ledger.Recount(by.Organisation, run, tally, cancel);
        tally.Bytes = run.Bytes;
        if (!await ledger.Note(by.Organisation, run.LeasedBy ?? run.Id, tally, cancel)
            || !await ledger.Move(by.Organisation, run.Id, ImportState.Running, ImportState.Done, null, cancel)) throw new StoppedElsewhereException();
    }

    // While one batch is on its way to the disk, the next is decided upon. A batch on its way is waited for whatever happens: what is taken back
    // must have come in first.
    private async Task Keep(Member by, ImportRun run, ChannelReader<Batch> line, ImportTally tally, CancellationToken cancel)
    {
        var noted = Stopwatch.GetTimestamp();
        var onItsWay = (Batch: new Batch(), Kept: Task.FromResult<IReadOnlyList<Result<Outcome>>>([]));
        try
        {
            await foreach (var batch in line.ReadAllAsync(cancel))
            {
                var before = onItsWay;
                onItsWay = (batch, keep.Run(by, run.Id, batch.Rows, CancellationToken.None));
                if (run.Kind == "customers") await onItsWay.Kept;
                Count(tally, run.Id, before.Batch, await before.Kept);
                if (Stopwatch.GetElapsedTime(noted) < NotedEach) continue;
                noted = Stopwatch.GetTimestamp();
                NativeMemory.GiveBack();
                if (!await ledger.Note(by.Organisation, run.LeasedBy ?? run.Id, tally, cancel)) throw new StoppedElsewhereException();
            }

            Count(tally, run.Id, onItsWay.Batch, await onItsWay.Kept);
        }
        finally
        {
            await ((Task)onItsWay.Kept).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task Produce(
        ChannelWriter<Batch> line, FileRows rows, ImportMapping mapping, (ImportGround Ground, long Skip) from, CancellationToken cancel)
    {
        try
        {
            var batch = new Batch();
            foreach (var read in MappedRows.Read(rows, mapping, from.Ground, row => batch.Headers.Add(row)))
            {
                batch.Read++;
                batch.Bytes = rows.BytesRead;
                if (from.Skip-- <= 0 && read is not null) batch.Add(read);
                else if (from.Skip >= 0) batch.Read--;
                if (batch.Rows.Count < KeepRows.Most && batch.Letters < MostLetters) continue;
                await line.WriteAsync(batch, cancel);
                batch = new();
            }

            await line.WriteAsync(batch, cancel);
            line.Complete();
        }
        catch (Exception fault)
        {
            line.Complete(fault);
        }
    }

    private static void Count(ImportTally tally, Guid import, Batch batch, IReadOnlyList<Result<Outcome>> kept)
    {
        (tally.Read, tally.Bytes) = (tally.Read + batch.Read, Math.Max(tally.Bytes, batch.Bytes));
        tally.Headers.AddRange(batch.Headers.Select(row => ImportLedger.Refused(import, row, ImportLedger.Header)));
        for (var at = 0; at < kept.Count; at++)
        {
            if (kept[at].Refusal is { } refusal)
            {
                tally.Refused++;
                tally.Noting.Add(ImportLedger.Refused(import, batch.Rows[at].Row, Reasons.Of(refusal)));
            }
            else if (kept[at].Value == Outcome.Kept) tally.Kept++;
            else if (kept[at].Value == Outcome.Revised) tally.Revised++;
            else if (kept[at].Value == Outcome.Forgotten) tally.Forgotten++;
            else tally.Known++;
        }
    }

    private sealed class Batch
    {
        public List<RowToKeep> Rows { get; } = new(KeepRows.Most);

        public List<FileRow> Headers { get; } = [];

        public long Read { get; set; }

        public long Bytes { get; set; }

        public long Letters { get; private set; }

        public void Add(RowToKeep row)
        {
            Rows.Add(row);
            foreach (var cell in row.Row.Cells) Letters += cell.Length;
        }
    }

    private sealed record Leased(Guid Import, Guid Lease, string? Path);

    private sealed class StoppedElsewhereException : Exception;
}
