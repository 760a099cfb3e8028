namespace Kolot.Core.Listen.Sending;

/// <summary>In how many parts a short message goes, for each of which a gateway charges.</summary>
/// <param name="Letters">How many letters it has, as a telephone counts them.</param>
/// <param name="Parts">In how many parts it goes.</param>
/// <param name="IsWide">Whether it has letters, such as Hebrew ones, of which fewer fit into a part.</param>
public sealed record SmsParts(int Letters, int Parts, bool IsWide)
{
    // The alphabet of GSM 03.38, which telephones have in common; those of its second table count twice.
    private const string Narrow = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private const string Twice = "^{}\\[~]|€";

    /// <summary>The parts of a text.</summary>
    public static SmsParts Of(string text)
    {
        var wide = text.Any(letter => !Narrow.Contains(letter, StringComparison.Ordinal) && !Twice.Contains(letter, StringComparison.Ordinal));
        var letters = wide ? text.Length : text.Length + text.Count(letter => Twice.Contains(letter, StringComparison.Ordinal));
        var (one, many) = wide ? (70, 67) : (160, 153);
        return new(letters, letters <= one ? 1 : (letters + many - 1) / many, wide);
    }
}
