using Kolot.Core.Listen.Contact;

namespace Kolot.Core.Tests.Listen.Contact;

public sealed class EnquiryLinkTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, EnquiryLink.KeyBytes).Select(at => (byte)at)];
    private static readonly Guid Enquiry = new("0199aaaa-0000-7000-8000-000000000001");

    [Fact]
    public void A_signed_address_opens_its_enquiry_and_is_the_same_each_time()
    {
        var secret = EnquiryLink.Of(Key, Enquiry);

        Assert.Equal(Enquiry, EnquiryLink.Opened(Key, secret));
        Assert.Equal(secret, EnquiryLink.Of(Key, Enquiry));
        Assert.Equal(43, secret.Length);
    }

    [Fact]
    public void What_was_changed_cut_or_signed_by_another_opens_nothing()
    {
        var secret = EnquiryLink.Of(Key, Enquiry);
        for (var at = 0; at < secret.Length - 1; at++) Assert.Null(EnquiryLink.Opened(Key, secret[..at] + (secret[at] == 'A' ? 'B' : 'A') + secret[(at + 1)..]));
        Assert.Null(EnquiryLink.Opened([.. Key.Reverse()], secret));
        foreach (var bad in new[] { null, "", secret[..^1], secret + "A", secret + "=", new string('A', 43), new string('%', 43), new string('א', 43), new string('A', 9_000) }) Assert.Null(EnquiryLink.Opened(Key, bad));
    }
}
