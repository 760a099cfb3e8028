namespace Kolot.Core.Listen.Importing;

/// <summary>From where a file was exported, as its first rows tell.</summary>
public enum ExportStyle
{
    /// <summary>One row names the columns.</summary>
    Plain = 0,

    /// <summary>The first row is a row like all others.</summary>
    None = 1,

    /// <summary>Qualtrics: ids, questions, and a row of import ids.</summary>
    Qualtrics = 2,

    /// <summary>SurveyMonkey: questions, and a row of their options.</summary>
    SurveyMonkey = 3,

    /// <summary>Delighted.</summary>
    Delighted = 4,

    /// <summary>LimeSurvey.</summary>
    LimeSurvey = 5,

    /// <summary>Formbricks: one row for each answer or each response.</summary>
    Formbricks = 6,

    /// <summary>Medallia Agent Connect.</summary>
    Medallia = 7,
}

/// <summary>How the columns of a file are named.</summary>
/// <param name="Style">From where it was exported.</param>
/// <param name="Rows">How many rows name the columns.</param>
/// <param name="Headers">One name for each column.</param>
public sealed record HeaderStyle(ExportStyle Style, int Rows, IReadOnlyList<string> Headers)
{
    /// <summary>The source's name in Kolot; null where the file does not tell.</summary>
    public string? Source => Style is ExportStyle.Plain or ExportStyle.None ? null : Style.ToString().ToLowerInvariant();

    /// <summary>Tells the style from the first rows.</summary>
    public static HeaderStyle Guess(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (rows.Count == 0) return new(ExportStyle.None, 0, []);
        var style = StyleOf(rows);
        var count = style switch
        {
            ExportStyle.None => 0,
            ExportStyle.Qualtrics => 3,
            ExportStyle.SurveyMonkey => IsOptionRow(rows) ? 2 : 1,
            _ => 1,
        };
        return new(style, count, Named(rows, count));
    }

    /// <summary>One name for each column, told from the rows that name them.</summary>
    /// <remarks>Where the second row holds options, as in SurveyMonkey, they are joined to the question. Equal names are told apart by a number.</remarks>
    public static IReadOnlyList<string> Named(IReadOnlyList<IReadOnlyList<string>> rows, int headerRows)
    {
        var width = rows.Count == 0 ? 0 : rows.Take(Math.Max(1, headerRows)).Max(row => row.Count);
        var seen = new Dictionary<string, int>();
        var question = "";
        var names = new string[width];
        for (var column = 0; column < width; column++)
        {
            var first = headerRows == 0 ? "" : Cell(rows, 0, column);
            if (headerRows == 2)
            {
                if (first.Length > 0) question = first;
                first = Joined(first.Length > 0 ? first : question, Cell(rows, 1, column));
            }

            var name = first.Length > 0 ? first : $"{column + 1}";
            var times = seen[name] = seen.GetValueOrDefault(name) + 1;
            names[column] = times == 1 ? name : $"{name} ({times})";
        }

        return names;
    }

    private static string Joined(string question, string option) =>
        option.Length == 0 || IsOpenOption(option) ? question : $"{question}: {option}";

    private static bool IsOpenOption(string option) => option is "Open-Ended Response" or "Response" or "תגובה פתוחה" or "תגובה";

    private static ExportStyle StyleOf(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var names = rows[0].Select(name => name.Trim().TrimStart('\uFEFF')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (rows.Count > 2 && rows[2].Any(cell => cell.Contains("\"ImportId\"", StringComparison.Ordinal))) return ExportStyle.Qualtrics;
        if (Has(names, "respondent id", "collector id") || Has(names, "respondent_id", "collector_id")) return ExportStyle.SurveyMonkey;
        if (Has(names, "request_sent_at", "star_rating") || Has(names, "response_received_at", "request_id")) return ExportStyle.Medallia;
        if (Has(names, "submission_id", "field_id")) return ExportStyle.Formbricks;
        if (Has(names, "response id", "survey id", "formbricks id") || Has(names, "response id", "survey id", "finished")) return ExportStyle.Formbricks;
        if (Has(names, "submitdate", "lastpage") || Has(names, "startlanguage", "submitdate")) return ExportStyle.LimeSurvey;
        if (Has(names, "response id", "last page", "start language")) return ExportStyle.LimeSurvey;
        if (Has(names, "score", "comment", "permalink") || Has(names, "score", "comment", "survey type")) return ExportStyle.Delighted;
        return IsData(rows) ? ExportStyle.None : ExportStyle.Plain;
    }

    private static bool Has(HashSet<string> names, params ReadOnlySpan<string> wanted)
    {
        foreach (var name in wanted)
            if (!names.Contains(name)) return false;
        return true;
    }

    private static bool IsOptionRow(IReadOnlyList<IReadOnlyList<string>> rows) => rows.Count > 1 && Cell(rows, 1, 0).Length == 0;

    // A name is never a number, a date or a mail address; one such cell in the first row makes it a row of data.
    private static bool IsData(IReadOnlyList<IReadOnlyList<string>> rows) => rows[0].Any(cell => cell.Length > 0 &&
        (double.TryParse(cell, System.Globalization.CultureInfo.InvariantCulture, out _)
            || DateReading.Guess([cell]) is not null || Organisation.Identities.Mail(cell) is not null));

    private static string Cell(IReadOnlyList<IReadOnlyList<string>> rows, int row, int column) =>
        row < rows.Count && column < rows[row].Count ? rows[row][column].Trim().TrimStart('\uFEFF') : "";
}
