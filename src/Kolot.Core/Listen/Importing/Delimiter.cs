namespace Kolot.Core.Listen.Importing;

/// <summary>What separates the cells of a text file.</summary>
public static class Delimiter
{
    /// <summary>Those that can be chosen, the likely first.</summary>
    public static readonly IReadOnlyList<char> All = [',', ';', '\t', '|'];

    private const int EnoughRows = 200;

    /// <summary>The delimiter that cuts the text into the most even rows; a comma where nothing speaks for another.</summary>
    /// <param name="text">The beginning of the file. A row cut off at its end does no harm.</param>
    public static char Guess(ReadOnlySpan<char> text)
    {
        var (best, bestScore) = (',', 0.0);
        foreach (var delimiter in All)
        {
            var score = Evenness(CellCounts(text, delimiter));
            if (score > bestScore) (best, bestScore) = (delimiter, score);
        }

        return best;
    }

    // The share of rows with as many cells as the first, which names the columns; more columns decide between equals.
    private static double Evenness(List<int> counts)
    {
        if (counts.Count == 0 || counts[0] < 2) return 0;
        var even = counts.Count(count => count == counts[0]);
        return ((double)even / counts.Count) + Math.Min(counts[0], 500) / 1000.0;
    }

    private static List<int> CellCounts(ReadOnlySpan<char> text, char delimiter)
    {
        var counts = new List<int>();
        var (cells, quoted, atStart, empty) = (1, false, true, true);
        for (var at = 0; at < text.Length && counts.Count < EnoughRows; at++)
        {
            var letter = text[at];
            if (quoted)
            {
                if (letter == '"' && at + 1 < text.Length && text[at + 1] == '"') at++;
                else if (letter == '"' && EndsCell(text, at + 1, delimiter)) quoted = false;
                continue;
            }

            if (letter == '"' && atStart) quoted = true;
            if (letter == '\n')
            {
                if (!empty) counts.Add(cells);
                (cells, atStart, empty) = (1, true, true);
                continue;
            }

            if (letter == delimiter) cells++;
            atStart = letter == delimiter;
            empty &= letter is '\r' or '\uFEFF';
        }

        if (counts.Count == 0 && !empty) counts.Add(cells);
        return counts;
    }

    // A quote within a quoted cell that nobody doubled, as in בע"מ, ends no cell.
    private static bool EndsCell(ReadOnlySpan<char> text, int next, char delimiter) =>
        next >= text.Length || text[next] == delimiter || text[next] is '\r' or '\n';
}
