namespace Kolot.Core.Listen.Importing;

/// <summary>A mapping proposed for a file, with how surely each column is understood.</summary>
/// <param name="Mapping">The mapping, ready to be looked over.</param>
/// <param name="Style">From where the file was exported.</param>
/// <param name="Confidence">For each column, 0 to 1.</param>
public sealed record MappingGuess(ImportMapping Mapping, ExportStyle Style, IReadOnlyList<double> Confidence)
{
    private static readonly string[] Trials = ["Survey Preview", "Survey Test", "Spam", "1", "2", "8", "9"];

    /// <summary>Proposes a mapping.</summary>
    /// <param name="rows">The first rows of the file, as they stand.</param>
    /// <param name="shape">What is known already: the encoding, the delimiter, what the rows are, and the defaults.</param>
    /// <param name="headerRows">How many rows name the columns, where a person said so.</param>
    /// <param name="ground">What the organisation calls things, where it is known who imports.</param>
    public static MappingGuess Of(
        IReadOnlyList<IReadOnlyList<string>> rows, ImportMapping shape, int? headerRows = null, ImportGround? ground = null)
    {
        var style = HeaderStyle.Guess(rows);
        var count = headerRows ?? style.Rows;
        var headers = HeaderStyle.Named(rows, count);
        var body = rows.Skip(count).ToList();
        var guesses = headers.Select((header, column) => ColumnGuess.Of(Question(rows, style, header, column), Column(body, column))).ToArray();
        if (ground is not null)
            for (var column = 0; column < guesses.Length; column++)
                if (ground.Of(guesses[column].Meaning) is { } labels && !labels.Know(Column(body, column))) guesses[column] = new(ColumnMeaning.Answer, 0.4);
        Settle(guesses, shape.Rows);
        if (shape.Rows == RowKind.Voices) FindWords(guesses, column => Column(body, column));
        var columns = headers.Select((header, column) => Mapped(header, guesses[column], style.Style, rows, column)).ToList();
        var mapping = shape with
        {
            HeaderRows = count,
            Columns = columns,
            Source = shape.Source.Length > 0 ? shape.Source : style.Source ?? "",
        };
        return new(mapping, style.Style, [.. guesses.Select(guess => guess.Confidence)]);
    }

    // Qualtrics calls a column Q1; what was asked stands in the second row.
    private static string Question(IReadOnlyList<IReadOnlyList<string>> rows, HeaderStyle style, string header, int column) =>
        style.Style == ExportStyle.Qualtrics && ColumnNames.Of(header) is null && column < rows[1].Count ? rows[1][column] : header;

    private static List<string> Column(List<IReadOnlyList<string>> body, int column) =>
        [.. body.Where(row => column < row.Count).Select(row => row[column])];

    private static ColumnMapping Mapped(string header, ColumnGuess guess, ExportStyle style, IReadOnlyList<IReadOnlyList<string>> rows, int column) => new()
    {
        Header = header,
        Meaning = guess.Meaning,
        Key = style == ExportStyle.Qualtrics && guess.Meaning == ColumnMeaning.Answer && column < rows[1].Count ? Short(rows[1][column]) : null,
        Dates = guess.Dates,
        Low = guess.Low,
        High = guess.High,
        PassOver = style == ExportStyle.Qualtrics && header == "Status" ? Trials : null,
    };

    private static string? Short(string question) => question.Length is 0 or > 200 ? null : question.ReplaceLineEndings(" ");

    // Where several columns say the same, the surest keeps it; the others become answers, or attributes of a customer.
    private static void Settle(ColumnGuess[] guesses, RowKind kind)
    {
        var spare = kind == RowKind.Customers ? ColumnMeaning.Attribute : ColumnMeaning.Answer;
        var taken = new HashSet<ColumnMeaning>();
        for (var at = 0; at < guesses.Length; at++)
            if (!Fits(guesses[at].Meaning, kind)) guesses[at] = guesses[at] with { Meaning = At(guesses[at], spare), Confidence = 0.5 };
        foreach (var at in Enumerable.Range(0, guesses.Length).OrderByDescending(at => guesses[at].Confidence).ThenBy(at => at))
            if (ImportMapping.Single(guesses[at].Meaning) && !taken.Add(guesses[at].Meaning)) guesses[at] = new(spare, 0.4);
    }

    // Where no column is known to hold the words, the one that reads most like speech probably does; a person should look.
    private static void FindWords(ColumnGuess[] guesses, Func<int, List<string>> cells)
    {
        if (guesses.Any(guess => guess.Meaning is ColumnMeaning.Text or ColumnMeaning.Title)) return;
        var likely = Enumerable.Range(0, guesses.Length).Where(at => guesses[at].Meaning == ColumnMeaning.Answer)
            .Select(at => (At: at, Words: WordsIn(cells(at)))).Where(column => column.Words >= 2).OrderByDescending(column => column.Words).ToList();
        if (likely.Count > 0) guesses[likely[0].At] = new(ColumnMeaning.Text, 0.5);
    }

    // Words in a cell, on average; 0 where the same few cells come again and again.
    private static double WordsIn(List<string> cells)
    {
        var said = cells.Where(cell => !string.IsNullOrWhiteSpace(cell)).ToList();
        return said.Count == 0 || said.Distinct().Count() < said.Count * 0.6 ? 0 : said.Average(cell => cell.Trim().Count(letter => letter == ' ') + 1);
    }

    private static ColumnMeaning At(ColumnGuess guess, ColumnMeaning spare) =>
        spare == ColumnMeaning.Attribute && guess.Meaning == ColumnMeaning.Id ? ColumnMeaning.CustomerId : spare;

    private static bool Fits(ColumnMeaning meaning, RowKind kind) => kind == RowKind.Voices
        ? meaning is not (ColumnMeaning.Attribute or ColumnMeaning.Since)
        : meaning is ColumnMeaning.CustomerId or ColumnMeaning.CustomerName or ColumnMeaning.CustomerMail or ColumnMeaning.CustomerPhone
            or ColumnMeaning.Unit or ColumnMeaning.Since or ColumnMeaning.Attribute or ColumnMeaning.Ignore;
}
