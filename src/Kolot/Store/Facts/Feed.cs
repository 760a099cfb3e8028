using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Kolot.Store.Facts;

/// <summary>Where an organisation's feed stands.</summary>
/// <param name="Database">Which database it is of: one that was restored is another, though of the same name.</param>
/// <param name="Pruned">The first position from which on it can still be read.</param>
/// <param name="Next">The position after all that can be read now.</param>
internal readonly record struct FeedState(string Database, long Pruned, long Next);

/// <summary>Something changed of what is counted.</summary>
/// <param name="Place">The place in time of the voice that came, changed or went.</param>
/// <param name="Customer">The customer of whom other things are known now.</param>
internal readonly record struct FeedChange(long? Place, Guid? Customer)
{
    /// <summary>The organisation has other days.</summary>
    public bool OtherDays => Place is null && Customer is null;
}

/// <summary>What was kept, changed or removed of what is counted, in an order in which nothing is missed.</summary>
/// <remarks>
/// On SQLite there is one writer, and a position is the number of a row. On PostgreSQL rows become visible out of order, so a position is a transaction, and
/// none is read that is not below all that still write anywhere on the server: those are complete.
/// </remarks>
internal static class Feed
{
    private const string SqliteState = "select database, pruned, (select coalesce(max(id), 0) + 1 from _feed) from _feed_marks";
    private const string PostgresState = "select database, pruned, pg_snapshot_xmin(pg_current_snapshot())::text::bigint from _feed_marks";

    // What two rounds of tidying noted as past stays for one more, so that who stands still for a night need not begin anew.
    private static readonly TimeSpan Kept = TimeSpan.FromHours(6);

    /// <summary>Where it stands.</summary>
    public static async Task<FeedState> State(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = connection is NpgsqlConnection ? PostgresState : SqliteState;
        await using var reader = await command.ExecuteReaderAsync(cancel);
        if (!await reader.ReadAsync(cancel)) throw new InvalidOperationException("The database has no marks of its feed.");
        return new(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2));
    }

    /// <summary>What changed from one position to before another.</summary>
    public static async IAsyncEnumerable<FeedChange> Read(DbConnection connection, long from, long before, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        var position = connection is NpgsqlConnection ? "xact" : "id";
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture, $"select place, customer_id from _feed where {position} >= {from} and {position} < {before} order by {position}");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
            yield return new(reader.IsDBNull(0) ? null : reader.GetInt64(0), reader.IsDBNull(1) ? null : reader.GetGuid(1));
    }

    /// <summary>Lets go of what is past, a part at a time, once it was noted for long enough; then notes what will be past next.</summary>
    /// <returns>How many rows went.</returns>
    public static async Task<long> Tidy(Databases databases, string organisation, DateTime now, CancellationToken cancel)
    {
        await using var connection = await databases.Connect(organisation, cancel);
        var (noted, at) = await Noted(connection, cancel);
        if (now - at < Kept && at <= now) return 0;
        // Said before it is done: whoever reads meanwhile must not take what is left for all.
        using (await databases.GateOf(organisation).Enter(cancel)) await Run(connection, $"update _feed_marks set pruned = {noted}", null, cancel);
        var gone = 0L;
        for (var more = true; more;)
        {
            using var turn = await databases.GateOf(organisation).Enter(cancel);
            var removed = await Run(connection, connection is NpgsqlConnection
                ? $"delete from _feed where ctid = any(array(select ctid from _feed where xact < {noted} limit 20000))"
                : $"delete from _feed where id in (select id from _feed where id < {noted} order by id limit 20000)", null, cancel);
            (gone, more) = (gone + removed, removed > 0);
        }

        // The newest row stays on SQLite: from it the next one has its number.
        var next = connection is NpgsqlConnection ? (await State(connection, cancel)).Next : Math.Max(1, (await State(connection, cancel)).Next - 1);
        using var last = await databases.GateOf(organisation).Enter(cancel);
        await Run(connection, $"update _feed_marks set noted = {next}, noted_at = @now", now, cancel);
        return gone;
    }

    private static async Task<(long Noted, DateTime At)> Noted(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select noted, noted_at from _feed_marks";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel)
            ? (reader.GetInt64(0), DateTime.SpecifyKind(reader.GetDateTime(1), DateTimeKind.Utc))
            : throw new InvalidOperationException("The database has no marks of its feed.");
    }

    private static async Task<int> Run(DbConnection connection, string sql, DateTime? now, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (now is { } moment)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = ("now", moment);
            command.Parameters.Add(parameter);
        }

        return await command.ExecuteNonQueryAsync(cancel);
    }
}
