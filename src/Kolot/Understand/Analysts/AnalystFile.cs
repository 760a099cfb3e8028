using System.Globalization;
using Kolot.Listen.Importing;

namespace Kolot.Understand.Analysts;

/// <summary>Something that an analyst asked for cannot be done; the message is one clear line.</summary>
public sealed class AnalystException(string message) : Exception(message);

/// <summary>A table on this machine, read for an analyst: columns by name, rows that are wanted.</summary>
public sealed class AnalystFile
{
    private readonly string path;
    private readonly string[] headers;
    private readonly FileRow[] rows;

    private AnalystFile(string path, string[] headers, FileRow[] rows) => (this.path, this.headers, this.rows) = (path, headers, rows);

    /// <summary>Reads a file of CSV, TSV or Excel.</summary>
    /// <param name="arguments">Its name, and <c>--where COLUMN=VALUE</c>.</param>
    /// <exception cref="AnalystException">It is not there, is no table, or has no such column.</exception>
    public static AnalystFile Read(CommandArguments arguments)
    {
        if (arguments.Plain is not { } path) throw new AnalystException("Name a file.");
        if (!File.Exists(path)) throw new AnalystException($"There is no file {path}.");
        try
        {
            using var reading = ImportFiles.Open(path, ImportFiles.ShapeOf(path));
            FileRow[] all = [.. reading.Read()];
            if (all.Length == 0) throw new AnalystException($"{path} is empty.");
            if (all.FirstOrDefault(row => row.Trouble is not null) is { } broken) throw new AnalystException($"Line {broken.Line} of {path} cannot be relied on: {broken.Trouble}.");
            var file = new AnalystFile(path, [.. all[0].Cells.Select(header => header.Trim().TrimStart('\uFEFF'))], all[1..]);
            return arguments["where"] is { } where ? file.Where(where) : file;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new AnalystException($"{path} cannot be read: {fault.Message}.");
        }
    }

    /// <summary>In which line of the file each row stands.</summary>
    public IReadOnlyList<long> Lines => [.. rows.Select(row => row.Line)];

    /// <summary>The values of a column, row by row, as they stand; empty where a cell is.</summary>
    public IReadOnlyList<string> Texts(string column)
    {
        var at = IndexOf(column);
        return [.. rows.Select(row => CellOf(row, at))];
    }

    /// <summary>The numbers of a column, row by row; null where a cell is empty.</summary>
    /// <exception cref="AnalystException">A cell holds something else.</exception>
    public IReadOnlyList<double?> Numbers(string column)
    {
        var at = IndexOf(column);
        return [.. rows.Select(row => CellOf(row, at) is not { Length: > 0 } text ? (double?)null
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
            : throw new AnalystException($"Line {row.Line} of {path}: '{Short(text)}' in {column} is no number."))];
    }

    /// <summary>The numbers of several columns, of the rows that have them all.</summary>
    /// <exception cref="AnalystException">No row has, or a cell holds something else.</exception>
    public IReadOnlyList<double>[] Whole(string[] columns)
    {
        var whole = WholeRows(columns);
        return [.. columns.Select(Numbers).Select(column => (IReadOnlyList<double>)[.. whole.Select(row => column[row] ?? 0)])];
    }

    /// <summary>Which rows have something in all of several columns.</summary>
    /// <exception cref="AnalystException">None has.</exception>
    public int[] WholeRows(string[] columns)
    {
        IReadOnlyList<string>[] all = [.. columns.Select(Texts)];
        int[] whole = [.. Enumerable.Range(0, rows.Length).Where(row => all.All(column => column[row].Length > 0))];
        return whole.Length > 0 ? whole : throw new AnalystException($"No row has all of {string.Join(", ", columns)}.");
    }

    /// <summary>Whose each of some rows is, by a column that tells it; a row of nobody known is its own.</summary>
    public int[] Owners(string column, int[] whose)
    {
        var (texts, known) = (Texts(column), new Dictionary<string, int>(StringComparer.Ordinal));
        return [.. whose.Select(row => texts[row].Length == 0 ? -1 - row : known.TryGetValue(texts[row], out var owner) ? owner : known[texts[row]] = known.Count)];
    }

    /// <summary>Columns' names out of <c>A,B,C</c>.</summary>
    /// <exception cref="AnalystException">There is none, or one stands twice.</exception>
    public static string[] List(string text) => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) switch
    {
        [] => throw new AnalystException("Name columns as A,B,C."),
        var names when names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(name => name.Count() > 1) is { } twice => throw new AnalystException($"'{Short(twice.Key)}' stands twice."),
        var names => names,
    };

    /// <summary>A column's name and value out of <c>COLUMN=VALUE</c>.</summary>
    public static (string Column, string Value) Pair(string text, string option) => text.Split('=', 2) is [{ Length: > 0 } column, var value]
        ? (column.Trim(), value.Trim())
        : throw new AnalystException($"--{option} wants COLUMN=VALUE.");

    private AnalystFile Where(string where)
    {
        var (column, value) = Pair(where, "where");
        var at = IndexOf(column);
        FileRow[] wanted = [.. rows.Where(row => CellOf(row, at) == value)];
        return wanted.Length == 0 ? throw new AnalystException($"No row of {path} has '{Short(value)}' in {column}.") : new(path, headers, wanted);
    }

    private int IndexOf(string column)
    {
        var at = Array.FindIndex(headers, header => string.Equals(header, column.Trim(), StringComparison.OrdinalIgnoreCase));
        return at >= 0 ? at : throw new AnalystException($"{path} has no column '{Short(column)}'. It has: {string.Join(", ", headers.Select(Short))}.");
    }

    private static string CellOf(FileRow row, int at) => at < row.Cells.Length ? row.Cells[at].Trim() : "";

    /// <summary>A text, as much of it as a line bears.</summary>
    public static string Short(string text) => text.Length <= 60 ? text : text[..59] + "…";
}
