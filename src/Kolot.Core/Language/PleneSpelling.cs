using System.Numerics;

namespace Kolot.Core.Language;

/// <summary>How a word written with niqqud is spelled without it: vowels that were points become the letters י and ו.</summary>
/// <remarks>
/// Which vowels do so is a matter of habit, so the few likely choices are all kept: שֵׁרוּת is found by שרות and by שירות.
/// </remarks>
internal static class PleneSpelling
{
    private const char Hirik = '\u05B4';
    private const char Tsere = '\u05B5';
    private const char Holam = '\u05B9';
    private const char HolamHaser = '\u05BA';
    private const char Kubuts = '\u05BB';

    /// <summary>Up to this many vowels every choice among them is kept; beyond it all of them, with and without tsere.</summary>
    private const int FewVowels = 3;

    public static void Add(ref TokenBag bag, scoped ReadOnlySpan<char> spelling)
    {
        Span<char> letters = stackalloc char[WordReader.LongestWord / 2];
        Span<char> vowels = stackalloc char[letters.Length];
        var count = Read(spelling, letters, vowels);
        letters = letters[..count];

        ulong open = 0, tseres = 0;
        for (var i = 0; i + 1 < count; i++)
        {
            if (!BecomesLetter(letters[i], vowels[i], letters[i + 1], isLast: i + 2 == count))
                continue;
            open |= 1ul << i;
            tseres |= vowels[i] == Tsere ? 1ul << i : 0;
        }

        if (BitOperations.PopCount(open) > FewVowels)
        {
            Write(ref bag, letters, vowels, open);
            Write(ref bag, letters, vowels, open & ~tseres);
            return;
        }
        for (var chosen = open; chosen != 0; chosen = (chosen - 1) & open)
            Write(ref bag, letters, vowels, chosen);
    }

    private static int Read(scoped ReadOnlySpan<char> spelling, Span<char> letters, Span<char> vowels)
    {
        var count = 0;
        foreach (var c in spelling)
        {
            var letter = Letters.Of(c);
            if (letter > Letters.Care)
            {
                if (count == letters.Length)
                    break;
                vowels[count] = '\0';
                letters[count++] = letter;
            }
            else if (count > 0 && c is Hirik or Tsere or Holam or HolamHaser or Kubuts)
                vowels[count - 1] = c;
        }
        return count;
    }

    private static bool BecomesLetter(char letter, char vowel, char next, bool isLast) => vowel switch
    {
        Hirik => letter != 'י' && next is not ('י' or 'א'),
        Tsere => letter != 'י' && next is not ('י' or 'א') && !(next == 'ה' && isLast),
        Holam or HolamHaser or Kubuts => letter != 'ו' && next is not ('ו' or 'א') && !(next == 'ה' && isLast),
        _ => false,
    };

    private static void Write(ref TokenBag bag, scoped ReadOnlySpan<char> letters, scoped ReadOnlySpan<char> vowels, ulong chosen)
    {
        Span<char> word = stackalloc char[WordReader.LongestWord];
        var length = 0;
        for (var i = 0; i < letters.Length; i++)
        {
            word[length++] = letters[i];
            if ((chosen >> i & 1) == 1)
                word[length++] = vowels[i] is Hirik or Tsere ? 'י' : 'ו';
        }
        Forms.Add(ref bag, word[..length]);
    }
}
