using Kolot.Core.Listen.Contact;
using Kolot.Core.Respond;

namespace Kolot.Core.Tests.Respond;

public sealed class CaseLinkTests
{
    [Fact]
    public void A_link_opens_its_case_for_whom_it_was_signed_and_nothing_else()
    {
        var (key, id) = (Enumerable.Range(0, EnquiryLink.KeyBytes).Select(at => (byte)at).ToArray(), Guid.CreateVersion7());
        var secret = CaseLink.Of(key, id);
        Assert.Equal(id, CaseLink.Opened(key, secret));
        Assert.Null(CaseLink.Opened([.. key.Reverse()], secret));
        Assert.Null(EnquiryLink.Opened(key, secret));
        Assert.Null(CaseLink.Opened(key, EnquiryLink.Of(key, id)));
        Assert.Null(CaseLink.Opened(key, secret[..^1] + (secret[^1] == 'A' ? 'B' : 'A')));
    }
}
