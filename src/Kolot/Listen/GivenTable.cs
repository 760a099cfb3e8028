using System.Text;
using Kolot.Core.Listen.Importing;
using Kolot.Listen.Importing;

namespace Kolot.Listen;

/// <summary>A list as text: what somebody pasted, or a file holds, of a spreadsheet too. It is read at once, and can be mended where it is shown.</summary>
internal static class GivenTable
{
    /// <summary>The text of a file that a form gave; null where it is no table, or longer than that.</summary>
    public static async Task<string?> TextOf(IFormFile file, int longest, CancellationToken cancel)
    {
        using var held = new MemoryStream();
        await file.CopyToAsync(held, cancel);
        return TextOf(held.ToArray()) is { } text && text.Length <= longest ? text : null;
    }

    private static string? TextOf(byte[] bytes)
    {
        var start = bytes.AsSpan(0, Math.Min(bytes.Length, 1 << 16));
        if (!ExcelRows.Begins(start)) return NoTable.Begins(start) ? null : Encodings.Of(FileEncoding.Guess(start)).GetString(bytes).TrimStart('\uFEFF');
        try
        {
            using var rows = new ExcelRows(new MemoryStream(bytes));
            return string.Concat(rows.Read().Select(row => Line(row.Cells)));
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
