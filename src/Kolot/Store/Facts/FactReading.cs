using System.Data.Common;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Kolot.Core.Facts;
using Kolot.Core.Listen;
using Npgsql;

namespace Kolot.Store.Facts;

/// <summary>Reads out of an organisation's tables what is counted: bare, since an image has millions of rows.</summary>
internal static class FactReading
{
    private const string Counted = "place, kind, channel_id, touchpoint_id, unit_id, customer_id, entered_by, language, score, score_low, score_high, answers";

    /// <summary>In which days the organisation lives.</summary>
    public static async Task<TimeZoneInfo> Zone(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select time_zone from profiles";
        return TimeZoneInfo.FindSystemTimeZoneById((string?)await command.ExecuteScalarAsync(cancel) ?? "UTC");
    }

    /// <summary>Between which places all voices lie; nothing where there are none.</summary>
    public static async Task<(long First, long Last)?> Ends(DbConnection connection, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select (select min(place) from voices), (select max(place) from voices)";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) && !reader.IsDBNull(0) ? (reader.GetInt64(0), reader.GetInt64(1)) : null;
    }

    /// <summary>The next voices after a place, in order of time. What is given is the same object each time.</summary>
    public static IAsyncEnumerable<FactRow> After(DbConnection connection, long place, int most, CancellationToken cancel) =>
        Rows(connection, FormattableString.Invariant($"where place > {place} order by place limit {most}"), null, cancel);

    /// <summary>The voices at some places, those that are there. What is given is the same object each time.</summary>
    public static IAsyncEnumerable<FactRow> At(DbConnection connection, IReadOnlyCollection<long> places, CancellationToken cancel) => connection is NpgsqlConnection
        ? Rows(connection, "where place = any(@some)", places.ToArray(), cancel)
        : Rows(connection, "where place in (select value from json_each(@some))", JsonSerializer.Serialize(places), cancel);

    /// <summary>What the course of cases answered after a place, in order of time. What is given is the same object each time.</summary>
    public static IAsyncEnumerable<FactRow> OutcomesAfter(DbConnection connection, long place, int most, CancellationToken cancel) =>
        OutcomeReading.Rows(connection, FormattableString.Invariant($"where place > {place} order by place limit {most}"), null, cancel);

    /// <summary>The same at some places, those that are there.</summary>
    public static IAsyncEnumerable<FactRow> OutcomesAt(DbConnection connection, IReadOnlyCollection<long> places, CancellationToken cancel) => connection is NpgsqlConnection
        ? OutcomeReading.Rows(connection, "where place = any(@some)", places.ToArray(), cancel)
        : OutcomeReading.Rows(connection, "where place in (select value from json_each(@some))", JsonSerializer.Serialize(places), cancel);

    /// <summary>What is known of all customers, or of some: customer by customer.</summary>
    public static async IAsyncEnumerable<(Guid Customer, string Key, string Value)> Attributes(
        DbConnection connection, IReadOnlyCollection<Guid>? customers, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select customer_id, key, value from customer_attributes {(customers is null ? "" : Some(command, "customer_id", customers))}";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) yield return (reader.GetGuid(0), reader.GetString(1), reader.GetString(2));
    }

    /// <summary>Which of some customers are still here.</summary>
    public static async Task<HashSet<Guid>> StillHere(DbConnection connection, IReadOnlyCollection<Guid> customers, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select id from customers {Some(command, "id", customers)}";
        var here = new HashSet<Guid>();
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel)) here.Add(reader.GetGuid(0));
        return here;
    }

    private static string Some(DbCommand command, string column, IReadOnlyCollection<Guid> ids)
    {
        var onServer = command is NpgsqlCommand;
        // Ids lie in SQLite as text in capitals.
        Add(command, onServer ? ids.ToArray() : JsonSerializer.Serialize(ids.Select(id => id.ToString().ToUpperInvariant())));
        return onServer ? $"where {column} = any(@some)" : $"where {column} in (select value from json_each(@some))";
    }

    internal static void Add(DbCommand command, object some)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("some", some);
        command.Parameters.Add(parameter);
    }

    private static async IAsyncEnumerable<FactRow> Rows(DbConnection connection, string where, object? some, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"select {Counted} from voices {where}";
        if (some is not null) Add(command, some);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var row = new FactRow();
        while (await reader.ReadAsync(cancel)) yield return Read(reader, row);
    }

    private static FactRow Read(DbDataReader reader, FactRow row)
    {
        (row.Place, row.Kind, row.Channel) = (reader.GetInt64(0), (VoiceKind)reader.GetInt32(1), reader.GetGuid(2));
        (row.Touchpoint, row.Unit, row.Customer, row.EnteredBy) = (Id(reader, 3), Id(reader, 4), Id(reader, 5), Id(reader, 6));
        row.Language = reader.IsDBNull(7) ? null : reader.GetString(7);
        row.Answers.Clear();
        if (!reader.IsDBNull(8)) row.Answers.Add(("", new(reader.GetDouble(8), null, Number(reader, 9), Number(reader, 10))));
        if (!reader.IsDBNull(11)) FactAnswers.Read(reader.GetString(11), row.Answers);
        return row;
    }

    internal static Guid? Id(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetGuid(column);

    private static double? Number(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetDouble(column);
}
