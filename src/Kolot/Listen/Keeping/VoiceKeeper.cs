using System.Data.Common;
using Kolot.Core.Listen;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Kolot.Listen.Keeping;

/// <summary>Keeps batches of voices, each batch in one transaction: all of it, or none.</summary>
internal sealed class VoiceKeeper(DbConnection connection, WriterGate gate) : IAsyncDisposable
{
    private readonly IVoiceTables tables = connection switch
    {
        SqliteConnection sqlite => new SqliteVoiceTables(sqlite),
        NpgsqlConnection postgres => new PostgresVoiceTables(postgres),
        _ => throw new NotSupportedException($"No voices can be kept through {connection.GetType()}."),
    };

    /// <summary>Keeps the voices and says, in their order, what came of each.</summary>
    public async Task<Heard[]> Keep(IReadOnlyList<HeardWhole> voices, CancellationToken cancel)
    {
        using var turn = await gate.Enter(cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var fresh = await tables.Claim(transaction, voices, cancel);
        var added = fresh.Count == voices.Count ? voices : [.. voices.Where(whole => fresh.Contains(whole.Voice.Id))];
        foreach (var whole in added) whole.Voice.CustomerId ??= await CustomerFinder.Find(transaction, whole, cancel);
        if (added.Count > 0) await tables.Insert(transaction, added, cancel);

        var heard = new Heard[voices.Count];
        for (var index = 0; index < heard.Length; index++)
        {
            var whole = voices[index];
            heard[index] = fresh.Contains(whole.Voice.Id)
                ? new Heard(whole.Voice.Id, Outcome.Kept)
                : await Revision.Decide(transaction, tables, whole, cancel);
        }

        await transaction.CommitAsync(cancel);
        return heard;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
