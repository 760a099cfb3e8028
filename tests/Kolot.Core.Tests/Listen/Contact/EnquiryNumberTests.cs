using Kolot.Core.Listen.Contact;

namespace Kolot.Core.Tests.Listen.Contact;

public sealed class EnquiryNumberTests
{
    [Fact]
    public void Each_enquiry_has_a_number_of_its_own_that_leads_back_to_it()
    {
        var seen = new HashSet<string>();
        foreach (var running in Enumerable.Range(1, 20_000).Select(number => (long)number).Concat([899_999, 900_000, 900_001, 9_900_000, 9_900_001, 123_456_789]))
        {
            var number = EnquiryNumber.Of(running);
            Assert.True(seen.Add(number), $"{number} was given twice.");
            Assert.Equal(running, EnquiryNumber.Read(number));
        }

        Assert.All(seen.Take(20_000), number => Assert.Equal(7, number.Length));
    }

    [Fact]
    public void A_misheard_digit_and_two_that_were_swapped_lead_nowhere()
    {
        foreach (var running in Enumerable.Range(1, 300))
        {
            var number = EnquiryNumber.Of(running);
            for (var at = 0; at < number.Length; at++)
            {
                foreach (var other in "0123456789".Where(digit => digit != number[at])) Assert.Null(EnquiryNumber.Read(number[..at] + other + number[(at + 1)..]));
                if (at > 0 && number[at] != number[at - 1]) Assert.Null(EnquiryNumber.Read(number[..(at - 1)] + number[at] + number[at - 1] + number[(at + 1)..]));
            }
        }
    }


    [Theory]
    [InlineData(" 371 828 ")]
    [InlineData("כתבו")]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("371828")]
    [InlineData("99999999999999999999")]
    [InlineData("371٨٢٨0")]
    public void What_is_no_number_of_an_enquiry_is_none(string? typed) => Assert.Null(EnquiryNumber.Read(typed));

    [Fact]
    public void It_is_read_as_it_is_spoken() => Assert.Equal(41, EnquiryNumber.Read($" {EnquiryNumber.Spoken(41).Replace('\u00a0', '-')}"));

    [Fact]
    public void Its_two_parts_never_change_places_within_hebrew() => Assert.Matches("^[0-9]{3}\u00a0[0-9]{4}$", EnquiryNumber.Spoken(41));
}
