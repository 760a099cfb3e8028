using System.Globalization;
using System.Text;

namespace Kolot.Core.Listen.Surveys;

/// <summary>A kind of file that may be given as an answer, known by what it holds and not by what it is called.</summary>
/// <param name="MediaType">Its media type.</param>
/// <param name="Ending">How its name ends.</param>
public sealed record FileKind(string MediaType, string Ending)
{
    /// <summary>How many bytes of a file tell its kind.</summary>
    public const int Start = 16;

    /// <summary>What a browser offers to choose from.</summary>
    public const string Accepted = "image/*,application/pdf";

    private const int LongestName = 100;

    private static readonly FileKind Jpeg = new("image/jpeg", ".jpg"), Png = new("image/png", ".png"), Gif = new("image/gif", ".gif"), WebP = new("image/webp", ".webp"), Heic = new("image/heic", ".heic"),
        Pdf = new("application/pdf", ".pdf");

    /// <summary>The kind of a file that begins like this; null where it is none that is taken in. Nothing that a browser would run is.</summary>
    public static FileKind? Of(ReadOnlySpan<byte> start)
    {
        if (start is [0xFF, 0xD8, 0xFF, ..]) return Jpeg;
        if (start is [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..]) return Png;
        if (start.StartsWith("GIF87a"u8) || start.StartsWith("GIF89a"u8)) return Gif;
        if (start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..12].SequenceEqual("WEBP"u8)) return WebP;
        if (start.Length >= 12 && start[4..8].SequenceEqual("ftyp"u8) && IsHeic(start[8..12])) return Heic;
        return start.StartsWith("%PDF-"u8) ? Pdf : null;
    }

    /// <summary>The media type in which something kept is handed out; anything that is not known here is bytes alone.</summary>
    public static string Handed(string mediaType) => mediaType is "image/jpeg" or "image/png" or "image/gif" or "image/webp" or "image/heic" or "application/pdf" ? mediaType : "application/octet-stream";

    /// <summary>A name for it after the one that it came with: no path, no sign that turns letters around, and the ending of its kind.</summary>
    public string Named(string came)
    {
        var name = came[(came.LastIndexOfAny(['/', '\\']) + 1)..];
        var bare = new StringBuilder();
        foreach (var rune in (name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name).EnumerateRunes())
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator))
                bare.Append(rune.ToString());
        var text = bare.ToString().Trim();
        if (text.Length > LongestName) text = text[..(char.IsHighSurrogate(text[LongestName - 1]) ? LongestName - 1 : LongestName)];
        return (text.Length == 0 ? "file" : text) + Ending;
    }

    private static bool IsHeic(ReadOnlySpan<byte> brand) => brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("hevc"u8);
}
