using System.Globalization;

namespace Kolot.Core.Listen.Contact;

/// <summary>The number by which an enquiry is spoken of: short enough to be read aloud, and wrong where a digit was misheard or two were swapped.</summary>
/// <remarks>
/// Running numbers are scattered over all of six digits (seven, once 900,000 are used up), so that none tells how many write here; the last digit checks the rest (H. M. Damm, 2004).
/// It opens nothing: whoever knows it knows a number.
/// </remarks>
public static class EnquiryNumber
{
    private const long Step = 541_537;
    private const long First = 271_828;
    private const int FewestDigits = 6;
    private const int MostDigits = 15;

    // Quasigroup of order 10, totally anti-symmetric: Damm's thesis, as published.
    private static readonly string[] Damm =
        ["0317598642", "7092154863", "4206871359", "1750983426", "6123045978", "3674209581", "5869720134", "8945362017", "9438617205", "2581436790"];

    /// <summary>The number of an enquiry.</summary>
    /// <param name="running">Its running number, from 1.</param>
    public static string Of(long running)
    {
        var (place, block) = (running - 1, 9 * Power(FewestDigits - 1));
        for (; place >= block; block *= 10) place -= block;
        var scattered = (long)((((Int128)place * Step) + First) % block) + (block / 9);
        var digits = scattered.ToString(CultureInfo.InvariantCulture);
        return digits + Check(digits);
    }

    /// <summary>As it is read and spoken: the first three digits, then the rest.</summary>
    /// <remarks>The space does not break, and so keeps both in their order within Hebrew and Arabic too: to the bidirectional algorithm it separates parts of one number, where an ordinary one separates two numbers, which then change places.</remarks>
    public static string Spoken(long running) => Of(running) is var digits ? $"{digits[..3]}\u00a0{digits[3..]}" : "";

    /// <summary>The running number of what somebody typed; null where that is no number of an enquiry.</summary>
    public static long? Read(string? typed)
    {
        if (typed is not { Length: > 0 and <= 40 }) return null;
        if (typed.Any(sign => !char.IsAsciiDigit(sign) && sign is not (' ' or '-' or '\u00a0'))) return null;
        var digits = string.Concat(typed.Where(char.IsAsciiDigit));
        if (digits.Length is <= FewestDigits or > MostDigits || digits[0] == '0' || Check(digits[..^1]) != digits[^1]) return null;
        var (before, block) = (0L, 9 * Power(FewestDigits - 1));
        for (var length = FewestDigits; length < digits.Length - 1; length++, block *= 10) before += block;
        var scattered = long.Parse(digits[..^1], CultureInfo.InvariantCulture) - (block / 9);
        return before + (long)((((Int128)scattered - First + block) * Inverse(block)) % block) + 1;
    }

    private static char Check(string digits) => digits.Aggregate('0', (interim, digit) => Damm[interim - '0'][digit - '0']);

    private static long Power(int of) => of == 0 ? 1 : 10 * Power(of - 1);

    // What undoes a step, by Euclid: no step shares a divisor with a block of digits.
    private static long Inverse(long block)
    {
        var (old, rest, before, after) = (Step % block, block, 1L, 0L);
        while (rest != 0) (old, rest, before, after) = (rest, old % rest, after, before - (old / rest * after));
        return (before + block) % block;
    }
}
