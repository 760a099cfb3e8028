using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Kolot.Shell;

/// <summary>Writes a workbook row by row, so that a large one needs no more memory than a small one. See <see cref="XlsxFile"/>.</summary>
public sealed class XlsxBook : IDisposable
{
    /// <summary>How many rows a sheet has room for, its head counted.</summary>
    public const int MostRows = 1_048_576;

    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Content = "application/vnd.openxmlformats-officedocument.spreadsheetml";
    private const int LongestCell = 32_767;
    private const int LongestName = 31;

    // Styles by number: plain, head, day, words that would be a formula if somebody edited the cell, and moment.
    private const string Styles = $"""
        <styleSheet xmlns="{Main}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/><numFmt numFmtId="165" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>
        <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left/><right/><top/><bottom style="thin"/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
        <xf numFmtId="0" fontId="1" fillId="0" borderId="1" xfId="0" applyFont="1" applyBorder="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>
        <xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
        <xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>
        <xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs></styleSheet>
        """;

    private readonly ZipArchive zip;
    private readonly bool rightToLeft;
    private readonly List<string> names = [];
    private (string Name, IReadOnlyList<string> Columns, IReadOnlyList<int> Longest) sheet = ("", [], []);
    private XmlWriter? xml;
    private int rows;
    private int more;

    /// <summary>Begins a workbook, which is left open behind it.</summary>
    /// <param name="file">Where it is written to; need not be able to go back.</param>
    /// <param name="rightToLeft">Whether its sheets are read from right to left.</param>
    public XlsxBook(Stream file, bool rightToLeft) => (zip, this.rightToLeft) = (new(file, ZipArchiveMode.Create, leaveOpen: true), rightToLeft);

    /// <summary>Begins a sheet. What has no room on it goes on one more of the same name with a number.</summary>
    /// <param name="name">Its name; what a sheet cannot be called is left out of it.</param>
    /// <param name="columns">The heads of its columns, which stay in sight.</param>
    /// <param name="longest">How many letters each column holds at most, for its width.</param>
    public void Begin(string name, IReadOnlyList<string> columns, IReadOnlyList<int> longest)
    {
        (sheet, more) = ((name, columns, longest), 1);
        BeginSheet(name);
    }

    /// <summary>Writes a row: words, numbers, days, or null for an empty cell.</summary>
    public void Row(IReadOnlyList<object?> cells)
    {
        if (rows == MostRows) BeginSheet($"{sheet.Name[..Math.Min(sheet.Name.Length, LongestName - 4)]} {Text(++more)}");
        WriteRow(xml ?? throw new InvalidOperationException("No sheet was begun."), ++rows, cells, head: false);
    }

    /// <summary>Ends the workbook: what it consists of stands at its end.</summary>
    public void Dispose()
    {
        EndSheet();
        var all = Enumerable.Range(1, names.Count);
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
        WriteBook();
        zip.Dispose();
    }

    private void WriteBook()
    {
        using var book = Open(zip, "xl/workbook.xml");
        book.WriteStartElement("workbook", Main);
        book.WriteAttributeString("xmlns", "r", null, Links);
        book.WriteStartElement("sheets", Main);
        foreach (var (at, name) in names.Index())
        {
            book.WriteStartElement("sheet", Main);
            book.WriteAttributeString("name", name);
            book.WriteAttributeString("sheetId", Text(at + 1));
            book.WriteAttributeString("r", "id", Links, $"rId{at + 1}");
            book.WriteEndElement();
        }
    }

    private void BeginSheet(string name)
    {
        EndSheet();
        names.Add(NameOf(name, names.Count));
        xml = Open(zip, $"xl/worksheets/sheet{names.Count}.xml");
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw($"<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr><sheetViews><sheetView workbookViewId=\"0\"{(rightToLeft ? " rightToLeft=\"1\"" : "")}><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        foreach (var (at, longest) in sheet.Longest.Index())
            xml.WriteRaw($"<col min=\"{at + 1}\" max=\"{at + 1}\" width=\"{Text(Math.Clamp(longest + 2, 9, 60))}\" customWidth=\"1\"/>");
        xml.WriteRaw("</cols>");
        xml.WriteStartElement("sheetData", Main);
        WriteRow(xml, rows = 1, sheet.Columns, head: true);
    }

    private void EndSheet()
    {
        if (xml is null) return;
        xml.WriteEndElement();
        // On paper all columns fit on one sheet of A4, lying.
        xml.WriteRaw("<pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/>");
        xml.Dispose();
        xml = null;
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
            var style = head ? 1 : value is DateOnly ? 2 : value is DateTime ? 4 : words is { Length: > 0 } && CsvFile.FormulaSigns.Contains(words[0]) ? 3 : 0;
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
        DateTime moment => moment.ToOADate().ToString("R", CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException("A cell holds words, a number, a day or a moment.", nameof(value)),
    };

    private static string NameOf(string name, int at)
    {
        var kept = string.Concat(Sound(name).Where(letter => !"[]:*?/\\'".Contains(letter, StringComparison.Ordinal))).Trim();
        return kept.Length == 0 ? Text(at + 1) : kept[..Math.Min(kept.Length, LongestName)];
    }

    // What XML cannot hold is not there; half a letter at the cut neither.
    private static string Sound(string words)
    {
        // Hardly any text holds one that is not.
        if (words.Length <= LongestCell && !words.AsSpan().ContainsAnyExceptInRange(' ', '\uD7FF')) return words;
        var sound = new StringBuilder(Math.Min(words.Length, LongestCell));
        foreach (var rune in words.EnumerateRunes())
        {
            if (sound.Length + rune.Utf16SequenceLength > LongestCell) break;
            if (rune.Value is 0x9 or 0xA or 0xD || (rune.Value >= 0x20 && rune.Value is not (0xFFFE or 0xFFFF))) sound.Append(rune.ToString());
        }

        return sound.ToString();
    }

    private static string Column(int at) => (at >= 26 ? Column((at / 26) - 1) : "") + (char)('A' + (at % 26));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static XmlWriter Open(ZipArchive zip, string name) =>
        XmlWriter.Create(zip.CreateEntry(name).Open(), new() { Encoding = new UTF8Encoding(false), CloseOutput = true });

    private static void Write(ZipArchive zip, string name, string xml)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n" + xml.ReplaceLineEndings(""));
    }
}
