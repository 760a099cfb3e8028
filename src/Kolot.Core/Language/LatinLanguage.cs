namespace Kolot.Core.Language;

/// <summary>English, French or Spanish, by the share of their small words; null for the rest and for too little text.</summary>
internal static class LatinLanguage
{
    private const int LongestSmallWord = 12;

    /// <summary>One small word in this many is the least that speaks for a language.</summary>
    private const int OneIn = 8;

    public static string? Of(ReadOnlySpan<char> text)
    {
        int words = 0, english = 0, french = 0, spanish = 0, another = 0;
        Span<char> lower = stackalloc char[LongestSmallWord];
        for (var at = 0; NextWord(text, ref at, out var word);)
        {
            words++;
            if (word.Length > LongestSmallWord)
                continue;
            var length = Lower(word, lower);
            foreach (var language in FunctionWords.LanguagesOf(lower[..length]))
            {
                english += language == "en" ? 1 : 0;
                french += language == "fr" ? 1 : 0;
                spanish += language == "es" ? 1 : 0;
                another += language.Length == 0 ? 1 : 0;
            }
        }

        var most = Math.Max(english, Math.Max(french, spanish));
        if (most * OneIn < Math.Max(words, 1) || most <= another)
            return null;
        return (english == most, french == most, spanish == most) switch
        {
            (true, false, false) => "en",
            (false, true, false) => "fr",
            (false, false, true) => "es",
            _ => null,
        };
    }

    private static int Lower(ReadOnlySpan<char> word, Span<char> lower)
    {
        for (var i = 0; i < word.Length; i++)
            lower[i] = word[i] is '’' ? '\'' : char.ToLowerInvariant(word[i]);
        return word.Length;
    }

    /// <summary>Words of Latin letters only, with the apostrophes inside them.</summary>
    private static bool NextWord(ReadOnlySpan<char> text, ref int at, out ReadOnlySpan<char> word)
    {
        while (at < text.Length && !IsLatin(text[at]))
            at++;
        var start = at;
        while (at < text.Length && (IsLatin(text[at]) || IsApostropheInside(text, at)))
            at++;
        word = text[start..at];
        return at > start;
    }

    private static bool IsApostropheInside(ReadOnlySpan<char> text, int at) =>
        text[at] is '\'' or '’' && at + 1 < text.Length && IsLatin(text[at + 1]);

    internal static bool IsLatin(int letter) =>
        letter is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= 0xC0 and <= 0x24F and not 0xD7 and not 0xF7);
}
