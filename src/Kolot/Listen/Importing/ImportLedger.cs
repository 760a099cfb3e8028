using System.Text.Json;
using Kolot.Core.Listen.Importing;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Listen.Importing;

/// <summary>What came of an import so far.</summary>
public sealed class ImportTally
{
    /// <summary>Rows read.</summary>
    public long Read { get; set; }

    /// <summary>Rows kept as new.</summary>
    public long Kept { get; set; }

    /// <summary>Rows that were known.</summary>
    public long Known { get; set; }

    /// <summary>Rows that changed something known.</summary>
    public long Revised { get; set; }

    /// <summary>Rows refused.</summary>
    public long Refused { get; set; }

    /// <summary>Bytes of the file read.</summary>
    public long Bytes { get; set; }

    /// <summary>The rows that name the columns, to stand above the first refused row.</summary>
    public List<RefusedRow> Headers { get; } = [];

    /// <summary>Refused rows that were not noted yet.</summary>
    public List<RefusedRow> Noting { get; } = [];
}

/// <summary>Writes down how far imports have come, and how they ended.</summary>
public sealed class ImportLedger(Stores stores, TimeProvider clock, ErrandRounds rounds, IOptions<ImportSettings> settings)
{
    /// <summary>Stands in the place of a reason where a row is kept that names the columns.</summary>
    public const string Header = "header";

    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The time by the ledger's clock.</summary>
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Rings the organisation's bell for whoever goes round next, this process or another.</summary>
    public Task Ring(string organisation, CancellationToken cancel) => rounds.Ring(organisation, clock.GetUtcNow().UtcDateTime, cancel);

    /// <summary>Enters a new import.</summary>
    public async Task Enter(string organisation, ImportRun run, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        store.ImportRuns.Add(run);
        await store.SaveChangesAsync(cancel);
    }

    /// <summary>The import; null if there is none.</summary>
    public async Task<ImportRun?> Find(string organisation, Guid import, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.ImportRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == import, cancel);
    }

    /// <summary>Keeps the mapping of an import that waits.</summary>
    public async Task<bool> Map(string organisation, Guid import, ImportMapping mapping, CancellationToken cancel)
    {
        var kind = mapping.Rows == RowKind.Customers ? "customers" : "voices";
        var json = MappingJson.Write(mapping);
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var changed = await store.ImportRuns.Where(run => run.Id == import && run.State == ImportState.Waiting).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.Mapping, json).SetProperty(run => run.Kind, kind).SetProperty(run => run.Version, run => run.Version + 1),
            cancel);
        await writing.Commit(cancel);
        return changed == 1;
    }

    /// <summary>Moves an import from one state to the next, and has it taken back where that ends it badly.</summary>
    /// <returns>False if it stands elsewhere by now.</returns>
    public async Task<bool> Move(string organisation, Guid import, ImportState from, ImportState to, string? trouble, CancellationToken cancel)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var ended = to is ImportState.Running ? (DateTime?)null : now;
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var moved = await store.ImportRuns.Where(run => run.Id == import && run.State == from).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.State, to).SetProperty(run => run.Trouble, trouble).SetProperty(run => run.EndedAt, ended)
                .SetProperty(run => run.Version, run => run.Version + 1),
            cancel);
        var taken = to is ImportState.Stopped or ImportState.Failed or ImportState.Undone;
        // Also where somebody else ended it: what came in since then must go as well.
        if (taken) TakeBack.Ask(store, import, now);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        if (taken) rounds.Ring(organisation);
        return moved == 1;
    }

    /// <summary>Writes down how far an import has come, with the rows refused since.</summary>
    /// <returns>False if somebody stopped it meanwhile.</returns>
    public async Task<bool> Note(string organisation, Guid import, ImportTally tally, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var running = await store.ImportRuns.Where(run => run.Id == import && run.State == ImportState.Running).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.Read, tally.Read).SetProperty(run => run.Kept, tally.Kept).SetProperty(run => run.Known, tally.Known)
                .SetProperty(run => run.Revised, tally.Revised).SetProperty(run => run.Refused, tally.Refused)
                .SetProperty(run => run.BytesRead, tally.Bytes),
            cancel);
        if (running == 0) return false;
        var room = settings.Value.MostRefused - (tally.Refused - tally.Noting.Count);
        if (tally.Refused == tally.Noting.Count && tally.Refused > 0) store.RefusedRows.AddRange(tally.Headers);
        store.RefusedRows.AddRange(tally.Noting.Take((int)Math.Clamp(room, 0, int.MaxValue)));
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        tally.Noting.Clear();
        return true;
    }

    /// <summary>What an import that broke off had really kept, counted: the last rows before it did were kept and never noted.</summary>
    public async Task Recount(string organisation, ImportRun run, ImportTally tally, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var id = run.Id;
        var kept = run.Kind == "customers"
            ? await store.Customers.LongCountAsync(customer => customer.ImportId == id, cancel)
            : await store.Voices.LongCountAsync(voice => voice.ImportId == id, cancel);
        tally.Known = Math.Max(0, tally.Known - (kept - tally.Kept));
        tally.Kept = kept;
    }

    /// <summary>A row as it is kept among the refused.</summary>
    public static RefusedRow Refused(Guid import, FileRow row, string reason) => new()
    {
        ImportId = import,
        Line = row.Line,
        // PostgreSQL keeps no NUL.
        Cells = JsonSerializer.Serialize(row.Cells.Select(cell => cell.Replace("\0", "", StringComparison.Ordinal)), Json),
        Reason = reason.Replace("\0", "", StringComparison.Ordinal),
    };
}
