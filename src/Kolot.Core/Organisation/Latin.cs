using System.Text;

namespace Kolot.Core.Organisation;

/// <summary>Suggests a short name in Latin letters for something that was named in any language.</summary>
public static class Latin
{
    private const int Most = 40;

    // Roughly as signs at junctions write it; vowels are for people to add.
    private static readonly Dictionary<char, string> Letters = new()
    {
        ['א'] = "a", ['ב'] = "b", ['ג'] = "g", ['ד'] = "d", ['ה'] = "h", ['ו'] = "o", ['ז'] = "z", ['ח'] = "h", ['ט'] = "t", ['י'] = "i",
        ['כ'] = "k", ['ך'] = "k", ['ל'] = "l", ['מ'] = "m", ['ם'] = "m", ['נ'] = "n", ['ן'] = "n", ['ס'] = "s", ['ע'] = "a", ['פ'] = "p",
        ['ף'] = "f", ['צ'] = "tz", ['ץ'] = "tz", ['ק'] = "k", ['ר'] = "r", ['ש'] = "sh", ['ת'] = "t",
    };

    /// <summary>Lower-case letters, digits and hyphens, from the first name that yields any.</summary>
    /// <param name="names">The names to try, the preferred one first.</param>
    /// <returns>Empty when no name yields two letters.</returns>
    /// <example><c>Café Tamar</c> gives <c>cafe-tamar</c>, <c>קפה תמר</c> gives <c>kph-tmr</c>.</example>
    public static string Of(params ReadOnlySpan<string?> names)
    {
        foreach (var name in names)
            if (Short(name ?? "") is { Length: >= 2 } found) return found;
        return "";
    }

    private static string Short(string name)
    {
        var written = new StringBuilder();
        foreach (var letter in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(letter)) written.Append(char.ToLowerInvariant(letter));
            else if (Letters.TryGetValue(letter, out var latin)) written.Append(latin);
            else if (letter is ' ' or '-' or '_' or '.' or '/' or '&' && written.Length > 0 && written[^1] != '-') written.Append('-');
        }

        var whole = written.ToString().TrimStart('-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        return (whole.Length > Most ? whole[..Most] : whole).Trim('-');
    }
}
