using System.IO.Compression;
using System.Text;
using Kolot.Core.Listen.Importing;
using Kolot.Listen.Importing;

namespace Kolot.Tests.Listen.Importing;

public sealed class FileRowsTests
{
    [Fact]
    public void Quotes_hold_delimiters_line_ends_and_doubled_quotes() =>
        Assert.Equal(["1|a, b\nc|said \"no\"", "2||x"], Read("1,\"a, b\nc\",\"said \"\"no\"\"\"\r\n2,,x\r\n", ','));

    [Theory]
    [InlineData("חברה בע\"מ;עו\"ד כהן\n", "חברה בע\"מ|עו\"ד כהן")]
    [InlineData("\"חברה בע\"מ\";\"אמר: \"לא\" והלך\"\n", "חברה בע\"מ|אמר: \"לא\" והלך")]
    [InlineData("\"\";\"\"\"\"\n", "|\"")]
    public void Gershayim_that_nobody_doubled_end_no_cell(string text, string cells) => Assert.Equal([cells], Read(text, ';'));

    [Theory]
    [InlineData("windows-1255")]
    [InlineData("iso-8859-8-i")]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    public void Hebrew_is_read_in_the_encoding_that_it_was_written_in(string name)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        byte[] bytes = [.. encoding.GetPreamble(), .. encoding.GetBytes("מזהה,תוכן\n1,\"השירות היה מצוין, תודה לכולם\"\n")];

        using var rows = new DelimitedRows(new MemoryStream(bytes), name, ',');

        Assert.Equal(["מזהה|תוכן", "1|השירות היה מצוין, תודה לכולם"], rows.Read().Select(row => string.Join('|', row.Cells)));
    }

    [Fact]
    public void A_row_with_a_letter_that_cannot_be_read_says_so_and_its_neighbours_come_in()
    {
        byte[] bytes = [.. "1,טוב\n2,"u8, 0xD7, (byte)'\n', .. "3,רע\n"u8];

        using var rows = new DelimitedRows(new MemoryStream(bytes), "utf-8", ',');

        Assert.Equal([null, "broken_letters", null], rows.Read().Select(row => row.Trouble));
    }

    [Theory]
    [InlineData("a,b,c\n1,2,3\n4,5", "cut_short")]
    [InlineData("a,b,c\n1,2,3\n4,5,\"six", "quote_unclosed")]
    [InlineData("a,b,c\n1,2,3\n4,5,6", null)]
    public void A_file_cut_off_in_its_last_row_says_so(string text, string? trouble)
    {
        using var rows = new DelimitedRows(new MemoryStream(Encoding.UTF8.GetBytes(text)), "utf-8", ',');

        Assert.Equal(trouble, rows.Read().Last().Trouble);
    }

    [Fact]
    public void A_quote_that_never_ends_stops_the_reading_instead_of_filling_the_memory()
    {
        using var rows = new DelimitedRows(new MemoryStream(Encoding.UTF8.GetBytes("a\n\"" + new string('x', 2_000_000))), "utf-8", ',');

        Assert.Equal("row 2:quote_unclosed", Assert.Throws<InvalidDataException>(() => rows.Read().Count()).Message);
    }

    [Fact]
    public void A_row_of_more_columns_than_any_table_has_stops_the_reading()
    {
        using var rows = new DelimitedRows(new MemoryStream(Encoding.UTF8.GetBytes("a,b\n" + new string(',', 1_000_000))), "utf-8", ',');

        Assert.Equal("row 2:too_many_columns", Assert.Throws<InvalidDataException>(() => rows.Read().Count()).Message);
    }

    [Fact]
    public void A_row_longer_than_any_form_stops_the_reading()
    {
        using var rows = new DelimitedRows(
            new MemoryStream(Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Repeat(new string('x', 900_000), 5)))), "utf-8", ',');

        Assert.Equal("row 1:row_too_long", Assert.Throws<InvalidDataException>(() => rows.Read().Count()).Message);
    }

    [Fact]
    public void An_encoding_that_nobody_can_choose_is_a_fault_of_the_file_s_reading() =>
        Assert.Equal("encoding:unknown", Assert.Throws<InvalidDataException>(() => new DelimitedRows(new MemoryStream(), "utf-9", ',')).Message);

    [Fact]
    public void An_Excel_file_that_would_fill_the_memory_is_refused_before_it_is_unpacked()
    {
        using var file = new MemoryStream();
        using (var packed = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using (var other = packed.CreateEntry("xl/media/noise.bin", CompressionLevel.NoCompression).Open()) other.Write(new byte[3 << 20]);
            using var texts = packed.CreateEntry("xl/sharedStrings.xml", CompressionLevel.Fastest).Open();
            for (var megabyte = 0; megabyte < 129; megabyte++) texts.Write(new byte[1 << 20]);
        }

        file.Position = 0;

        Assert.Equal("excel_too_large", Assert.Throws<InvalidDataException>(() => new ExcelRows(file)).Message);
    }

    [Fact]
    public void What_only_calls_itself_an_Excel_file_is_refused_with_a_reason()
    {
        var failed = Assert.Throws<InvalidDataException>(() => new ExcelRows(new MemoryStream([.. "PK\u0003\u0004 not really"u8])));

        Assert.Equal("excel_broken", failed.Message);
    }

    [Fact]
    public void The_sample_of_the_house_guesses_itself()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Listen", "Importing", "mappings", "sample-office.csv");

        var mapping = ImportCommand.Guessed(path, RowKind.Voices);

        Assert.Equal(("windows-1255", ';', 1), (mapping.Encoding, mapping.Delimiter, mapping.HeaderRows));
        Assert.Equal([ColumnMeaning.Id, ColumnMeaning.HeardAt, ColumnMeaning.Kind, ColumnMeaning.Channel, ColumnMeaning.Text, ColumnMeaning.Score],
            mapping.Columns.Select(column => column.Meaning));
    }

    private static IEnumerable<string> Read(string text, char delimiter)
    {
        using var rows = new DelimitedRows(new MemoryStream(Encoding.UTF8.GetBytes(text)), "utf-8", delimiter);
        return [.. rows.Read().Select(row => string.Join('|', row.Cells))];
    }
}
