using System.Text;

namespace Kolot.Core.Demo;

/// <summary>Makes a sentence of a phrase: settles its genders, its choices and its slots.</summary>
internal sealed class Phrase(Chance chance, bool speakerIsWoman, bool servingIsWoman, Slots slots)
{
    /// <summary>The sentence.</summary>
    public string Of(ReadOnlySpan<char> phrase)
    {
        var text = new StringBuilder(phrase.Length);
        while (phrase.Length > 0)
        {
            var sign = phrase.IndexOfAny("[<{$");
            if (sign < 0)
            {
                text.Append(phrase);
                break;
            }

            text.Append(phrase[..sign]);
            phrase = phrase[sign..];
            var used = phrase[0] == '$' ? Slot(phrase, text) : Choice(phrase, text);
            phrase = phrase[used..];
        }

        return text.ToString();
    }

    private int Slot(ReadOnlySpan<char> phrase, StringBuilder text)
    {
        var end = 1;
        while (end < phrase.Length && char.IsAsciiLetter(phrase[end])) end++;
        text.Append(slots.Of(phrase[1..end].ToString()));
        return end;
    }

    private int Choice(ReadOnlySpan<char> phrase, StringBuilder text)
    {
        var end = EndOf(phrase);
        var inner = phrase[1..end];
        var parts = Parts(inner, phrase[0] == '{' ? '/' : '|');
        var chosen = phrase[0] switch
        {
            '[' => parts[speakerIsWoman ? ^1 : 0],
            '<' => parts[servingIsWoman ? ^1 : 0],
            _ => parts[chance.Below(parts.Count)],
        };
        text.Append(Of(inner[chosen]));
        return end + 1;
    }

    private static int EndOf(ReadOnlySpan<char> phrase)
    {
        var depth = 0;
        for (var at = 0; at < phrase.Length; at++)
        {
            if (phrase[at] is '[' or '<' or '{') depth++;
            if (phrase[at] is ']' or '>' or '}' && --depth == 0) return at;
        }

        throw new FormatException($"A phrase is not closed: {phrase}");
    }

    private static List<Range> Parts(ReadOnlySpan<char> inner, char border)
    {
        var parts = new List<Range>();
        var (depth, from) = (0, 0);
        for (var at = 0; at < inner.Length; at++)
        {
            if (inner[at] is '[' or '<' or '{') depth++;
            else if (inner[at] is ']' or '>' or '}') depth--;
            else if (inner[at] == border && depth == 0)
            {
                parts.Add(from..at);
                from = at + 1;
            }
        }

        parts.Add(from..inner.Length);
        return parts;
    }
}
