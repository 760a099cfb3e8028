using System.Globalization;

namespace Kolot.Shell.Parts;

/// <summary>Numbers as the house writes them: thousands apart, a true minus, lining figures.</summary>
public static class Numbers
{
    public const char Minus = '\u2212';

    public static string Text(IFormattable number, int decimals = 0, bool signed = false)
    {
        var text = number.ToString("N" + decimals, CultureInfo.InvariantCulture).Replace('-', Minus);
        var nothing = text.All(sign => sign is Minus or '0' or '.');
        if (nothing) return text.TrimStart(Minus);
        return signed && text[0] != Minus ? "+" + text : text;
    }
}
