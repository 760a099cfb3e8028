using Kolot.Core.Listen.Sending;

namespace Kolot.Core.Tests.Listen.Sending;

public sealed class StopLinkTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(at => (byte)at)];
    private static readonly byte[] Other = [.. Enumerable.Range(1, 32).Select(at => (byte)at)];
    private static readonly Guid Ruti = new("0199c0de-0000-7000-8000-000000000001");
    private static readonly byte[] Mark = [.. Enumerable.Repeat((byte)7, 32)];

    [Fact]
    public void What_was_signed_is_opened_with_nothing_but_the_key_also_where_a_newer_one_came()
    {
        var secret = new StopLink(Ruti, Mark).Sealed(Key);

        var opened = StopLink.Opened([Other, Key], secret);

        Assert.Equal((Ruti, Convert.ToHexString(Mark)), (opened!.Customer, Convert.ToHexString(opened.Mark)));
        Assert.Null(StopLink.Opened([Other], secret));
    }

    [Fact]
    public void Whatever_letter_is_changed_it_opens_nothing()
    {
        var secret = new StopLink(Ruti, Mark).Sealed(Key);

        for (var at = 0; at < secret.Length; at++)
            Assert.Null(StopLink.Opened([Key], secret[..at] + (secret[at] == 'A' ? 'B' : 'A') + secret[(at + 1)..]));
        Assert.All(["", secret[1..], secret + "A", new string('=', secret.Length), new string('א', secret.Length)], wrong => Assert.Null(StopLink.Opened([Key], wrong)));
        Assert.Null(StopLink.Opened([Key], null));
    }
}
