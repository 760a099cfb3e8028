using Kolot.Core.Listen.Inviting;
using Kolot.Listen.Sending;
using Kolot.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Kolot.Listen.Inviting.Planning;

/// <summary>Writes many invitations at once by SQL, or has many yield. One that is there already for the same turn stays as it is.</summary>
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

    /// <summary>Has planned invitations yield to others, in the store's transaction: they are spared because of those.</summary>
    /// <returns>How many did; one that somebody is about to send does not.</returns>
    public static async Task<int> Yield(OrganisationStore store, IReadOnlyList<(Guid Id, Guid To)> pairs, DateTime now, CancellationToken cancel)
    {
        if (pairs.Count == 0) return 0;
        var transaction = store.Database.CurrentTransaction?.GetDbTransaction() ?? throw new InvalidOperationException("Invitations yield in a transaction.");
        string Set(string to) => $"state = {(int)InvitationState.Skipped}, skip = {(int)SkipReason.LowerPriority}, skip_because = {to}, next_try_at = null";
        string Where(string id) => $"invitations.id = {id} and state = {(int)InvitationState.Planned} and (leased_until is null or leased_until < $3)";
        if (transaction is NpgsqlTransaction postgres)
        {
            await using var all = new NpgsqlCommand($"update invitations set {Set("pair.because")} from unnest($1, $2) as pair (yields, because) where {Where("pair.yields")}", postgres.Connection, postgres);
            foreach (var ids in new[] { pairs.Select(pair => pair.Id), pairs.Select(pair => pair.To) }) all.Parameters.Add(new() { Value = ids.ToArray() });
            all.Parameters.Add(new() { Value = now });
            return await all.ExecuteNonQueryAsync(cancel);
        }

        using var one = new SqliteCommand($"update invitations set {Set("$2")} where {Where("$1")}", (SqliteConnection?)transaction.Connection, (SqliteTransaction)transaction);
        foreach (var at in new[] { "$1", "$2", "$3" }) one.Parameters.Add(new SqliteParameter(at, null));
        one.Parameters[2].Value = now;
        var count = 0;
        foreach (var (id, to) in pairs)
        {
            (one.Parameters[0].Value, one.Parameters[1].Value) = (id, to);
            count += one.ExecuteNonQuery();
        }

        return count;
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
