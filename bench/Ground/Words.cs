using System.Text;

namespace Kolot.Bench.Ground;

/// <summary>Hebrew sentences of sixty characters on average, the same for the same number. Some words are rare by plan.</summary>
internal static class Words
{
    /// <summary>Words that are searched for, and in one of how many voices each stands.</summary>
    public static readonly (string Word, int OneIn)[] Planted = [("קרפדה", 10_000), ("צפרדע", 100), ("שירות", 5)];

    private const string Letters = "אבגדהוזחטיכלמנסעפצקרשת";
    private const int Vocabulary = 20_000;

    private static readonly string[] Common =
    [
        "הטכנאי", "הגיע", "באיחור", "של", "שעתיים", "ולא", "התקשר", "להודיע", "האינטרנט", "נפל", "שוב", "אתמול", "בערב", "המתנתי", "בטלפון",
        "ארבעים", "דקות", "הנציגה", "הייתה", "נחמדה", "ועזרה", "לי", "מאוד", "תודה", "רבה", "החשבונית", "לא", "ברורה", "חויבתי", "פעמיים",
        "מבקש", "החזר", "הסניף", "בחיפה", "נקי", "ומסודר", "התור", "ארוך", "מדי", "הראוטר", "החדש", "מצוין", "המחיר", "עלה", "בלי", "הסבר",
        "אני", "שוקל", "לעבור", "לחברה", "אחרת", "כל", "הכבוד", "לצוות", "על", "היחס", "אבל", "המהירות", "נמוכה", "ממה", "שהובטח",
    ];

    private static readonly string[] Rare = [.. Enumerable.Range(0, Vocabulary).Select(Invent)];

    /// <summary>The sentence of a number.</summary>
    public static string Sentence(int number)
    {
        var mix = Mix((uint)number);
        var sentence = new StringBuilder(96);
        var length = 36 + (int)(Next(ref mix) % 40);
        foreach (var (word, oneIn) in Planted)
            if (Mix((uint)number ^ 0x9E3779B9u) % (ulong)oneIn == 0) sentence.Append(word).Append(' ');
        while (sentence.Length < length) sentence.Append(Pick(ref mix)).Append(' ');
        return sentence.ToString(0, sentence.Length - 1);
    }

    // Two words in three are common ones; the rest thin out, as words do.
    private static string Pick(ref ulong mix)
    {
        if (Next(ref mix) % 3 != 0) return Common[Next(ref mix) % (uint)Common.Length];
        var share = Next(ref mix) % 65536 / 65536.0;
        return Rare[(int)(Math.Pow(share, 3) * Vocabulary)];
    }

    private static string Invent(int number)
    {
        var mix = Mix((uint)number ^ 0x5151u);
        var word = new char[4 + Next(ref mix) % 4];
        for (var index = 0; index < word.Length; index++) word[index] = Letters[(int)(Next(ref mix) % (uint)Letters.Length)];
        return new string(word);
    }

    private static uint Next(ref ulong state) => (uint)((state = Mix(state)) >> 33);

    private static ulong Mix(ulong value)
    {
        value = (value + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        value ^= value >> 27;
        value *= 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
