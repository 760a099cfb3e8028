using System.Globalization;

namespace Kolot.Shell.Parts;

/// <summary>Numbers as the house writes them: thousands apart, a true minus, lining figures.</summary>
public static class Numbers
{
    public const char Minus = '\u2212';

    /// <summary>How exactly a share is told in percent: a tenth where whole percents would tell the ends of its interval as one, or something as nothing.</summary>
    public static int DecimalsOf(double share, double low, double high) =>
        Math.Round(low * 100) == Math.Round(high * 100) || share is > 0 and < .005 ? 1 : 0;

    /// <summary>A sum within words: isolated, lest the words around turn it, and with its sign at the end of reading in Hebrew.</summary>
    public static string Sum(decimal sum, string sign) => Text(sum, sum == decimal.Truncate(sum) ? 0 : 2) is var text && Language.Direction == "rtl" ? $"\u2067\u2066{text}\u2069\u00a0{sign}\u2069" : $"\u2066{sign}{text}\u2069";

    public static string Text(IFormattable number, int decimals = 0, bool signed = false)
    {
        var text = number.ToString("N" + decimals, CultureInfo.InvariantCulture).Replace('-', Minus);
        var nothing = text.All(sign => sign is Minus or '0' or '.');
        if (nothing) return text.TrimStart(Minus);
        return signed && text[0] != Minus ? "+" + text : text;
    }
}
