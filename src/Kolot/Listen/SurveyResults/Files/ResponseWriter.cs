using System.Globalization;
using System.Text.Json;
using Kolot.Core.Listen.SurveyResults;
using Kolot.Shell;

namespace Kolot.Listen.SurveyResults.Files;

/// <summary>Writes responses one after the other; whoever ends it ends the file.</summary>
internal interface IResponseWriter : IDisposable
{
    /// <summary>Writes one.</summary>
    void Write(ExportRow row);
}

/// <summary>As lines of text for spreadsheets: keys in the head and in the cells, moments with their hours.</summary>
internal sealed class CsvResponses : IResponseWriter
{
    private readonly StreamWriter into;
    private readonly ExportSheet sheet;

    public CsvResponses(Stream file, ExportSheet sheet)
    {
        (into, this.sheet) = (new(file, CsvFile.Encoding, 1 << 16, leaveOpen: true), sheet);
        into.Write(CsvFile.Line([.. ExportSheet.Beginning, .. sheet.Columns.Select(column => column.Key)]));
    }

    public void Write(ExportRow row) => into.Write(CsvFile.Line([.. row.Beginning(sheet.Zone).Select(Text), .. sheet.Columns.Select(column => Text(column.Of(row.Given)))]));

    public void Dispose() => into.Dispose();

    private static string? Text(object? value) => value switch
    {
        DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        _ => value as string,
    };
}

/// <summary>As a workbook: worded heads and choices, and a second sheet that says by what key each column is known.</summary>
internal sealed class XlsxResponses : IResponseWriter
{
    private const int Wide = 24;

    private readonly XlsxBook book;
    private readonly ExportSheet sheet;
    private readonly Dictionary<string, string>[] said;

    public XlsxResponses(Stream file, ExportSheet sheet)
    {
        (book, this.sheet) = (new(file, sheet.Export.Language is "he" or "ar"), sheet);
        said = [.. sheet.Columns.Select(column => column.Kind == AnswerKind.Choice ? column.Values.ToDictionary(value => value.Value, value => value.Label) : [])];
        string[] heads = [.. ExportSheet.Beginning.Select(sheet.LabelOf), .. sheet.Columns.Select(column => column.Label)];
        book.Begin(sheet.Survey.Name, heads, [.. heads.Select((head, at) => at == 0 || at == ExportSheet.Beginning.Count - 1 ? 36 : Math.Min(head.Length, Wide))]);
    }

    public void Write(ExportRow row) => book.Row([.. row.Beginning(sheet.Zone), .. sheet.Columns.Select((column, at) =>
        column.Of(row.Given) is string text && said[at].TryGetValue(text, out var label) ? label : column.Of(row.Given))]);

    public void Dispose()
    {
        book.Begin(sheet.InLanguage(nameof(Words.Columns)), [sheet.InLanguage(nameof(Words.ColumnKey)), sheet.InLanguage(nameof(Words.ColumnLabel)), sheet.InLanguage(nameof(Words.ColumnValues))], [Wide, 60, 60]);
        foreach (var name in ExportSheet.Beginning) book.Row([name, sheet.LabelOf(name), null]);
        foreach (var column in sheet.Columns) book.Row([column.Key, column.Label, string.Join("; ", column.Values.Select(value => $"{value.Value} = {value.Label}"))]);
        book.Dispose();
    }
}

/// <summary>As a line of JSON for each.</summary>
internal sealed class JsonResponses(Stream file, ExportSheet sheet) : IResponseWriter
{
    private readonly System.Buffers.ArrayBufferWriter<byte> line = new(1 << 12);

    public void Write(ExportRow row)
    {
        using (var json = new Utf8JsonWriter(line, ResponseJson.Options)) ResponseJson.Write(json, sheet.Survey.Code, sheet.Questions, row);
        file.Write(line.WrittenSpan);
        file.WriteByte((byte)'\n');
        line.ResetWrittenCount();
    }

    public void Dispose()
    {
    }
}
