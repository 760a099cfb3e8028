using System.Text;
using Kolot.Core.Listen.Importing;
using Kolot.Listen.Importing;

namespace Kolot.Benchmarks.Studies;

/// <summary>A list of companies as text: what somebody pasted, or a file holds, of a spreadsheet too. It can be mended where it is shown.</summary>
internal static class CompanyTable
{
    /// <summary>The largest file, and the longest text.</summary>
    public const int Largest = 3_000_000;

    /// <summary>The text of a file; null where it is no table.</summary>
    public static string? TextOf(byte[] bytes)
    {
        var start = bytes.AsSpan(0, Math.Min(bytes.Length, 1 << 16));
        if (!ExcelRows.Begins(start)) return NoTable.Begins(start) ? null : Encodings.Of(FileEncoding.Guess(start)).GetString(bytes).TrimStart('\uFEFF');
        try
        {
            using var rows = new ExcelRows(new MemoryStream(bytes));
            var text = string.Concat(rows.Read().Select(row => Line(row.Cells)));
            return text.Length > Largest ? null : text;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>The rows of a text with their numbers; null where it cannot be cut into any.</summary>
    public static IReadOnlyList<(long Number, IReadOnlyList<string> Cells)>? Rows(string text)
    {
        try
        {
            using var rows = new DelimitedRows(new MemoryStream(Encoding.UTF8.GetBytes(text)), "utf-8", Delimiter.Guess(text));
            return [.. rows.Read().Where(row => row.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell))).Select(row => (row.Line, (IReadOnlyList<string>)row.Cells))];
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>A row as text again.</summary>
    public static string Line(IEnumerable<string> cells) => string.Join('\t', cells.Select(cell => cell.AsSpan().ContainsAny("\t\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell)) + "\n";
}
