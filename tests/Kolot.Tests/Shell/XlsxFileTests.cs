using System.IO.Compression;
using System.Xml.Linq;
using ExcelDataReader;
using Kolot.Shell;

namespace Kolot.Tests.Shell;

public sealed class XlsxFileTests
{
    private static readonly XlsxSheet Sheet = new("מהלך: 1/2", ["יום", "מילים", "מספר", "הערה"],
    [
        [new DateOnly(2026, 3, 1), "=HYPERLINK(\"http://evil.example\")", -12.25, "א\u0001ב"],
        [null, "+972-52-1234567", 1_204L, "שורה\nשנייה & <b>"],
        [new DateOnly(1999, 12, 31), "-", double.NaN, new string('ק', 40_000)],
    ]);

    [Fact]
    public void Numbers_are_numbers_days_are_days_and_words_stay_words()
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(XlsxFile.Of([Sheet], rightToLeft: true)));
        var rows = new List<object?[]>();
        while (reader.Read()) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);

        Assert.Equal("מהלך 12", reader.Name);
        Assert.Equal(Sheet.Columns, rows[0]);
        Assert.Equal([new DateTime(2026, 3, 1), "=HYPERLINK(\"http://evil.example\")", -12.25, "אב"], rows[1]);
        Assert.Equal([null, "+972-52-1234567", 1204.0, "שורה\nשנייה & <b>"], rows[2]);
        Assert.Equal(new DateTime(1999, 12, 31), rows[3][0]);
        Assert.Null(rows[3][2]);
        Assert.Equal(32_767, Assert.IsType<string>(rows[3][3]).Length);
    }

    [Theory]
    [InlineData(true, "1")]
    [InlineData(false, null)]
    public void A_sheet_is_read_from_the_reader_s_side_and_its_heads_stay_in_sight(bool rightToLeft, string? marked)
    {
        var sheet = Part(XlsxFile.Of([Sheet], rightToLeft), "xl/worksheets/sheet1.xml");

        var view = Assert.Single(sheet.Descendants(Name("sheetView")));
        Assert.Equal(marked, (string?)view.Attribute("rightToLeft"));
        Assert.Equal("frozen", (string?)view.Element(Name("pane"))?.Attribute("state"));
    }

    [Fact]
    public void Nothing_in_it_runs_not_even_once_somebody_edits_the_cell()
    {
        var file = XlsxFile.Of([Sheet], rightToLeft: true);
        var cells = Part(file, "xl/worksheets/sheet1.xml").Descendants(Name("c")).ToDictionary(cell => (string?)cell.Attribute("r") ?? "");
        var quoted = Part(file, "xl/styles.xml").Descendants(Name("cellXfs")).Elements().Select(style => (string?)style.Attribute("quotePrefix") == "1").ToList();

        Assert.Empty(Part(file, "xl/worksheets/sheet1.xml").Descendants(Name("f")));
        Assert.All(new[] { "B2", "B3", "B4" }, cell => Assert.True(quoted[(int?)cells[cell].Attribute("s") ?? 0], cell));
        Assert.Null(cells["C2"].Attribute("t"));
    }

    private static XName Name(string name) => XName.Get(name, "http://schemas.openxmlformats.org/spreadsheetml/2006/main");

    private static XDocument Part(byte[] file, string name)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var part = (zip.GetEntry(name) ?? throw new InvalidOperationException(name)).Open();
        return XDocument.Load(part);
    }
}
