using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Listen.Told;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kolot.Listen.Keeping;

/// <summary>Keeps batches of voices, each batch in one transaction: all of it, or none.</summary>
internal sealed class VoiceKeeper(DbConnection connection, WriterGate gate) : IAsyncDisposable
{
    private const int TriesAtOneMoment = 3;

    private readonly IVoiceTables tables = TablesOf(connection);

    /// <summary>Keeps voices, and says, in their order, what came of each.</summary>
    public Task<Heard[]> Keep(IReadOnlyList<HeardWhole> voices, CancellationToken cancel) => Keep(voices, new([], []), cancel);

    /// <summary>Keeps voices with what stands beside them, and says, in their order, what came of each voice.</summary>
    public async Task<Heard[]> Keep(IReadOnlyList<HeardWhole> voices, KeptBeside beside, CancellationToken cancel)
    {
        try
        {
            return await KeepAll(voices, beside, cancel);
        }
        catch
        {
            // Customers met on the way are gone with the transaction.
            foreach (var whole in voices.Where(whole => whole.Customer is not null)) (whole.Voice.CustomerId, whole.Voice.MergedFrom) = (null, null);
            throw;
        }
    }

    /// <summary>Keeps voices in a transaction that somebody else began, and ends.</summary>
    public static Task<Heard[]> KeepWithin(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, CancellationToken cancel) =>
        KeepVoices(transaction, TablesOf(transaction.Connection ?? throw new InvalidOperationException("The transaction is over.")), voices, cancel);

    /// <summary>Gives those voices another place whose own is taken: by another process, or in an earlier year of this one.</summary>
    /// <remarks>A moment has two million places, and a file of one day without hours may want more: where they are full, the moments after it are tried.</remarks>
    public async Task FindPlaces(IReadOnlyList<HeardWhole> voices, Func<long> running, CancellationToken cancel)
    {
        var later = TimeSpan.Zero;
        for (var (open, tries) = (voices, 1); ; tries++)
        {
            var taken = await Taken(open, cancel);
            open = [.. open.Where(whole => taken.Contains(whole.Voice.Place))];
            if (open.Count == 0) return;
            if (tries > TriesAtOneMoment) later += later + TimeSpan.FromMilliseconds(1);
            foreach (var whole in open) whole.Voice.Place = Place.Of(whole.Voice.HeardAt + later, running());
        }
    }

    private async Task<HashSet<long>> Taken(IReadOnlyList<HeardWhole> voices, CancellationToken cancel)
    {
        var taken = new HashSet<long>();
        await using var command = connection.CreateCommand();
        command.CommandText = $"select place from voices where place in ({string.Join(',', voices.Select(whole => whole.Voice.Place))})";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) taken.Add(reader.GetInt64(0));
        return taken;
    }

    private async Task<Heard[]> KeepAll(IReadOnlyList<HeardWhole> voices, KeptBeside beside, CancellationToken cancel)
    {
        using var turn = await gate.Enter(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var again = await EnquiryColumns.Again(transaction, beside.Enquiries, cancel);
        Heard[] heard;
        if (again.Count == 0) heard = await KeepNew(transaction, voices, beside, cancel);
        else
        {
            HeardWhole[] others = [.. voices.Where(whole => !again.Contains(whole.Voice.Id))];
            var kept = await KeepNew(transaction, others, beside with { Enquiries = [.. beside.Enquiries.Where(one => one.Step.VoiceId is not { } voice || !again.Contains(voice))] }, cancel);
            var next = 0;
            heard = [.. voices.Select(whole => again.Contains(whole.Voice.Id) ? new Heard(whole.Voice.Id, Outcome.Known) : kept[next++])];
        }

        await transaction.CommitAsync(cancel);
        return heard;
    }

    private async Task<Heard[]> KeepNew(DbTransaction transaction, IReadOnlyList<HeardWhole> voices, KeptBeside beside, CancellationToken cancel)
    {
        var responses = beside.Responses;
        var heard = voices.Count == 0 ? [] : await KeepVoices(transaction, tables, voices, cancel);
        Settle(voices, heard, beside);
        if (responses.Count > 0) await tables.KeepResponses(transaction, ResponseColumns.Last(responses), cancel);
        await LeaveTold.Run(transaction, voices, heard, responses, cancel);
        if (beside.Enquiries.Count > 0) await EnquiryColumns.Keep(transaction, beside.Enquiries, cancel);
        return heard;
    }

    // A voice that was known already has the id of when it was first heard.
    private static void Settle(IReadOnlyList<HeardWhole> voices, Heard[] heard, KeptBeside beside)
    {
        if (beside.IsEmpty) return;
        var known = voices.Select((whole, index) => (whole.Voice.Id, Known: heard[index].Id)).ToDictionary(voice => voice.Id, voice => voice.Known);
        foreach (var enquiry in beside.Enquiries) enquiry.Settle(known);
        foreach (var response in beside.Responses)
            if (response.VoiceId is { } voice && known.TryGetValue(voice, out var settled)) response.VoiceId = settled;
    }

    private static async Task<Heard[]> KeepVoices(DbTransaction transaction, IVoiceTables tables, IReadOnlyList<HeardWhole> voices, CancellationToken cancel)
    {
        var fresh = await tables.Claim(transaction, voices, cancel);
        var added = fresh.Count == voices.Count ? voices : [.. voices.Where(whole => fresh.Contains(whole.Voice.Id))];
        var revisions = await Revisions.Load(transaction, tables, voices.Where(whole => !fresh.Contains(whole.Voice.Id)), cancel);
        await CustomerFinder.Find(transaction, [.. added, .. revisions.Changed], cancel);
        if (added.Count > 0) await tables.Insert(transaction, added, cancel);

        var heard = new Heard[voices.Count];
        for (var index = 0; index < heard.Length; index++)
        {
            var whole = voices[index];
            heard[index] = fresh.Contains(whole.Voice.Id) ? new(whole.Voice.Id, Outcome.Kept) : await revisions.Decide(whole, cancel);
        }

        return heard;
    }

    private static IVoiceTables TablesOf(DbConnection connection) => connection switch
    {
        SqliteConnection sqlite => new SqliteVoiceTables(sqlite),
        NpgsqlConnection postgres => new PostgresVoiceTables(postgres),
        _ => throw new NotSupportedException($"No voices can be kept through {connection.GetType()}."),
    };

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
