namespace Kolot.Core.Language;

/// <summary>What a voice is found by: one normaliser for what is kept and for what is asked, whatever database keeps it.</summary>
/// <remarks>
/// A word is kept under itself and under its barer shapes; what is asked is looked for as it was written.
/// So שירות finds "ובשירותים", while "השירות" finds only those who wrote it so.
/// </remarks>
public static class SearchText
{
    private const int MostAsked = 32;

    /// <summary>The tokens by which <paramref name="texts"/> are found: letters and digits only, each once, parted by a space.</summary>
    public static string Of(params ReadOnlySpan<string?> texts)
    {
        var bag = new TokenBag();
        try
        {
            Span<char> letters = stackalloc char[WordReader.LongestWord];
            foreach (var text in texts)
            {
                var reader = new WordReader(text);
                while (!bag.IsFull && reader.Next())
                    Add(ref bag, reader, letters);
            }
            return bag.ToString();
        }
        finally
        {
            bag.Dispose();
        }
    }

    /// <summary>The tokens that must all be found for what a person asked; none when nothing can be asked by these words.</summary>
    public static IReadOnlyList<string> Query(string? words)
    {
        var asked = new List<string>();
        Span<char> letters = stackalloc char[WordReader.LongestWord];
        var reader = new WordReader(words);
        while (asked.Count < MostAsked && reader.Next())
        {
            var word = letters[..reader.Fold(letters, out _, out _)];
            if (word.IsEmpty)
                continue;
            var token = Spelling.FullOf(word) ?? word.ToString();
            if (!asked.Contains(token))
                asked.Add(token);
        }
        return asked;
    }

    /// <summary>Where in <paramref name="text"/> stand the words that answer <paramref name="query"/>: whole words, niqqud and all.</summary>
    public static IReadOnlyList<(int Start, int Length)> Found(string? text, string? query)
    {
        var asked = Query(query);
        if (asked.Count == 0 || string.IsNullOrEmpty(text))
            return [];

        var found = new List<(int, int)>();
        var bag = new TokenBag();
        try
        {
            Span<char> letters = stackalloc char[WordReader.LongestWord];
            var reader = new WordReader(text);
            while (reader.Next())
            {
                bag.Clear();
                Add(ref bag, reader, letters);
                if (HoldsAny(bag, asked))
                    found.Add((reader.Start, reader.Length));
            }
            return found;
        }
        finally
        {
            bag.Dispose();
        }
    }

    private static void Add(ref TokenBag bag, scoped in WordReader word, scoped Span<char> letters)
    {
        var count = word.Fold(letters, out var spelling, out var pointed);
        Forms.Add(ref bag, letters[..count]);
        if (pointed && count > 0 && Letters.IsHebrew(letters[0]))
            PleneSpelling.Add(ref bag, spelling);
    }

    private static bool HoldsAny(in TokenBag bag, IReadOnlyList<string> asked)
    {
        foreach (var token in asked)
        {
            if (bag.Holds(token))
                return true;
        }
        return false;
    }
}
