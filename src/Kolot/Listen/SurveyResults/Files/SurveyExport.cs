using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kolot.Listen.SurveyResults.Files;

/// <summary>As what the responses to a survey are handed out.</summary>
public enum ExportFormat
{
    /// <summary>For spreadsheets and programs, as text.</summary>
    Csv,

    /// <summary>A workbook.</summary>
    Xlsx,

    /// <summary>For statistics.</summary>
    Sav,

    /// <summary>A line of JSON for each response.</summary>
    Jsonl,
}

/// <summary>Where an export stands.</summary>
public enum ExportState
{
    /// <summary>It is being written, or waits for that.</summary>
    Writing,

    /// <summary>It can be fetched.</summary>
    Ready,

    /// <summary>It could not be written.</summary>
    Failed,
}

/// <summary>An export of the responses to a survey: kept before the first part of its file, until both go together.</summary>
public sealed record SurveyExport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    /// <summary>Its id, version 7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Of which survey.</summary>
    public required Guid Survey { get; init; }

    /// <summary>The survey's code.</summary>
    public required string Code { get; init; }

    /// <summary>As what.</summary>
    public ExportFormat Format { get; init; }

    /// <summary>In which language it is worded.</summary>
    public required string Language { get; init; }

    /// <summary>What it is narrowed to.</summary>
    public ResultsQuery Query { get; init; } = new();

    /// <summary>Who asked for it: it holds what they may read, and is theirs to fetch.</summary>
    public required Guid By { get; init; }

    /// <summary>When it was asked for.</summary>
    public required DateTime At { get; init; }

    /// <summary>Where it stands.</summary>
    public ExportState State { get; init; }

    /// <summary>How many responses are written.</summary>
    public long Rows { get; init; }

    /// <summary>Of how many.</summary>
    public long Of { get; init; }

    /// <summary>How large the file is.</summary>
    public long Bytes { get; init; }

    /// <summary>The file's name.</summary>
    public string FileName => $"{Code}-{At:yyyyMMdd-HHmm}.{Ending}";

    /// <summary>Its type, for a browser.</summary>
    public string Type => Format switch
    {
        ExportFormat.Csv => "text/csv; charset=utf-8",
        ExportFormat.Xlsx => Shell.XlsxFile.Type,
        ExportFormat.Sav => "application/x-spss-sav",
        _ => "application/x-ndjson",
    };

    private string Ending => Format switch { ExportFormat.Csv => "csv", ExportFormat.Xlsx => "xlsx", ExportFormat.Sav => "sav", _ => "jsonl" };

    /// <summary>As it is kept.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>From what is kept.</summary>
    public static SurveyExport Read(byte[] kept) => JsonSerializer.Deserialize<SurveyExport>(kept, Json) ?? throw new InvalidDataException("No export is kept there.");
}
