using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Kolot.Shell;

/// <summary>One sheet of a workbook.</summary>
/// <param name="Name">Its name; what a sheet cannot be called is left out of it.</param>
/// <param name="Columns">The heads of its columns, which stay in sight.</param>
/// <param name="Rows">Its rows: words, numbers, days, or null for an empty cell.</param>
public sealed record XlsxSheet(string Name, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows);

/// <summary>Workbooks for spreadsheets (ECMA-376): numbers are numbers, days are days, words are words and never run; a sheet is read from the reader's side.</summary>
public static class XlsxFile
{
    /// <summary>Its type, for a browser.</summary>
    public const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Content = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const int LongestCell = 32_767;
    private const int LongestName = 31;

    // Styles by number: plain, head, day, and words that would be a formula if somebody edited the cell.
    private const string Styles = $"""
        <styleSheet xmlns="{Main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
        <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/></cellXfs></styleSheet>
        """;

    /// <summary>The file.</summary>
    /// <param name="sheets">Its sheets; at least one.</param>
    /// <param name="rightToLeft">Whether they are read from right to left.</param>
    public static byte[] Of(IReadOnlyList<XlsxSheet> sheets, bool rightToLeft)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            var all = Enumerable.Range(1, sheets.Count);
            Write(zip, "[Content_Types].xml", $"""
                <Types xmlns="{Package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>
                <Override PartName="/xl/workbook.xml" ContentType="{Content}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="{Content}.styles+xml"/>
                {string.Concat(all.Select(at => $"<Override PartName=\"/xl/worksheets/sheet{at}.xml\" ContentType=\"{Content}.worksheet+xml\"/>"))}</Types>
                """);
            Write(zip, "_rels/.rels", $"<Relationships xmlns=\"{Package}/relationships\"><Relationship Id=\"rId1\" Type=\"{Links}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Write(zip, "xl/_rels/workbook.xml.rels", $"""
                <Relationships xmlns="{Package}/relationships"><Relationship Id="rId0" Type="{Links}/styles" Target="styles.xml"/>
                {string.Concat(all.Select(at => $"<Relationship Id=\"rId{at}\" Type=\"{Links}/worksheet\" Target=\"worksheets/sheet{at}.xml\"/>"))}</Relationships>
                """);
            Write(zip, "xl/styles.xml", Styles);
            WriteBook(zip, sheets);
            foreach (var (at, sheet) in sheets.Index()) WriteSheet(zip, at + 1, sheet, rightToLeft);
        }

        return file.ToArray();
    }

    private static void WriteBook(ZipArchive zip, IReadOnlyList<XlsxSheet> sheets)
    {
        using var xml = Open(zip, "xl/workbook.xml");
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Links);
        xml.WriteStartElement("sheets", Main);
        foreach (var (at, sheet) in sheets.Index())
        {
            xml.WriteStartElement("sheet", Main);
            xml.WriteAttributeString("name", NameOf(sheet.Name, at));
            xml.WriteAttributeString("sheetId", Text(at + 1));
            xml.WriteAttributeString("r", "id", Links, $"rId{at + 1}");
            xml.WriteEndElement();
        }
    }

    private static void WriteSheet(ZipArchive zip, int number, XlsxSheet sheet, bool rightToLeft)
    {
        using var xml = Open(zip, $"xl/worksheets/sheet{number}.xml");
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw($"<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"{(rightToLeft ? " rightToLeft=\"1\"" : "")}><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (var column = 1; column <= sheet.Columns.Count; column++)
        {
            var longest = sheet.Rows.Select(row => row[column - 1] is string text ? text.Length : 11).Append(sheet.Columns[column - 1].Length).Max();
            xml.WriteRaw($"<col min=\"{column}\" max=\"{column}\" width=\"{Text(Math.Clamp(longest + 2, 9, 60))}\" customWidth=\"1\"/>");
        }

        xml.WriteRaw("</cols>");
        xml.WriteStartElement("sheetData", Main);
        WriteRow(xml, 1, sheet.Columns, head: true);
        foreach (var (at, row) in sheet.Rows.Index()) WriteRow(xml, at + 2, row, head: false);
        xml.WriteEndElement();
        // On paper all columns fit on one sheet of A4, lying.
        xml.WriteRaw("<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>");
    }

    private static void WriteRow(XmlWriter xml, int number, IReadOnlyList<object?> cells, bool head)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", Text(number));
        for (var at = 0; at < cells.Count; at++)
        {
            if (cells[at] is not { } value || value is double.NaN or double.PositiveInfinity or double.NegativeInfinity) continue;
            xml.WriteStartElement("c", Main);
            xml.WriteAttributeString("r", Column(at) + Text(number));
            var words = value as string;
            var style = head ? 1 : value is DateOnly ? 2 : words is { Length: > 0 } && CsvFile.FormulaSigns.Contains(words[0]) ? 3 : 0;
            if (style > 0) xml.WriteAttributeString("s", Text(style));
            if (words is null) xml.WriteElementString("v", Main, Number(value));
            else WriteWords(xml, words);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // Words within the cell are never taken for a formula.
    private static void WriteWords(XmlWriter xml, string words)
    {
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is", Main);
        xml.WriteStartElement("t", Main);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(Sound(words));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static string Number(object value) => value switch
    {
        DateOnly day => Text((int)day.ToDateTime(TimeOnly.MinValue).ToOADate()),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException("A cell holds words, a number or a day.", nameof(value)),
    };

    private static string NameOf(string name, int at)
    {
        var kept = string.Concat(Sound(name).Where(letter => !"[]:*?/\\'".Contains(letter, StringComparison.Ordinal))).Trim();
        return kept.Length == 0 ? Text(at + 1) : kept[..Math.Min(kept.Length, LongestName)];
    }

    // What XML cannot hold is not there; half a letter at the cut neither.
    private static string Sound(string words)
    {
        var sound = new StringBuilder(Math.Min(words.Length, LongestCell));
        foreach (var rune in words.EnumerateRunes())
        {
            if (sound.Length + rune.Utf16SequenceLength > LongestCell) break;
            if (rune.Value is 0x9 or 0xA or 0xD || (rune.Value >= 0x20 && rune.Value is not (0xFFFE or 0xFFFF))) sound.Append(rune.ToString());
        }

        return sound.ToString();
    }

    private static string Column(int at) => (at >= 26 ? ((char)('A' + (at / 26) - 1)).ToString() : "") + (char)('A' + (at % 26));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static XmlWriter Open(ZipArchive zip, string name) =>
        XmlWriter.Create(zip.CreateEntry(name).Open(), new() { Encoding = new UTF8Encoding(false), CloseOutput = true });

    private static void Write(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml.ReplaceLineEndings(""));
    }
}
