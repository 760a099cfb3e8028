using System.Globalization;
using System.Net;
using System.Text;

namespace Kolot.Understand.Boards.Letters;

/// <summary>What surrounds the pieces of a letter.</summary>
/// <param name="Board">The board's name.</param>
/// <param name="Whose">The organisation, and as of when it was counted.</param>
/// <param name="Reach">Whose voices are counted: the reader's own reach.</param>
/// <param name="Link">The board's address.</param>
/// <param name="Stop">Where the reader ends these letters; null for one that was asked for once.</param>
public sealed record LetterFrame(string Board, string Whose, string Reach, string Link, string? Stop)
{
    /// <summary>The address of the scores page, to which a tile's query is added.</summary>
    public string Scores { get; init; } = "";

    /// <summary>Whether each piece says in words, too, where it leads.</summary>
    public bool ShowsPaths { get; init; }

    /// <summary>What the way to <see cref="Link"/> is called.</summary>
    public string OpenLabel { get; init; } = Words.OpenBoard;

    /// <summary>What the way to <see cref="Stop"/> is called.</summary>
    public string StopLabel { get; init; } = Words.StopLink;
}

/// <summary>A letter as mail programs show it: tables and styles on each element, bars of table cells, nothing from elsewhere.</summary>
public static class LetterHtml
{
    private const string Ink = "#1d2433";
    private const string Quiet = "#5a6272";
    private const string Rule = "#dcd9d2";
    private const string Soft = "#b9bec8";
    private const int BarWidth = 200;

    /// <summary>The document.</summary>
    public static string Of(LetterFrame frame, IReadOnlyList<LetterPiece> pieces, CultureInfo language)
    {
        var side = language.TextInfo.IsRightToLeft ? "rtl" : "ltr";
        return $"""
            <!doctype html>
            <html lang="{language.TwoLetterISOLanguageName}" dir="{side}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Safe(frame.Board)}</title></head>
            <body dir="{side}" style="margin:0;background:#ffffff;color:{Ink};font-family:Arial,sans-serif;font-size:15px;line-height:1.5">
            <table role="presentation" dir="{side}" width="100%" cellpadding="0" cellspacing="0" border="0"><tr><td align="center" style="padding:24px 16px">
            <table role="presentation" dir="{side}" width="600" cellpadding="0" cellspacing="0" border="0" style="width:100%;max-width:600px">
            <tr><td style="padding-bottom:16px;border-bottom:2px solid {Ink}"><div style="font-size:14px;color:{Quiet}">{Words(frame.Whose)}</div><h1 style="margin:4px 0 0;font-size:26px;line-height:1.25"><a href="{Safe(frame.Link)}" style="color:{Ink};text-decoration:none">{Name(frame.Board)}</a></h1></td></tr>
            {string.Concat(pieces.Select(piece => Piece(piece, frame, side)))}
            <tr><td style="padding-top:16px;font-size:13px;color:{Quiet}">{Words(frame.Reach)}<br><a href="{Safe(frame.Link)}" style="color:{Ink}">{Safe(frame.OpenLabel)}</a>{(frame.Stop is { } stop ? $" &nbsp;·&nbsp; <a href=\"{Safe(stop)}\" style=\"color:{Quiet}\">{Safe(frame.StopLabel)}</a>" : "")}</td></tr>
            </table></td></tr></table></body></html>
            """;
    }

    private static string Piece(LetterPiece piece, LetterFrame frame, string side)
    {
        // What somebody wrote has a side of its own; what is put together here is read from the page's.
        var title = piece.IsNamed ? Name(piece.Title) : Safe(piece.Title);
        var text = new StringBuilder($"<tr><td style=\"padding:20px 0;border-bottom:1px solid {Rule}\">");
        text.Append(CultureInfo.InvariantCulture, $"<h2 style=\"margin:0;font-size:17px;line-height:1.3\">{(piece.Query is { } query ? $"<a href=\"{Safe(frame.Scores + query)}\" style=\"color:{Ink};text-decoration:{(frame.ShowsPaths ? "underline" : "none")}\">{title}</a>" : title)}</h2>");
        if (piece.About.Length > 0) text.Append(CultureInfo.InvariantCulture, $"<div style=\"font-size:13px;color:{Quiet}\">{Words(piece.About)}</div>");
        if (piece.Value is { } value) text.Append(CultureInfo.InvariantCulture, $"<div style=\"font-size:34px;font-weight:bold;line-height:1.3\">{Words(value)}</div>");
        foreach (var sentence in piece.Sentences) text.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:4px 0 0;font-size:14px\" dir=\"{(piece.Query is null ? "auto" : side)}\">{Words(sentence)}</p>");
        if (piece.Bars.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"<table dir=\"{side}\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin-top:12px;width:100%;font-size:13px\">{string.Concat(piece.Bars.Select(bar => Row(bar, side)))}</table>");
        foreach (var line in piece.Lines)
            text.Append(CultureInfo.InvariantCulture, $"<p style=\"margin:8px 0 0;font-size:14px\"><a href=\"{Safe(frame.Scores + line.Path)}\" style=\"color:{Ink}\">{Words(line.Label)}</a><br><span style=\"color:{Quiet}\">{Words(line.Told)}</span></p>");
        return text.Append("</td></tr>\n").ToString();
    }

    private static string Row(LetterBar bar, string side) => $"""
        <tr><td style="padding:4px 0">{Words(bar.Label)}</td><td width="{BarWidth}" style="padding:4px 10px;width:{BarWidth}px"><table role="presentation" dir="{side}" width="{BarWidth}" cellpadding="0" cellspacing="0" border="0" style="table-layout:fixed"><tr>{Cells(bar)}</tr></table></td><td style="padding:4px 0;color:{Quiet}">{Words(bar.Told)}</td></tr>
        """;

    // Cells from the side of reading on: nothing, the interval, the number within it, the interval, nothing.
    private static string Cells(LetterBar bar)
    {
        const int mark = 4;
        var (from, to) = ((int)Math.Round(bar.From * BarWidth), (int)Math.Round(bar.To * BarWidth));
        if (bar.Mark is not { } at) return Cell(from, null) + Cell(Math.Max(to - from, to > 0 ? 2 : 0), Ink) + Cell(BarWidth - Math.Max(to, 2), null);
        var middle = Math.Clamp((int)Math.Round(at * BarWidth) - (mark / 2), from, Math.Max(from, Math.Min(to, BarWidth) - mark));
        return Cell(from, null) + Cell(middle - from, Soft) + Cell(mark, Ink) + Cell(to - middle - mark, Soft) + Cell(BarWidth - Math.Max(to, middle + mark), null);
    }

    private static string Cell(int width, string? colour) => width <= 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"<td width=\"{width}\" height=\"12\" style=\"width:{width}px;height:12px;line-height:12px;font-size:1px{(colour is null ? "" : $";background:{colour}")}\"{(colour is null ? "" : $" bgcolor=\"{colour}\"")}>&nbsp;</td>");

    private static string Name(string name) => $"<bdi dir=\"auto\">{Safe(name)}</bdi>";

    // Many mail programs know spans better than isolates.
    private static string Words(string words) => Safe(words).Replace("\u2066", "<span dir=\"ltr\" style=\"white-space:nowrap\">", StringComparison.Ordinal).Replace("\u2069", "</span>", StringComparison.Ordinal)
        .ReplaceLineEndings("<br>");

    // What somebody wrote opens and closes nothing of ours.
    private static string Safe(string words) => WebUtility.HtmlEncode(words);
}
