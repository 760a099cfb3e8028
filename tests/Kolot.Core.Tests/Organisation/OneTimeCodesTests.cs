using System.Text;
using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Organisation;

public sealed class OneTimeCodesTests
{
    // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long at, string code) =>
        Assert.Equal(code, OneTimeCodes.CodeOf(Secret, OneTimeCodes.StepOf(DateTimeOffset.FromUnixTimeSeconds(at))));

    [Fact]
    public void A_telephone_may_be_half_a_minute_fast_or_slow_and_no_more()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var step = OneTimeCodes.StepOf(at);

        Assert.Equal([null, step - 1, step, step + 1, null],
            Enumerable.Range(-2, 5).Select(off => OneTimeCodes.StepFor(Secret, OneTimeCodes.CodeOf(Secret, step + off), at)));
        Assert.Null(OneTimeCodes.StepFor(Secret, "", at));
        Assert.Null(OneTimeCodes.StepFor(Secret, OneTimeCodes.CodeOf(Secret, step) + "0", at));
    }

    // RFC 4648, section 10.
    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void A_secret_is_written_in_base_32(string bytes, string text) => Assert.Equal(text, OneTimeCodes.Text(Encoding.ASCII.GetBytes(bytes)));

    [Fact]
    public void The_address_for_an_app_names_the_house_and_the_account() =>
        Assert.Equal("otpauth://totp/Kolot:dana%40cafe.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Kolot", OneTimeCodes.Address(Secret, "Kolot", "dana@cafe.example"));
}
