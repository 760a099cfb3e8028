using System.Text.Json;
using Kolot.Core;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Kolot.Listen.Importing;

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

    /// <summary>Enters a new import, with what is to be written beside it.</summary>
    public async Task Enter(string organisation, ImportRun run, Action<OrganisationStore>? beside, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        store.ImportRuns.Add(run);
        beside?.Invoke(store);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
    }

    /// <summary>Has an import whose file is here wait, with what is to be written beside it.</summary>
    public async Task Arrive(string organisation, Guid import, long size, Action<OrganisationStore> beside, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.ImportRuns.Where(run => run.Id == import && run.State == ImportState.Arriving).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.State, ImportState.Waiting).SetProperty(run => run.Bytes, size), cancel);
        beside(store);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
    }

    /// <summary>Strikes an import whose file never arrived.</summary>
    public async Task Forget(string organisation, Guid import, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        await store.ImportRuns.Where(run => run.Id == import && run.State == ImportState.Arriving).ExecuteDeleteAsync(cancel);
        await writing.Commit(cancel);
    }

    /// <summary>The import; null if there is none.</summary>
    public async Task<ImportRun?> Find(string organisation, Guid import, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        return await store.ImportRuns.AsNoTracking().SingleOrDefaultAsync(run => run.Id == import, cancel);
    }

    /// <summary>The import, if it is within the member's reach.</summary>
    public async Task<ImportRun?> Find(Member by, Guid import, CancellationToken cancel)
    {
        await using var store = await stores.Open(by.Organisation, cancel);
        return await store.ImportsSeenBy(by).AsNoTracking().SingleOrDefaultAsync(run => run.Id == import, cancel);
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

    /// <summary>Moves an import on because a member wants it, with a line in the log.</summary>
    /// <param name="by">Who wants it; what is beyond their reach is not found.</param>
    /// <param name="import">Which.</param>
    /// <param name="from">Where it must stand; elsewhere nothing happens to it.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="told">Writes the line.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task<Result<Guid>> Move(
        Member by, Guid import, ImportState from, ImportState to, Action<OrganisationStore> told, CancellationToken cancel)
    {
        await using var store = await stores.Open(by.Organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var seen = store.ImportsSeenBy(by).Where(run => run.Id == import);
        if (!await seen.AnyAsync(cancel)) return new Refusal.NotFound();
        if (!await Moved(seen, from, to, null, cancel)) return new Refusal.Conflict("changed_meanwhile");
        if (IsTaken(to)) TakeBack.Ask(store, import, clock.GetUtcNow().UtcDateTime);
        told(store);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        if (IsTaken(to)) rounds.Ring(by.Organisation);
        return import;
    }

    /// <summary>Moves an import on because of how it went, and has it taken back where that ends it badly.</summary>
    /// <returns>False if it stands elsewhere by now.</returns>
    public async Task<bool> Move(string organisation, Guid import, ImportState from, ImportState to, string? trouble, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var run = store.ImportRuns.Where(run => run.Id == import);
        var moved = await Moved(run, from, to, trouble, cancel);
        // Also where somebody else ended it badly: what came in since then must go as well.
        var taken = IsTaken(to) && (moved || IsTaken(await run.Select(one => one.State).SingleAsync(cancel)));
        if (taken) TakeBack.Ask(store, import, clock.GetUtcNow().UtcDateTime);
        await store.SaveChangesAsync(cancel);
        await writing.Commit(cancel);
        if (taken) rounds.Ring(organisation);
        return moved;
    }

    /// <summary>Whether what came in is taken back there.</summary>
    public static bool IsTaken(ImportState state) => state is ImportState.Stopped or ImportState.Failed or ImportState.Undone;

    /// <summary>Writes down how far an import has come, with the rows refused since.</summary>
    /// <returns>False if somebody stopped it meanwhile, or another run has it.</returns>
    public async Task<bool> Note(string organisation, Guid lease, ImportTally tally, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        await using var writing = await store.BeginWriting(cancel);
        var running = await store.ImportRuns.Where(run => run.LeasedBy == lease && run.State == ImportState.Running).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.Read, tally.Read).SetProperty(run => run.Kept, tally.Kept).SetProperty(run => run.Known, tally.Known)
                .SetProperty(run => run.Revised, tally.Revised).SetProperty(run => run.Refused, tally.Refused).SetProperty(run => run.Forgotten, tally.Forgotten)
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

    /// <summary>What an import has really kept, counted: where it broke off in between, the last rows before it did were kept and never noted.</summary>
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

    private async Task<bool> Moved(IQueryable<ImportRun> runs, ImportState from, ImportState to, string? trouble, CancellationToken cancel)
    {
        var ended = to is ImportState.Running ? (DateTime?)null : clock.GetUtcNow().UtcDateTime;
        return await runs.Where(run => run.State == from).ExecuteUpdateAsync(
            set => set.SetProperty(run => run.State, to).SetProperty(run => run.Trouble, trouble).SetProperty(run => run.EndedAt, ended)
                .SetProperty(run => run.Version, run => run.Version + 1),
            cancel) == 1;
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
