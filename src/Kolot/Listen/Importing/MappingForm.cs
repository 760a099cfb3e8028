using System.Globalization;
using Kolot.Core.Listen.Importing;
using Microsoft.AspNetCore.Http;

namespace Kolot.Listen.Importing;

/// <summary>A mapping as the wizard's form holds it: whatever was typed comes back.</summary>
internal static class MappingForm
{
    /// <summary>What the form says.</summary>
    public static ImportMapping Read(IFormCollection form) => new()
    {
        Rows = Enum.TryParse<RowKind>(form["rows"], out var rows) && Enum.IsDefined(rows) ? rows : RowKind.Voices,
        Encoding = form["encoding"].ToString() is { Length: > 0 } encoding ? encoding : FileEncoding.Utf8,
        Delimiter = form["delimiter"].ToString() is [var delimiter, ..] ? delimiter : ',',
        HeaderRows = int.TryParse(form["headerRows"], NumberStyles.None, CultureInfo.InvariantCulture, out var headers) ? headers : 1,
        Source = form["source"].ToString().Trim(),
        Channel = Filled(form["channel"]),
        Touchpoint = Filled(form["touchpoint"]),
        Unit = Filled(form["unit"]),
        Kind = Filled(form["kind"]),
        HeardOn = DateOnly.TryParseExact(form["heardOn"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null,
        History = form.ContainsKey("history"),
        Columns = [.. Enumerable.Range(0, 2_000).TakeWhile(at => form.ContainsKey($"c{at}.header")).Select(at => Column(form, $"c{at}."))],
    };

    /// <summary>Labels, a line each, as they are typed.</summary>
    public static string Lines(IReadOnlyDictionary<string, string>? labels) =>
        labels is null ? "" : string.Join('\n', labels.Select(pair => pair.Value == ColumnMapping.Unsaid ? pair.Key : $"{pair.Key} = {pair.Value}"));

    private static ColumnMapping Column(IFormCollection form, string at) => new()
    {
        Header = form[at + "header"].ToString(),
        Meaning = Enum.TryParse<ColumnMeaning>(form[at + "meaning"], out var meaning) && Enum.IsDefined(meaning) ? meaning : ColumnMeaning.Ignore,
        Key = Filled(form[at + "key"]),
        Dates = Enum.TryParse<DateStyle>(form[at + "dates"], out var dates) && Enum.IsDefined(dates) ? dates : null,
        Low = Number(form[at + "low"]),
        High = Number(form[at + "high"]),
        Labels = Labels(form[at + "labels"].ToString()),
        PassOver = Split(form[at + "passOver"].ToString()) is { Length: > 0 } values ? values : null,
    };

    private static string? Filled(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static double? Number(string? text) => double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Split(string text) => text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Dictionary<string, string>? Labels(string text)
    {
        var labels = new Dictionary<string, string>();
        foreach (var line in Split(text))
        {
            if (line.LastIndexOf('=') is var border and > 0) labels[line[..border].Trim()] = line[(border + 1)..].Trim();
            else labels[line] = ColumnMapping.Unsaid;
        }

        return labels.Count > 0 ? labels : null;
    }
}
