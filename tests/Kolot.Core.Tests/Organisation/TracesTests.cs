using Kolot.Core.Organisation;

namespace Kolot.Core.Tests.Organisation;

public sealed class TracesTests
{
    private static readonly HashSet<WrittenIdentity> Ruti = [new("mail", "ruti@abraham.example"), new("phone", "+972521234567")];

    [Theory]
    [InlineData("לכתוב לruti@abraham.example. תודה", "לכתוב ל[…]. תודה")]
    [InlineData("Ruti@Abraham.Example,ruti2@abraham.example", "[…],ruti2@abraham.example")]
    [InlineData("ruti@abraham.example.csv", "[…].csv")]
    [InlineData("052-1234567 / 054-1112222", "[…] / 054-1112222")]
    [InlineData("054-1112222 052 123 45 67!", "054-1112222 […]!")]
    [InlineData("+972 (52) 123-4567", "[…]")]
    [InlineData("tel:00972521234567;", "tel:[…];")]
    [InlineData("0521234567", "[…]")]
    [InlineData("הזמנה 521234567 מ־2025", "הזמנה 521234567 מ־2025")]
    [InlineData("10521234567", "10521234567")]
    [InlineData("", "")]
    public void Whoever_is_gone_is_taken_out_of_a_text_however_they_were_written_and_nobody_else(string said, string left) =>
        Assert.Equal(left, Traces.Without(said, Ruti.Contains));

    [Fact]
    public void A_text_of_digits_alone_is_looked_through_in_short_time() =>
        Assert.False(Traces.Holds(string.Concat(Enumerable.Repeat("0501 ", 4_000)) + new string('9', 20_000), Ruti.Contains));

    [Fact]
    public void A_tombstone_tells_nothing_without_its_secret_and_is_the_same_for_a_phone_and_its_whatsapp()
    {
        var (secret, other) = (new byte[32], Enumerable.Repeat((byte)1, 32).ToArray());
        var phone = TombstoneMarks.Of(new("phone", "+972521234567"));

        Assert.Equal(phone, TombstoneMarks.Of(new("whatsapp", "+972521234567")));
        Assert.NotEqual(TombstoneMarks.Hash(secret, phone), TombstoneMarks.Hash(other, phone));
    }

    [Theory]
    [InlineData("  רותי   אברהם ", true)]
    [InlineData("רותי", false)]
    public void An_erasure_is_confirmed_by_typing_whom(string typed, bool confirmed) => Assert.Equal(confirmed, Erasures.RefuseUnless(typed, "רותי אברהם") is null);
}
