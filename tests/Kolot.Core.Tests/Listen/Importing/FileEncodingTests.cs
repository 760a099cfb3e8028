using System.Text;
using Kolot.Core.Listen.Importing;

namespace Kolot.Core.Tests.Listen.Importing;

public sealed class FileEncodingTests
{
    private const string Hebrew = "תאריך,תוכן,ציון\n22/11/2026,\"השירות היה מצוין, תודה לכולם\",9\n23/11/2026,לא חזרו אליי שלושה ימים,2\n";

    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1255) ?? Encoding.UTF8;

    [Fact]
    public void Hebrew_is_told_apart_in_every_encoding_that_offices_use()
    {
        Assert.Equal("utf-8", FileEncoding.Guess(Encoding.UTF8.GetBytes(Hebrew)));
        Assert.Equal("utf-8", FileEncoding.Guess([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Hebrew)]));
        Assert.Equal("utf-16", FileEncoding.Guess([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Hebrew)]));
        Assert.Equal("utf-16be", FileEncoding.Guess([.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Hebrew)]));
        Assert.Equal("utf-16", FileEncoding.Guess(Encoding.Unicode.GetBytes(Hebrew)));
        Assert.Equal("windows-1255", FileEncoding.Guess(Windows.GetBytes(Hebrew)));
    }

    [Fact]
    public void Hebrew_in_the_order_of_its_looks_is_known_by_final_letters_that_begin_words()
    {
        var turned = string.Join('\n', Hebrew.Split('\n').Select(line => new string([.. line.Reverse()])));

        Assert.Equal("iso-8859-8", FileEncoding.Guess(Windows.GetBytes(turned)));
    }

    [Fact]
    public void Nothing_but_ASCII_is_UTF_8_and_accented_Latin_is_Western()
    {
        Assert.Equal("utf-8", FileEncoding.Guess("id,text\n1,fine"u8));
        Assert.Equal("windows-1252", FileEncoding.Guess(Encoding.Latin1.GetBytes("nom,avis\nAndré,très bien\nZoë,déçu\n")));
    }

    [Fact]
    public void A_letter_cut_in_two_at_the_end_changes_nothing()
    {
        var bytes = Encoding.UTF8.GetBytes(Hebrew + "אבג");

        Assert.Equal("utf-8", FileEncoding.Guess(bytes.AsSpan(0, bytes.Length - 1)));
    }

    [Fact]
    public void One_broken_letter_in_a_long_file_is_damage_and_not_another_encoding()
    {
        var bytes = Encoding.UTF8.GetBytes(Hebrew);
        bytes[^3] = 0xFF;

        Assert.Equal("utf-8", FileEncoding.Guess(bytes));
    }

    [Theory]
    [InlineData("שלום", "םולש")]
    [InlineData("חיוב של 250 ש\"ח (כפול)", "(לופכ) ח\"ש 250 לש בויח")]
    [InlineData("פנו אל dana@example.com היום", "םויה dana@example.com לא ונפ")]
    [InlineData("Only English 12", "Only English 12")]
    public void Hebrew_that_was_written_as_it_looks_is_turned_and_numbers_stay(string read, string written) =>
        Assert.Equal(read, VisualOrder.ToLogical(written));
}
