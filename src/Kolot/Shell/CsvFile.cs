using System.Globalization;
using System.Text;

namespace Kolot.Shell;

/// <summary>Files for spreadsheets: UTF-8 with its mark, so that Hebrew is read as Hebrew, and nothing in them runs.</summary>
public static class CsvFile
{
    /// <summary>What a cell's text would begin with, were it a formula; an apostrophe before it makes it the text that it is.</summary>
    public const string FormulaSigns = "=+-@\t\r";

    /// <summary>The encoding of every such file.</summary>
    public static readonly Encoding Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true);

    /// <summary>One line with its end.</summary>
    public static string Line(IEnumerable<string?> cells, char delimiter = ',') =>
        string.Join(delimiter, cells.Select(cell => Cell(cell ?? "", delimiter))) + "\r\n";

    private static string Cell(string text, char delimiter)
    {
        if (text.Length > 0 && FormulaSigns.Contains(text[0]) && !double.TryParse(text, CultureInfo.InvariantCulture, out _)) text = "'" + text;
        return text.Contains(delimiter) || text.AsSpan().ContainsAny("\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
