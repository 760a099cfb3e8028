using System.Text;

namespace Kolot.Core.Language;

/// <summary>Walks a text word by word, as its writer spelled them, and folds each to the letters it is found by.</summary>
internal ref struct WordReader(ReadOnlySpan<char> text)
{
    /// <summary>No word is told apart beyond this many letters.</summary>
    public const int LongestWord = 64;

    private readonly ReadOnlySpan<char> text = text;
    private int at;
    private bool plain;

    public int Start { get; private set; }

    public int Length { get; private set; }

    public bool Next()
    {
        SkipToWord();
        if (at >= text.Length)
            return false;

        Start = at;
        plain = true;
        while (at < text.Length)
        {
            var width = Reach();
            if (width == 0)
                break;
            at += width;
        }
        Length = at - Start;
        return true;
    }

    /// <summary>The word's letters, folded, into <paramref name="letters"/>; says how many and hands out the spelling they came from.</summary>
    public readonly int Fold(Span<char> letters, out ReadOnlySpan<char> spelling, out bool pointed)
    {
        spelling = text.Slice(Start, Length);
        if (!plain)
            spelling = new string(spelling).Normalize(NormalizationForm.FormKC);
        return Fold(spelling, letters, out pointed);
    }

    private static int Fold(ReadOnlySpan<char> spelling, Span<char> letters, out bool pointed)
    {
        var count = 0;
        pointed = false;
        for (var i = 0; i < spelling.Length && count < letters.Length; i++)
        {
            var letter = Letters.Of(spelling[i]);
            if (letter > Letters.Care)
                letters[count++] = letter;
            else if (letter == Letters.Mark)
                pointed = true;
            else if (letter == Letters.Care && Rune.DecodeFromUtf16(spelling[i..], out var rune, out var width) == 0)
            {
                if (Rune.IsLetterOrDigit(rune) && width <= letters.Length - count)
                    count += Rune.ToLowerInvariant(rune).EncodeToUtf16(letters[count..]);
                i += width - 1;
            }
        }
        return count;
    }

    private void SkipToWord()
    {
        while (at < text.Length)
        {
            var kind = Letters.Of(text[at]);
            if (kind > Letters.Care)
                return;
            var width = 1;
            if (kind == Letters.Care && Letters.LookAt(text[at..], out width) == Letters.Care)
                return;
            at += width;
        }
    }

    /// <summary>How many characters more belong to the word begun; none when it has ended.</summary>
    private int Reach()
    {
        var kind = Letters.Of(text[at]);
        if (kind is > Letters.Care or Letters.Mark)
            return 1;
        if (kind == Letters.Gap)
            return 0;
        if (kind == Letters.Quote)
            return QuoteInside();
        if (Letters.LookAt(text[at..], out var width) == Letters.Gap)
            return 0;
        plain = false;
        return width;
    }

    // Gershayim are often typed as two apostrophes.
    private readonly int QuoteInside()
    {
        var after = text[(at + 1)..];
        if (Letters.Begins(after))
            return 1;
        return after.Length > 1 && Letters.Of(after[0]) == Letters.Quote && Letters.Begins(after[1..]) ? 2 : 0;
    }
}
