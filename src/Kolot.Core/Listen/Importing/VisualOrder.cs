namespace Kolot.Core.Listen.Importing;

/// <summary>Turns Hebrew written in the order in which it looks into the order in which it is read.</summary>
/// <remarks>Old systems write each line from its left end, so that the last letter comes first. Numbers and Latin words in it stand right already.</remarks>
public static class VisualOrder
{
    /// <summary>The text in the order of reading; unchanged where it holds no Hebrew.</summary>
    public static string ToLogical(string text) =>
        text.AsSpan().ContainsAnyInRange('\u05D0', '\u05EA')
            ? string.Join('\n', text.Split('\n').Select(Line).ToArray())
            : text;

    private static string Line(string line)
    {
        var turned = line.ToCharArray();
        Array.Reverse(turned);
        for (var at = 0; at < turned.Length; at++)
        {
            if (!IsLeftToRight(turned[at]))
            {
                turned[at] = Mirrored(turned[at]);
                continue;
            }

            var end = at;
            for (var next = at; next < turned.Length && (IsLeftToRight(turned[next]) || Joins(turned, next)); next++)
                if (IsLeftToRight(turned[next])) end = next;
            Array.Reverse(turned, at, end - at + 1);
            at = end;
        }

        return new string(turned);
    }

    private static bool IsLeftToRight(char letter) => char.IsAsciiLetterOrDigit(letter);

    // Points, slashes and the like belong to the number or the address that they stand in.
    private static bool Joins(char[] text, int at) => text[at] is '.' or ',' or '/' or ':' or '-' or '@' or '_' or '%' or ' '
        && at + 1 < text.Length && (IsLeftToRight(text[at + 1]) || text[at] == ' ');

    private static char Mirrored(char letter) => letter switch
    {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        _ => letter,
    };
}
