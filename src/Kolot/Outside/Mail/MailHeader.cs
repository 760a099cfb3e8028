using System.Globalization;
using System.Text;

namespace Kolot.Outside.Mail;

/// <summary>Writes words into a mail's header, whose lines know Latin letters only (RFC 2047).</summary>
internal static class MailHeader
{
    private const int LineLength = 75;
    private const string Opening = "=?utf-8?B?";
    private const string Closing = "?=";

    /// <summary>Whether it stays on its line. What does not could add headers, or a whole mail, of its own.</summary>
    public static bool IsOneLine(string? words) =>
        words is null || words.EnumerateRunes().All(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator));

    /// <summary>Free words, such as a subject.</summary>
    public static string Words(string words, int before) => IsPlain(words) && before + words.Length <= LineLength ? words : Encoded(words, before);

    /// <summary>A name before an address.</summary>
    public static string Phrase(string name, int before) => IsPlain(name) && before + name.Length + 2 <= LineLength
        ? $"\"{name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : Encoded(name, before);

    private static bool IsPlain(string words) => words.All(letter => letter is >= ' ' and <= '~') && !words.Contains("=?", StringComparison.Ordinal);

    // Each piece holds whole letters, so that it can be read by itself.
    private static string Encoded(string words, int before)
    {
        if (!IsOneLine(words)) throw new ArgumentException("A header is one line.", nameof(words));
        var pieces = new StringBuilder();
        var piece = new List<byte>();
        Span<byte> letter = stackalloc byte[4];
        foreach (var rune in words.EnumerateRunes())
        {
            var length = rune.EncodeToUtf8(letter);
            if (before + Opening.Length + Closing.Length + Base64Length(piece.Count + length) > LineLength && piece.Count > 0)
            {
                pieces.Append(Opening).Append(Convert.ToBase64String([.. piece])).Append(Closing).Append("\r\n ");
                piece.Clear();
                before = 1;
            }

            piece.AddRange(letter[..length]);
        }

        return pieces.Append(Opening).Append(Convert.ToBase64String([.. piece])).Append(Closing).ToString();
    }

    private static int Base64Length(int bytes) => (bytes + 2) / 3 * 4;
}
