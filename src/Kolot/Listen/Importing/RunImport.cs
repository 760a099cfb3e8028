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
public sealed class RunImport(ImportLedger ledger, ImportFiles files, KeepRows keep, TimeProvider clock)
{
    // Several batches are in memory at once, and rows may be long.
    private const int MostLetters = 2_000_000;

    // What a file answers that another process holds.
    private const int Taken = 11, TakenOnWindows = unchecked((int)0x80070020);

    private static readonly TimeSpan NotedEach = TimeSpan.FromSeconds(1);

    /// <summary>Brings a file in.</summary>
    /// <param name="by">Who brings it.</param>
    /// <param name="import">Which import; it stands at running.</param>
    /// <param name="stop">Stops it, so that it is taken back.</param>
    /// <param name="cancel">Lets go of it, so that it is taken up again later.</param>
    /// <returns>How it ended; null where it is not to be run, or is being run by another process.</returns>
    public async Task<ImportRun?> Run(Member by, Guid import, CancellationToken stop, CancellationToken cancel)
    {
        var run = await ledger.Find(by.Organisation, import, cancel);
        if (run is not { State: ImportState.Running } || MappingJson.Read(run.Mapping ?? "") is not { } mapping)
        {
            if (run is not { State: ImportState.Waiting }) files.Remove(by.Organisation, import);
            return null;
        }

        try
        {
            using var rows = OpenAlone(by.Organisation, import, mapping);
            if (rows is null) return null;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, cancel);
            await Bring(by, run, mapping, rows, either.Token);
        }
        catch (Exception fault) when (fault is StoppedElsewhereException || (fault is OperationCanceledException && stop.IsCancellationRequested))
        {
            await ledger.Move(by.Organisation, import, ImportState.Running, ImportState.Stopped, null, CancellationToken.None);
        }
        catch (InvalidDataException fault)
        {
            await ledger.Move(by.Organisation, import, ImportState.Running, ImportState.Failed, fault.Message, CancellationToken.None);
        }

        files.Remove(by.Organisation, import);
        return await ledger.Find(by.Organisation, import, CancellationToken.None);
    }

    private FileRows? OpenAlone(string organisation, Guid import, ImportMapping mapping)
    {
        if (!files.Has(organisation, import)) throw new InvalidDataException("file_gone");
        try
        {
            return files.Open(organisation, import, mapping);
        }
        catch (IOException fault) when (fault.HResult is Taken or TakenOnWindows)
        {
            return null;
        }
        catch (FileNotFoundException fault)
        {
            throw new InvalidDataException("file_gone", fault);
        }
    }

    private async Task Bring(Member by, ImportRun run, ImportMapping mapping, FileRows rows, CancellationToken cancel)
    {
        var tally = new ImportTally
        {
            Read = run.Read, Kept = run.Kept, Known = run.Known, Revised = run.Revised, Refused = run.Refused, Bytes = run.BytesRead,
        };
        var goesOn = run.Read > 0 || run.BytesRead > 0;
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

        if (goesOn) await ledger.Recount(by.Organisation, run, tally, cancel);
        tally.Bytes = run.Bytes;
        if (!await ledger.Note(by.Organisation, run.Id, tally, cancel)
            || !await ledger.Move(by.Organisation, run.Id, ImportState.Running, ImportState.Done, null, cancel)) throw new StoppedElsewhereException();
    }

    // While one batch is on its way to the disk, the next is decided upon. A batch on its way is waited for whatever happens: what is taken back
    // must have come in first.
    private async Task Keep(Member by, ImportRun run, ChannelReader<Batch> line, ImportTally tally, CancellationToken cancel)
    {
        var noted = clock.GetTimestamp();
        var onItsWay = (Batch: new Batch(), Kept: Task.FromResult<IReadOnlyList<Result<Outcome>>>([]));
        try
        {
            await foreach (var batch in line.ReadAllAsync(cancel))
            {
                var before = onItsWay;
                onItsWay = (batch, keep.Run(by, run.Id, batch.Rows, CancellationToken.None));
                if (run.Kind == "customers") await onItsWay.Kept;
                Count(tally, run.Id, before.Batch, await before.Kept);
                if (clock.GetElapsedTime(noted) < NotedEach) continue;
                noted = clock.GetTimestamp();
                NativeMemory.GiveBack();
                if (!await ledger.Note(by.Organisation, run.Id, tally, cancel)) throw new StoppedElsewhereException();
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

    private sealed class StoppedElsewhereException : Exception;
}
