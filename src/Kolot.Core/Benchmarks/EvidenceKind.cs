using System.Text;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Benchmarks;

/// <summary>What may be kept as evidence, known by what it holds: pictures and documents as in surveys, and mails and recordings besides.</summary>
public static class EvidenceKind
{
    /// <summary>The largest piece of evidence.</summary>
    public const int MostBytes = 25 << 20;

    /// <summary>How many pieces a probe may have.</summary>
    public const int MostPieces = 12;

    /// <summary>How many bytes of it tell its kind.</summary>
    public const int Start = 512;

    /// <summary>What a browser offers to choose from.</summary>
    public const string Accepted = "image/*,audio/*,application/pdf,message/rfc822,.eml,.msg";

    private static readonly FileKind Mail = new("message/rfc822", ".eml"), Outlook = new("application/vnd.ms-outlook", ".msg"), Mp3 = new("audio/mpeg", ".mp3"), Ogg = new("audio/ogg", ".ogg"), Wav = new("audio/wav", ".wav"),
        M4a = new("audio/mp4", ".m4a"), Amr = new("audio/amr", ".amr"), WebM = new("audio/webm", ".webm");

    /// <summary>The kind of something that begins like this; null where it is none that is taken in.</summary>
    public static FileKind? Of(ReadOnlySpan<byte> start)
    {
        if (FileKind.Of(start) is { } picture) return picture;
        if (start.StartsWith("ID3"u8) || (start.Length > 1 && start[0] == 0xFF && (start[1] & 0xE6) == 0xE2)) return Mp3;
        if (start.StartsWith("OggS"u8)) return Ogg;
        if (start.StartsWith("RIFF"u8) && start.Length >= 12 && start[8..12].SequenceEqual("WAVE"u8)) return Wav;
        if (start.Length >= 12 && start[4..8].SequenceEqual("ftyp"u8)) return M4a;
        if (start.StartsWith("#!AMR"u8)) return Amr;
        if (start is [0x1A, 0x45, 0xDF, 0xA3, ..]) return WebM;
        if (start is [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..]) return Outlook;
        return IsMail(start) ? Mail : null;
    }

    /// <summary>The media type in which it is handed out: what a browser may show or play, else bytes alone.</summary>
    public static string Handed(string mediaType) => mediaType.StartsWith("audio/", StringComparison.Ordinal) && mediaType is not "audio/amr" ? mediaType : FileKind.Handed(mediaType);

    /// <summary>Whether it is a mail, so that it can be looked through for somebody.</summary>
    public static bool IsRead(string mediaType) => mediaType == Mail.MediaType || mediaType == Outlook.MediaType;

    // A mail begins with the lines of its head: a name without spaces and a colon; one of those that every mail has stands among the first.
    private static bool IsMail(ReadOnlySpan<byte> start)
    {
        var text = Encoding.Latin1.GetString(start[..Math.Min(start.Length, Start)]);
        var first = text.Split('\n')[0];
        var colon = first.IndexOf(':', StringComparison.Ordinal);
        if (text.Contains('\0', StringComparison.Ordinal) || colon < 2 || !first[..colon].All(sign => char.IsAsciiLetterOrDigit(sign) || sign == '-')) return false;
        return Heads.Any(head => text.StartsWith(head, StringComparison.OrdinalIgnoreCase) || text.Contains('\n' + head, StringComparison.OrdinalIgnoreCase));
    }

    private static readonly string[] Heads = ["Received:", "Return-Path:", "Delivered-To:", "From:", "Message-ID:", "MIME-Version:"];
}
