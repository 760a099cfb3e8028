using System.Globalization;

namespace Kolot.Core.Listen.Importing;

/// <summary>Reads a score as people and programs write it.</summary>
public static class Scores
{
    /// <summary>The score; null if it is none.</summary>
    /// <remarks>9, 9.0, 9,5, 9/10, "10 - Extremely likely" and "★★★★" are scores.</remarks>
    public static double? Read(string cell)
    {
        var text = cell.AsSpan().Trim();
        if (text.IsEmpty) return null;
        if (text[0] == '★') return text.TrimEnd('☆').Trim('★').IsEmpty ? text.Count('★') : null;
        var length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || (text[length] is '.' or ',' && length > 0) || (length == 0 && text[0] == '-'))) length++;
        var rest = text[length..].TrimStart();
        if (!rest.IsEmpty && rest[0] is not ('/' or '-' or '–' or '=' or ':' or '(' or '%' or '★')) return null;
        var number = text[..length].TrimEnd(".,");
        return number.Contains(',')
            ? number.Count(',') == 1 ? Number(number.ToString().Replace(',', '.')) : null
            : Number(number);
    }

    private static double? Number(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
