using System.Data.Common;
using System.Globalization;
using System.Text.Json;

namespace Kolot.Store.Backups;

/// <summary>Turns rows of a database into lines of an archive, and back.</summary>
internal static class ArchiveRows
{
    /// <summary>Writes the row that a reader stands at.</summary>
    public static void Write(Utf8JsonWriter line, DbDataReader row, IReadOnlyList<ArchiveColumn> columns)
    {
        line.WriteStartArray();
        for (var at = 0; at < columns.Count; at++)
        {
            if (row.IsDBNull(at)) line.WriteNullValue();
            else Write(line, row, at, columns[at].Kind);
        }

        line.WriteEndArray();
    }

    /// <summary>The values of the row that a reader stands at, as they are read from an archive.</summary>
    public static object?[] Values(DbDataReader row, IReadOnlyList<ArchiveColumn> columns) =>
        [.. columns.Select((column, at) => row.IsDBNull(at) ? null : Value(row, at, column.Kind))];

    /// <summary>The values of a line; null for what is nothing.</summary>
    /// <exception cref="BrokenArchiveException">It does not hold what the columns say.</exception>
    public static object?[] Read(string line, IReadOnlyList<ArchiveColumn> columns)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.GetArrayLength() != columns.Count) throw new BrokenArchiveException("A row has more or fewer values than its table has columns.");
            return [.. json.RootElement.EnumerateArray().Select((value, at) => Read(value, columns[at].Kind))];
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            throw new BrokenArchiveException("A row cannot be read.", fault);
        }
    }

    private static void Write(Utf8JsonWriter line, DbDataReader row, int at, ColumnKind kind)
    {
        switch (kind)
        {
            case ColumnKind.Id: line.WriteStringValue(row.GetGuid(at)); break;
            case ColumnKind.Moment: line.WriteStringValue(Micros(row.GetDateTime(at))); break;
            case ColumnKind.Bool: line.WriteBooleanValue(row.GetBoolean(at)); break;
            case ColumnKind.Int: line.WriteNumberValue(row.GetInt32(at)); break;
            case ColumnKind.Long: line.WriteNumberValue(row.GetInt64(at)); break;
            case ColumnKind.Double: line.WriteNumberValue(row.GetDouble(at)); break;
            case ColumnKind.Decimal: line.WriteNumberValue(row.GetDecimal(at)); break;
            case ColumnKind.Bytes: line.WriteBase64StringValue(row.GetFieldValue<byte[]>(at)); break;
            case ColumnKind.Day: line.WriteStringValue(row.GetFieldValue<DateOnly>(at).ToString("O", CultureInfo.InvariantCulture)); break;
            default: line.WriteStringValue(row.GetString(at)); break;
        }
    }

    private static object Value(DbDataReader row, int at, ColumnKind kind) => kind switch
    {
        ColumnKind.Id => row.GetGuid(at),
        ColumnKind.Moment => Micros(row.GetDateTime(at)),
        ColumnKind.Bool => row.GetBoolean(at),
        ColumnKind.Int => row.GetInt32(at),
        ColumnKind.Long => row.GetInt64(at),
        ColumnKind.Double => row.GetDouble(at),
        ColumnKind.Decimal => row.GetDecimal(at),
        ColumnKind.Bytes => row.GetFieldValue<byte[]>(at),
        ColumnKind.Day => row.GetFieldValue<DateOnly>(at),
        _ => row.GetString(at),
    };

    // The finest that both kinds of database keep.
    private static DateTime Micros(DateTime moment) => DateTime.SpecifyKind(moment.AddTicks(-(moment.Ticks % TimeSpan.TicksPerMicrosecond)), DateTimeKind.Utc);

    private static object? Read(JsonElement value, ColumnKind kind) => value.ValueKind == JsonValueKind.Null ? null : kind switch
    {
        ColumnKind.Id => value.GetGuid(),
        ColumnKind.Moment => value.GetDateTime(),
        ColumnKind.Bool => value.GetBoolean(),
        ColumnKind.Int => value.GetInt32(),
        ColumnKind.Long => value.GetInt64(),
        ColumnKind.Double => value.GetDouble(),
        ColumnKind.Decimal => value.GetDecimal(),
        ColumnKind.Bytes => value.GetBytesFromBase64(),
        ColumnKind.Day => DateOnly.ParseExact(value.GetString() ?? "", "O", CultureInfo.InvariantCulture),
        _ => value.GetString(),
    };
}
