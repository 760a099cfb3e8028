namespace Kolot.Core.Language;

/// <summary>The letters Hebrew writes onto the front of a word: ו ש ה ב כ ל מ.</summary>
/// <remarks>
/// They are taken off in the order in which Hebrew puts them on, up to three: ובשירות is found by בשירות and by שירות.
/// After ה nothing more comes off, so המחיר gives מחיר and never חיר.
/// </remarks>
internal static class Particles
{
    private const int MostInARow = 3;

    public static void Add(ref TokenBag bag, scoped ReadOnlySpan<char> word)
    {
        Endings.Add(ref bag, word);

        var before = '\0';
        for (var taken = 0; taken < MostInARow && word.Length > 1; taken++)
        {
            if (!Follows(before, word) || WholeWords.Holds(word))
                return;
            before = word[0];
            word = word[1..];
            if (!Letters.IsHebrew(word[0]))
            {
                Forms.Add(ref bag, word);
                return;
            }
            if (word.Length < 3 && !IsShortNoun(word))
                return;
            Endings.Add(ref bag, word);
            AddSingleVav(ref bag, word);
        }
    }

    /// <summary>May the word's first letter be a particle that follows the one already taken?</summary>
    private static bool Follows(char before, ReadOnlySpan<char> word)
    {
        var letter = word[0];
        return before switch
        {
            '\0' => letter is 'ו' or 'ש' or 'ה' or 'ב' or 'כ' or 'ל' or 'מ',
            'ו' => letter is 'ש' or 'ה' or 'ב' or 'כ' or 'ל' or 'מ',
            'ש' => letter is 'ה' or 'ב' or 'כ' or 'ל' or 'מ',
            'ב' or 'כ' or 'מ' => letter is 'ש' or 'ה',
            'ל' => letter is 'ה' || word is ['כ', 'ש', ..],
            _ => false,
        };
    }

    // A vav that opens a word is doubled once something stands before it: ועד, but הוועד.
    private static void AddSingleVav(ref TokenBag bag, scoped ReadOnlySpan<char> word)
    {
        if (word is ['ו', 'ו', _, _, ..])
            Endings.Add(ref bag, word[1..]);
    }

    private static bool IsShortNoun(ReadOnlySpan<char> word) => word is
        "תל" or "ימ" or "יד" or "גנ" or "דג" or "הר" or "חג" or "מס" or "עט" or "עצ"
        or "צד" or "קו" or "שמ" or "תא" or "תה" or "תו" or "קפ" or "דפ" or "חמ" or "גז" or "דו";
}
