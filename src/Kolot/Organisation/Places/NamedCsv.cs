using System.Globalization;
using System.Text;
using CsvHelper;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Shell;

namespace Kolot.Organisation.Places;

/// <summary>Writes units, channels, stages and touchpoints as files for a spreadsheet, and reads them back unchanged.</summary>
internal static class NamedCsv
{
    /// <summary>The most lines that are read from one file.</summary>
    public const int Most = 5_000;

    private static readonly Column[] All =
    [
        new("code", "קוד", ["code", "קוד"], draft => draft.Code, (draft, cell) => draft with { Code = cell }),
        new("name", "שם", ["name", "שם"], draft => draft.Name, (draft, cell) => draft with { Name = cell }),
        new("name_en", "שם באנגלית", ["name_en", "name en", "english", "english name", "שם באנגלית", "אנגלית"],
            draft => draft.NameEn, (draft, cell) => draft with { NameEn = cell }),
        new("parent", "יחידה מעל", ["parent", "parent_code", "above", "יחידה מעל", "יחידת אם", "הורה"],
            draft => draft.Above, (draft, cell) => draft with { Above = cell }, NamedKind.Unit),
        new("stage", "שלב", ["stage", "stage_code", "שלב"], draft => draft.Above, (draft, cell) => draft with { Above = cell }, NamedKind.Touchpoint),
        new("icon", "סמל", ["icon", "sign", "סמל", "אייקון"], draft => draft.Icon, (draft, cell) => draft with { Icon = cell }, NamedKind.Channel),
        new("planned_percent", "אחוז מתוכנן", ["planned_percent", "planned_share", "planned", "share", "אחוז מתוכנן", "נתח מתוכנן"],
            draft => draft.Share, (draft, cell) => draft with { Share = cell }, NamedKind.Channel),
        new("position", "סדר", ["position", "order", "סדר", "מיקום"], draft => draft.Position, (draft, cell) => draft with { Position = cell }),
        new("retired", "לא בשימוש", ["retired", "לא בשימוש"], draft => draft.Retired, (draft, cell) => draft with { Retired = cell }),
    ];

    /// <summary>The columns of a kind, as a reader would write them at the head of a file.</summary>
    public static IEnumerable<string> Headers(NamedKind kind) => Of(kind).Select(column => Language.Here == "en" ? column.English : column.Hebrew);

    /// <summary>All of a kind as a file.</summary>
    public static byte[] Write(NamedRows rows)
    {
        var drafts = NamedOrder.Tree(rows.Named).Select(branch => NamedPages.Written(branch.Named, rows));
        var lines = drafts.Select(draft => CsvFile.Line(Of(rows.Kind).Select(column => column.Get(draft)))).Prepend(CsvFile.Line(Headers(rows.Kind)));
        return [.. CsvFile.Encoding.Preamble, .. CsvFile.Encoding.GetBytes(string.Concat(lines))];
    }

    /// <summary>The lines of a file, or why it cannot be read.</summary>
    public static Result<IReadOnlyList<NamedLine>> Read(string text, NamedKind kind)
    {
        using var csv = CsvReader.Create(new StringReader(text.TrimStart('\uFEFF')), new CsvReaderOptions { HasHeader = false, TrackLineNumbers = true });
        if (!csv.Read()) return new Refusal.Invalid("text", "empty_file");
        var columns = csv.Current.ToArray().Select(cell => Of(kind).FirstOrDefault(column => column.Names.Contains(cell.Trim().ToLowerInvariant()))).ToArray();
        if (!columns.Any(column => column?.English == "code")) return new Refusal.Invalid("text", "no_code_column");

        var lines = new List<NamedLine>();
        while (csv.Read())
        {
            var cells = csv.Current.ToArray();
            if (cells.All(string.IsNullOrWhiteSpace)) continue;
            if (lines.Count == Most) return new Refusal.Invalid("text", "too_many");
            var draft = new NamedDraft { Code = "" };
            foreach (var (column, cell) in columns.Zip(cells)) draft = column?.Set(draft, Unguarded(cell)) ?? draft;
            lines.Add(new((int)csv.LineNumber, draft));
        }

        return lines.Count == 0 ? new Refusal.Invalid("text", "empty_file") : lines;
    }

    /// <summary>What a file's bytes say: UTF-8 or UTF-16 by their mark, UTF-8 where that is sound, else the Hebrew of older Windows.</summary>
    public static string TextOf(byte[] bytes)
    {
        if (bytes is [0xFF, 0xFE, ..]) return Encoding.Unicode.GetString(bytes);
        if (bytes is [0xFE, 0xFF, ..]) return Encoding.BigEndianUnicode.GetString(bytes);
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1255)?.GetString(bytes) ?? Encoding.UTF8.GetString(bytes);
        }
    }

    /// <summary>A share as its percent, without a sign.</summary>
    public static string PercentOf(double? share) => share is { } of ? Math.Round(of * 100, 4).ToString("0.####", CultureInfo.InvariantCulture) : "";

    private static IEnumerable<Column> Of(NamedKind kind) => All.Where(column => column.Only is null || column.Only == kind);

    private static string Unguarded(string cell) => cell is ['\'', var sign, ..] && CsvFile.FormulaSigns.Contains(sign) ? cell[1..] : cell;

    private sealed record Column(
        string English, string Hebrew, string[] Names, Func<NamedDraft, string?> Get, Func<NamedDraft, string, NamedDraft> Set, NamedKind? Only = null);
}
