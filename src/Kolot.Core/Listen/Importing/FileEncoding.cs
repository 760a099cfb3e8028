using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Kolot.Core.Listen.Importing;

/// <summary>In which encoding a file was written, by its IANA name, told from its first bytes.</summary>
/// <remarks>
/// <c>iso-8859-8</c> stands for visual order and <c>iso-8859-8-i</c> for logical order, as RFC 1556 has it. Where Hebrew stands in logical order,
/// <c>windows-1255</c> is answered: it reads everything that ISO-8859-8 writes.
/// </remarks>
public static class FileEncoding
{
    /// <summary>UTF-8, with or without a mark.</summary>
    public const string Utf8 = "utf-8";

    /// <summary>UTF-16, low byte first.</summary>
    public const string Utf16 = "utf-16";

    /// <summary>UTF-16, high byte first.</summary>
    public const string Utf16High = "utf-16be";

    /// <summary>Hebrew as Windows writes it.</summary>
    public const string Hebrew = "windows-1255";

    /// <summary>Hebrew in visual order: each line written as it looks, from its left end.</summary>
    public const string HebrewVisual = "iso-8859-8";

    /// <summary>Hebrew as ISO writes it, in the order of reading.</summary>
    public const string HebrewLogical = "iso-8859-8-i";

    /// <summary>Western European as Windows writes it.</summary>
    public const string Western = "windows-1252";

    /// <summary>Those that can be chosen, the likely first.</summary>
    public static readonly IReadOnlyList<string> All = [Utf8, Hebrew, HebrewVisual, HebrewLogical, Utf16, Utf16High, Western];

    /// <summary>The likely encoding of a file that begins like this. A character cut in two at the end does no harm.</summary>
    public static string Guess(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith(Encoding.UTF8.Preamble)) return Utf8;
        if (start.StartsWith(Encoding.Unicode.Preamble)) return Utf16;
        if (start.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Utf16High;
        if (Sparse(start) is { } wide) return wide;
        return IsUtf8(start) ? Utf8 : Eight(start);
    }

    /// <summary>Whether Hebrew of that encoding stands in the order in which it looks.</summary>
    public static bool IsVisual(string encoding) => encoding.Equals(HebrewVisual, StringComparison.OrdinalIgnoreCase);

    // Without a mark, UTF-16 shows by its empty bytes: every delimiter, digit and space has one.
    private static string? Sparse(ReadOnlySpan<byte> start)
    {
        var (even, odd) = (0, 0);
        for (var at = 0; at + 1 < start.Length; at += 2)
        {
            if (start[at] == 0) even++;
            if (start[at + 1] == 0) odd++;
        }

        var enough = Math.Max(2, start.Length / 20);
        return odd >= enough && odd > even * 4 ? Utf16 : even >= enough && even > odd * 4 ? Utf16High : null;
    }

    // A single broken byte among thousands of good letters is damage, not another encoding.
    private static bool IsUtf8(ReadOnlySpan<byte> start)
    {
        if (Utf8Whole(start)) return true;
        var (good, broken) = (0, 0);
        while (!start.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(start, out _, out var length);
            if (status == OperationStatus.NeedMoreData) break;
            if (status != OperationStatus.Done) broken++;
            else if (length > 1) good++;
            start = start[length..];
        }

        return broken == 0 || good >= broken * 20;
    }

    private static bool Utf8Whole(ReadOnlySpan<byte> start) => System.Text.Unicode.Utf8.IsValid(start);

    private static string Eight(ReadOnlySpan<byte> start)
    {
        var (hebrew, western, atStart, atEnd, windows) = (0, 0, 0, 0, 0);
        for (var at = 0; at < start.Length; at++)
        {
            var here = start[at];
            if (here is (>= 0x80 and <= 0x9F) or 0xA4 or (>= 0xC0 and <= 0xD8)) windows++;
            if (here < 0x80) continue;
            var (before, after) = (at > 0 ? start[at - 1] : (byte)' ', at + 1 < start.Length ? start[at + 1] : (byte)' ');
            if (IsHebrew(here) && (IsHebrew(before) || IsHebrew(after))) hebrew++;
            else if (IsLatin(before) || IsLatin(after)) western++;
            if (!IsFinal(here)) continue;
            if (!IsHebrew(before) && IsHebrew(after)) atStart++;
            if (IsHebrew(before) && !IsHebrew(after)) atEnd++;
        }

        if (western > hebrew) return Western;
        // Final letters begin no word, unless the word stands in the order in which it looks.
        return atStart > atEnd && windows == 0 ? HebrewVisual : Hebrew;
    }

    private static bool IsHebrew(byte letter) => letter is >= 0xE0 and <= 0xFA;

    private static bool IsFinal(byte letter) => letter is 0xEA or 0xED or 0xEF or 0xF3 or 0xF5;

    private static bool IsLatin(byte letter) => letter is (>= (byte)'a' and <= (byte)'z') or (>= (byte)'A' and <= (byte)'Z');
}
