using Kolot.Core;
using Kolot.Core.Listen;
using Kolot.Core.Listen.Importing;
using Kolot.Core.Organisation;
using Kolot.Organisation.Customers;
using Kolot.Store;
using Kolot.Store.Forgetting;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Listen.Importing;

/// <summary>A row that was read and is to be kept, or why it cannot be.</summary>
/// <param name="Row">As it stands in the file.</param>
/// <param name="Voice">What it says, if it is a voice that can be read.</param>
/// <param name="Customer">What it says, if it is a customer that can be read.</param>
/// <param name="Refusal">What is wrong with it.</param>
public sealed record RowToKeep(FileRow Row, HeardVoice? Voice, CustomerRecord? Customer, Refusal? Refusal);

/// <summary>Reads rows upon what an organisation calls things, and keeps them by the paths that everything takes.</summary>
public sealed class KeepRows(Stores stores, Hear hear, KeepCustomers customers, Tombstones tombstones)
{
    /// <summary>The most rows in one call.</summary>
    public const int Most = 1_000;

    /// <summary>What an organisation's files are read upon.</summary>
    public async Task<ImportGround> GroundOf(string organisation, CancellationToken cancel)
    {
        await using var store = await stores.Open(organisation, cancel);
        var profile = await store.Profiles.AsNoTracking().SingleOrDefaultAsync(cancel);
        return new(
            TimeZoneInfo.TryFindSystemTimeZoneById(profile?.TimeZone ?? "Asia/Jerusalem", out var zone) ? zone : TimeZoneInfo.Utc,
            new(await store.Channels.AsNoTracking().ToArrayAsync(cancel)),
            new(await store.Touchpoints.AsNoTracking().ToArrayAsync(cancel)),
            new(await store.Units.AsNoTracking().ToArrayAsync(cancel)));
    }

    /// <summary>Reads a row.</summary>
    public static RowToKeep Read(RowReading reading, RowKind kind, FileRow row)
    {
        if (row.Trouble is { } trouble) return new(row, null, null, new Refusal.Invalid("row", trouble));
        if (kind == RowKind.Customers)
        {
            var customer = reading.CustomerOf(row.Cells);
            return customer.Refused ? new(row, null, null, customer.Refusal) : new(row, null, customer.Value, null);
        }

        var voice = reading.Voice(row.Cells);
        return voice.Refused ? new(row, null, null, voice.Refusal) : new(row, voice.Value, null, null);
    }

    /// <summary>Keeps rows; what is refused leaves the others be.</summary>
    public async Task<IReadOnlyList<Result<Outcome>>> Run(Member by, Guid import, IReadOnlyList<RowToKeep> rows, CancellationToken cancel)
    {
        HeardVoice[] voices = [.. rows.Select(row => row.Voice).OfType<HeardVoice>()];
        CustomerRecord[] records = [.. rows.Select(row => row.Customer).OfType<CustomerRecord>()];
        var heard = voices.Length == 0 ? [] : await hear.Bulk(by, voices, import, cancel);
        var kept = records.Length == 0 ? [] : await customers.Run(by, records, import, cancel);
        var forgotten = await tombstones.Of(by.Organisation, cancel);
        var (nextVoice, nextRecord) = (0, 0);
        return [.. rows.Select(row => Unforgotten(row, forgotten, row switch
        {
            { Voice: not null } => Of(heard[nextVoice++]),
            { Customer: not null } => Of(kept[nextRecord++]),
            _ => row.Refusal ?? new Refusal.Invalid("row", "unreadable"),
        }))];
    }

    // A refused row is kept to be mended. One of somebody who was erased is not: it would bring them back.
    private static Result<Outcome> Unforgotten(RowToKeep row, Forgotten forgotten, Result<Outcome> came) =>
        came.Refused && !forgotten.IsEmpty && row.Row.Cells.Any(cell => Traces.Holds(cell, forgotten.Has)) ? Outcome.Forgotten : came;

    private static Result<Outcome> Of(Result<Heard> heard) => heard.Refusal is { } refusal ? refusal : heard.Value.Outcome;

    private static Result<Outcome> Of(Result<KeptCustomer> kept) => kept.Refusal is { } refusal ? OfRefused(refusal) : kept.Value.How switch
    {
        Organisation.Customers.Keeping.New => Outcome.Kept,
        Organisation.Customers.Keeping.Changed => Outcome.Revised,
        _ => Outcome.Known,
    };

    private static Result<Outcome> OfRefused(Refusal refusal) => refusal is Refusal.Conflict { Reason: KeepCustomers.IsForgotten } ? Outcome.Forgotten : refusal;
}
