using System.Globalization;
using System.Text;
using Kolot.Core.Listen.Sending;

namespace Kolot.Listen.Sending;

/// <summary>A part of a mail: a paragraph of words, or where its reader answers.</summary>
/// <param name="Words">The words; empty where one answers.</param>
/// <param name="IsWay">Whether one answers here.</param>
public sealed record InvitationPiece(string Words, bool IsWay);

/// <summary>A mail in parts, from which both of its shapes are made: words alone, and a document.</summary>
public static class InvitationPieces
{
    private const string Link = "{link}";

    /// <summary>The parts of some words. A link that stands alone is where one answers; one within a sentence stays there.</summary>
    public static IReadOnlyList<InvitationPiece> Of(string text, MessagePlaces places) =>
    [
        .. text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(paragraph => paragraph == Link ? new InvitationPiece("", true) : new(MessageWords.Fill(paragraph, places), false)).Where(piece => piece.IsWay || piece.Words.Length > 0),
    ];

    /// <summary>As words alone.</summary>
    public static string Plain(IReadOnlyList<InvitationPiece> pieces, MessagePlaces places, CultureInfo culture)
    {
        var text = new StringBuilder();
        foreach (var piece in pieces) text.Append(piece.IsWay ? places.Link : piece.Words).Append("\n\n");
        return text.Append("--\n").Append(Foot(places, culture)).Append("\n\n").Append(UsualTexts.Say("StopLink", culture)).Append(":\n\n").Append(places.Stop).Append('\n').ToString();
    }

    /// <summary>Who writes, and why.</summary>
    public static string Foot(MessagePlaces places, CultureInfo culture) => UsualTexts.Say("MailFoot", culture).Replace("{0}", places.Organisation, StringComparison.Ordinal);
}
