using System.Text;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class FileKindTests
{
    [Theory]
    [InlineData("FFD8FFE000104A46", "image/jpeg")]
    [InlineData("89504E470D0A1A0A0000000D49484452", "image/png")]
    [InlineData("474946383961", "image/gif")]
    [InlineData("524946461A00000057454250", "image/webp")]
    [InlineData("000000186674797068656963", "image/heic")]
    [InlineData("255044462D312E37", "application/pdf")]
    [InlineData("3C68746D6C3E3C7363726970743E", null)]
    [InlineData("3C73766720786D6C6E733D22687474703A", null)]
    [InlineData("504B0304140000000800", null)]
    [InlineData("4D5A90000300000004000000", null)]
    [InlineData("FFD8", null)]
    [InlineData("", null)]
    public void A_file_is_what_it_holds(string start, string? kind) => Assert.Equal(kind, FileKind.Of(Convert.FromHexString(start))?.MediaType);

    [Theory]
    [InlineData("קבלה.png", "קבלה.png")]
    [InlineData(@"D:\ruti\photo.JPG", "photo.png")]
    [InlineData("../../etc/passwd", "passwd.png")]
    [InlineData("invoice\u202Egpj.exe", "invoicegpj.png")]
    [InlineData("a\r\nSet-Cookie: x.png", "aSet-Cookie: x.png")]
    [InlineData(".png", ".png.png")]
    [InlineData("", "file.png")]
    public void Its_name_is_bare_of_tricks_and_ends_as_its_kind_does(string came, string name) =>
        Assert.Equal(name, FileKind.Of(Convert.FromHexString("89504E470D0A1A0A"))?.Named(came));

    [Fact]
    public void A_long_name_is_cut_between_letters()
    {
        var name = FileKind.Of("%PDF-"u8)?.Named(string.Concat(Enumerable.Repeat("😀", 80)) + ".pdf") ?? "";

        Assert.True(name.Length <= 110);
        Assert.Equal(name, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)));
    }
}
