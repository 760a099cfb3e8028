using System.Globalization;
using System.Net;
using Kolot.Core.Listen.Sending;

namespace Kolot.Listen.Sending;

/// <summary>An invitation as mail programs show it: tables, styles on each element, read from its own side, nothing fetched from anywhere.</summary>
/// <remarks>No picture tells whether it was opened: that is told by the survey alone, once its reader comes.</remarks>
public static class InvitationHtml
{
    private const string Ink = "#171b24";
    private const string Quiet = "#4b515d";
    private const string Rule = "#dedbd4";
    private const string Mark = "#f0ee4f";

    /// <summary>The document.</summary>
    /// <param name="pieces">Its parts.</param>
    /// <param name="places">What is its reader's.</param>
    /// <param name="culture">The language.</param>
    /// <param name="scores">The first question, to be answered in the mail; null where a button leads to it.</param>
    public static string Of(IReadOnlyList<InvitationPiece> pieces, MessagePlaces places, CultureInfo culture, string? scores)
    {
        var side = Side(culture);
        return $"""
            <!doctype html>
            <html lang="{culture.TwoLetterISOLanguageName}" dir="{side}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light"><title>{Safe(places.Organisation)}</title></head>
            <body dir="{side}" style="margin:0;background:#ffffff">
            {Body(pieces, places, culture, scores)}
            </body></html>
            """;
    }

    /// <summary>What stands in it, as it is shown to whoever writes it.</summary>
    public static string Body(IReadOnlyList<InvitationPiece> pieces, MessagePlaces places, CultureInfo culture, string? scores)
    {
        var side = Side(culture);
        var body = string.Concat(pieces.Select(piece => $"<tr><td style=\"padding:0 0 16px\">{(piece.IsWay ? scores ?? Button(places, culture, side) : Paragraph(piece.Words, places))}</td></tr>\n"));
        return $"""
            <table role="presentation" dir="{side}" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#ffffff;color:{Ink};font-family:Arial,sans-serif;font-size:17px;line-height:1.55"><tr><td align="center" style="padding:24px 16px">
            <table role="presentation" dir="{side}" width="560" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:560px">
            <tr><td style="padding:0 0 16px;border-bottom:2px solid {Ink};font-size:15px;font-weight:bold"><bdi>{Safe(places.Organisation)}</bdi></td></tr>
            <tr><td style="padding:0 0 20px;font-size:1px;line-height:1px">&nbsp;</td></tr>
            {body}<tr><td style="padding:16px 0 0;border-top:1px solid {Rule};font-size:13px;color:{Quiet}">{Safe(InvitationPieces.Foot(places, culture))}<br><a href="{Safe(places.Stop)}" style="color:{Quiet}">{Safe(UsualTexts.Say("StopLink", culture))}</a></td></tr>
            </table></td></tr></table>
            """;
    }

    private static string Side(CultureInfo culture) => culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";

    private static string Button(MessagePlaces places, CultureInfo culture, string side) => $"""
        <table role="presentation" dir="{side}" cellpadding="0" cellspacing="0" border="0"><tr><td style="background:{Mark};border:1px solid {Ink};border-radius:4px"><a href="{Safe(places.Link)}" style="display:block;padding:14px 28px;font-weight:bold;font-size:18px;color:{Ink};text-decoration:none">{Safe(UsualTexts.Say("MailButton", culture))}</a></td></tr></table>
        """;

    // An address that its writer put within a sentence leads there; nothing else of it becomes markup.
    private static string Paragraph(string words, MessagePlaces places)
    {
        var safe = Safe(words);
        foreach (var link in new[] { places.Link, places.Stop }) safe = safe.Replace(Safe(link), $"<a href=\"{Safe(link)}\" dir=\"ltr\" style=\"color:{Ink}\">{Safe(link)}</a>", StringComparison.Ordinal);
        return $"<div dir=\"auto\">{safe.Replace("\n", "<br>", StringComparison.Ordinal)}</div>";
    }

    private static string Safe(string words) => WebUtility.HtmlEncode(words);
}
