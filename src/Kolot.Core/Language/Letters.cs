using System.Globalization;
using System.Text;

namespace Kolot.Core.Language;

/// <summary>What each character is to the search text: a letter in its one folded shape, or one of four kinds that are no letter.</summary>
internal static class Letters
{
    public const char Gap = '\0';
    public const char Mark = '\u0001';
    public const char Quote = '\u0002';

    /// <summary>A character whose meaning needs its neighbours or a compatibility form; rare enough to be looked at slowly.</summary>
    public const char Care = '\u0003';

    private static readonly char[] Table = [.. Enumerable.Range(0, 0x2070).Select(code => Classify((char)code))];

    public static char Of(char c) => c < Table.Length ? Table[c] : Care;

    public static bool IsHebrew(char c) => c is >= 'א' and <= 'ת';

    public static bool IsArabic(char c) => c is >= '\u0620' and <= '\u06D3';

    public static bool IsEnglish(char c) => c is >= 'a' and <= 'z';

    /// <summary>Gap, Mark or Care (a letter after all) for the careful character at the head of <paramref name="text"/>.</summary>
    public static char LookAt(ReadOnlySpan<char> text, out int width)
    {
        if (Rune.DecodeFromUtf16(text, out var rune, out width) != System.Buffers.OperationStatus.Done)
            return Gap;
        if (Rune.IsLetterOrDigit(rune))
            return Care;
        return IsMark(Rune.GetUnicodeCategory(rune)) ? Mark : Gap;
    }

    /// <summary>Does a word go on, or begin, here?</summary>
    public static bool Begins(ReadOnlySpan<char> text) =>
        text.Length > 0 && Of(text[0]) is var kind && (kind > Care || (kind == Care && LookAt(text, out _) == Care));

    private static bool IsMark(UnicodeCategory category) => category is UnicodeCategory.NonSpacingMark
        or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    private static char Classify(char c)
    {
        if (IsQuote(c))
            return Quote;
        if (c is '\u200B')
            return Gap;
        if (c is '\u0640' || IsPoint(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format)
            return Mark;
        if (IsMark(char.GetUnicodeCategory(c)))
            return Care;
        if (char.IsDigit(c))
            return (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c));
        if (!char.IsLetter(c))
            return Gap;
        return c.ToString().IsNormalized(NormalizationForm.FormKC) ? Folded(char.ToLowerInvariant(c)) : Care;
    }

    private static bool IsQuote(char c) =>
        c is '"' or '\'' or '`' or '´' or '׳' or '״' or '\u02BC' or '‘' or '’' or '‛' or '“' or '”' or '„' or '‟' or '′' or '″';

    /// <summary>Niqqud and cantillation, and the Arabic vowel signs.</summary>
    private static bool IsPoint(char c) =>
        IsMark(char.GetUnicodeCategory(c))
        && c is (>= '\u0591' and <= '\u05C7') or (>= '\u064B' and <= '\u065F') or '\u0670' or (>= '\u06D6' and <= '\u06ED');

    private static char Folded(char c) => c switch
    {
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        'ё' => 'е',
        '\u0622' or '\u0623' or '\u0625' or '\u0671' => '\u0627',
        '\u0649' or '\u06CC' => '\u064A',
        '\u0629' => '\u0647',
        '\u06A9' => '\u0643',
        _ => c,
    };
}
