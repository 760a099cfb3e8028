namespace Kolot.Core.Listen.Importing;

/// <summary>Tells a file that is no table, such as a picture, from its first bytes.</summary>
public static class NoTable
{
    // Text holds a stray control character here and there; what machines write for themselves holds them everywhere.
    private const int OneIn = 20;

    private static readonly byte[][] Beginnings =
    [
        [0x89, (byte)'P', (byte)'N', (byte)'G'], [0xFF, 0xD8, 0xFF], [.. "GIF8"u8], [.. "%PDF-"u8], [.. "{\\rtf"u8], [0x1F, 0x8B],
        [.. "7z"u8, 0xBC, 0xAF], [.. "Rar!"u8, 0x1A], [0x7F, .. "ELF"u8],
    ];

    /// <summary>Whether a file that begins like this holds no rows that anybody wrote as text.</summary>
    public static bool Begins(ReadOnlySpan<byte> start)
    {
        foreach (var beginning in Beginnings)
            if (start.StartsWith(beginning)) return true;
        // In UTF-16 every other byte of plain text is empty.
        var wide = FileEncoding.Guess(start) is FileEncoding.Utf16 or FileEncoding.Utf16High;
        var controls = 0;
        foreach (var one in start)
            if (one < ' ' && one is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f') && !(wide && one is 0 or 5)) controls++;
        return controls > start.Length / OneIn;
    }
}
