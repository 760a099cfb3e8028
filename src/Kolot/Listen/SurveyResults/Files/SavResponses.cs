using System.Globalization;
using System.Text;
using Kolot.Core.Listen.SurveyResults;
using Kolot.Shell.Sav;

namespace Kolot.Listen.SurveyResults.Files;

/// <summary>As a file for statistics: choices are numbers with their words beside them, and who was not asked is told apart from who did not answer.</summary>
internal sealed class SavResponses : IResponseWriter
{
    /// <summary>What stands where a question was not asked.</summary>
    public const double NotAsked = -1;

    private readonly SavFile file;
    private readonly ExportSheet sheet;
    private readonly Dictionary<string, double>[] codes;

    /// <param name="into">Where it is written to.</param>
    /// <param name="sheet">What it holds.</param>
    /// <param name="longest">How many bytes the words of each column have at most.</param>
    public SavResponses(Stream into, ExportSheet sheet, SavWidths longest)
    {
        this.sheet = sheet;
        codes = [.. sheet.Columns.Select(column => column.Kind == AnswerKind.Choice ? column.Values.Index().ToDictionary(value => value.Item.Value, value => value.Index + 1d) : [])];
        SavVariable[] variables =
        [
            .. ExportSheet.Beginning.Select(name => Beginning(name, sheet.LabelOf(name))),
            .. sheet.Columns.Select((column, at) => Variable(column, longest.Of(at))),
        ];
        file = new(into, variables, sheet.Survey.Name, TimeZoneInfo.ConvertTimeFromUtc(sheet.Export.At, sheet.Zone));
    }

    public void Write(ExportRow row) => file.Case([.. row.Beginning(sheet.Zone), .. sheet.Columns.Select((column, at) => Value(row, column, at))]);

    public void Dispose() => file.Dispose();

    private static SavVariable Beginning(string name, string label) => name switch
    {
        "begun" or "finished" => new(name, label, SavFormat.Moment) { Measure = SavMeasure.Scale },
        "version" or "seconds" => new(name, label, SavFormat.Number) { Measure = SavMeasure.Scale },
        "id" or "voice" => new(name, label, SavFormat.Words) { Bytes = 36 },
        _ => new(name, label, SavFormat.Words) { Bytes = 8 },
    };

    private SavVariable Variable(AnswerColumn column, int bytes)
    {
        if (column.Kind == AnswerKind.Words) return new(column.Key, column.Label, SavFormat.Words) { Bytes = bytes };
        if (column.Kind == AnswerKind.Day) return new(column.Key, column.Label, SavFormat.Day) { Measure = SavMeasure.Scale };
        (double, string)[] values = column.Kind switch
        {
            AnswerKind.Choice => [.. column.Values.Select((value, at) => (at + 1d, value.Label))],
            AnswerKind.Tick => [(0, sheet.InLanguage(nameof(Words.No))), (1, sheet.InLanguage(nameof(Words.Yes)))],
            _ => [.. column.Values.Select(value => (double.Parse(value.Value, CultureInfo.InvariantCulture), value.Label))],
        };
        var told = column.MayBePassedBy && column.Kind != AnswerKind.Number;
        return new(column.Key, column.Label, SavFormat.Number)
        {
            Measure = column.Kind switch { AnswerKind.Choice or AnswerKind.Tick => SavMeasure.Nominal, AnswerKind.Number => SavMeasure.Scale, _ => SavMeasure.Ordinal },
            Decimals = column.Kind == AnswerKind.Number ? 2 : 0, Values = told ? [(NotAsked, sheet.InLanguage(nameof(Words.NotAsked))), .. values] : values, Missing = told ? NotAsked : null,
        };
    }

    private object? Value(ExportRow row, AnswerColumn column, int at)
    {
        var value = column.Of(row.Given);
        if (column.Kind == AnswerKind.Choice) value = value is string key && codes[at].TryGetValue(key, out var code) ? code : null;
        return value is null && column.MayBePassedBy && column.Kind is not (AnswerKind.Words or AnswerKind.Day or AnswerKind.Number) && !row.Asked.Contains(column.Question) ? NotAsked : value;
    }
}

/// <summary>How long the words of each column are: such a file says so before the first of them.</summary>
internal sealed class SavWidths(ExportSheet sheet)
{
    private readonly int[] longest = new int[sheet.Columns.Count];

    /// <summary>How many bytes the words of a column have at most.</summary>
    public int Of(int column) => longest[column];

    /// <summary>Looks at one response.</summary>
    public void See(ExportRow row)
    {
        for (var at = 0; at < longest.Length; at++)
            if (sheet.Columns[at].Kind == AnswerKind.Words && sheet.Columns[at].Of(row.Given) is string text) longest[at] = Math.Max(longest[at], Encoding.UTF8.GetByteCount(text));
    }
}
