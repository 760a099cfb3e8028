namespace Kolot.Shell;

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">Its name; what a sheet cannot be called is left out of it.</param>
/// <param name="Columns">The heads of its columns, which stay in sight.</param>
/// <param name="Rows">Its rows: words, numbers, days, or null for an empty cell.</param>
public sealed record XlsxSheet(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>Workbooks for spreadsheets (ECMA-376): numbers are numbers, days are days, words are words and never run; a sheet is read from the reader's side.</summary>
public static class XlsxFile
{
    /// <summary>Its type, for a browser.</summary>
    public const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The file.</summary>
    /// <param name="sheets">Its sheets; at least one.</param>
    /// <param name="rightToLeft">Whether they are read from right to left.</param>
    public static byte[] Of(IReadOnlyList<XlsxSheet> sheets, bool rightToLeft)
    {
        using var file = new MemoryStream();
        using (var book = new XlsxBook(file, rightToLeft))
            foreach (var sheet in sheets)
            {
                book.Begin(sheet.Name, sheet.Columns, [.. sheet.Columns.Select((head, column) => sheet.Rows.Select(row => row[column] is string text ? text.Length : 11).Append(head.Length).Max())]);
                foreach (var row in sheet.Rows) book.Row(row);
            }

        return file.ToArray();
    }
}
