using Kolot.Core.Listen.Inviting;
using Kolot.Listen.Sending;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>Writes many invitations at once by SQL. One that is there already for the same turn stays as it is.</summary>
internal static class InvitationRows
{
    private static readonly (string Name, NpgsqlDbType Type, Func<Invitation, object?> Of)[] Columns =
    [
        ("id", NpgsqlDbType.Uuid, row => row.Id), ("first_id", NpgsqlDbType.Uuid, row => row.FirstId), ("campaign_id", NpgsqlDbType.Uuid, row => row.CampaignId),
        ("survey_id", NpgsqlDbType.Uuid, row => row.SurveyId), ("survey_number", NpgsqlDbType.Integer, row => row.SurveyNumber), ("customer_id", NpgsqlDbType.Uuid, row => row.CustomerId),
        ("occasion", NpgsqlDbType.Text, row => row.Occasion), ("reminder", NpgsqlDbType.Integer, row => row.Reminder), ("way", NpgsqlDbType.Text, row => row.Way),
        ("address", NpgsqlDbType.Text, row => row.Address), ("language", NpgsqlDbType.Text, row => row.Language), ("known", NpgsqlDbType.Text, row => row.Known),
        ("planned_at", NpgsqlDbType.TimestampTz, row => Micros(row.PlannedAt)), ("due_at", NpgsqlDbType.TimestampTz, row => Micros(row.DueAt)), ("next_try_at", NpgsqlDbType.TimestampTz, row => Micros(row.NextTryAt)),
        ("state", NpgsqlDbType.Integer, row => (int)row.State), ("skip", NpgsqlDbType.Integer, row => (int?)row.Skip), ("skip_until", NpgsqlDbType.TimestampTz, row => Micros(row.SkipUntil)),
        ("skip_because", NpgsqlDbType.Uuid, row => row.SkipBecause), ("tries", NpgsqlDbType.Integer, row => row.Tries),
    ];

    private static readonly string Names = string.Join(", ", Columns.Select(column => column.Name));

    /// <summary>Writes them in the store's transaction.</summary>
    public static async Task Add(OrganisationStore store, IReadOnlyList<Invitation> rows, CancellationToken cancel)
    {
        if (rows.Count == 0) return;
        var transaction = store.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Invitations are kept in a transaction.");
        if (transaction is NpgsqlTransaction postgres) await Add(postgres, rows, cancel);
        else Add((SqliteTransaction)transaction, rows);
        if (rows.Min(row => row.NextTryAt) is not { } next) return;
        await InvitationsDue.Arm(store, next, cancel);
        await store.SaveChangesAsync(cancel);
    }

    private static void Add(SqliteTransaction transaction, IReadOnlyList<Invitation> rows)
    {
        using var command = new SqliteCommand($"insert into invitations ({Names}) values ({string.Join(", ", Columns.Select((_, at) => $"${at}"))}) on conflict do nothing", transaction.Connection, transaction);
        foreach (var (at, _) in Columns.Index()) command.Parameters.Add(new SqliteParameter($"${at}", null));
        foreach (var row in rows)
        {
            foreach (var (at, column) in Columns.Index()) command.Parameters[at].Value = column.Of(row) ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
    }

    private static async Task Add(NpgsqlTransaction transaction, IReadOnlyList<Invitation> rows, CancellationToken cancel)
    {
        var places = string.Join(", ", Columns.Select((_, at) => $"${at + 1}"));
        await using var command = new NpgsqlCommand($"insert into invitations ({Names}) select * from unnest({places}) on conflict do nothing", transaction.Connection, transaction);
        foreach (var (_, type, of) in Columns)
            command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | type, Value = Values([.. rows.Select(of)], type) });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static Array Values(object?[] values, NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Uuid => Array.ConvertAll(values, value => (Guid?)value),
        NpgsqlDbType.Integer => Array.ConvertAll(values, value => (int?)value),
        NpgsqlDbType.TimestampTz => Array.ConvertAll(values, value => (DateTime?)value),
        _ => Array.ConvertAll(values, value => (string?)value),
    };

    // As exact as both databases are.
    private static DateTime? Micros(DateTime? moment) => moment is { } at ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond)) : null;
}
