using Kolot.Core.Listen.Sharing;

namespace Kolot.Core.Tests.Listen.Sharing;

public sealed class SitesTests
{
    [Theory]
    [InlineData("https://shop.example", "https://shop.example")]
    [InlineData("HTTPS://Shop.Example/basket?x=1", "https://shop.example")]
    [InlineData("shop.example:8443", "https://shop.example:8443")]
    [InlineData("http://127.0.0.1:5081/", "http://127.0.0.1:5081")]
    [InlineData("https://חנות.example", "https://xn--9dbd1a4b.example")]
    [InlineData("ftp://shop.example", null)]
    [InlineData("https://user@shop.example", null)]
    [InlineData("https://*.example", null)]
    [InlineData("https://a.example; script-src *", null)]
    [InlineData("'self'", null)]
    public void A_site_is_known_by_its_origin(string typed, string? origin) => Assert.Equal(origin, SiteOrigins.Of(typed));

    [Fact]
    public void Sites_are_read_line_by_line_and_one_that_is_none_is_refused()
    {
        Assert.Equal(["https://a.example", "https://b.example"], SiteOrigins.Read("https://a.example\r\nb.example/\n\nhttps://a.example").Value);
        Assert.Empty(SiteOrigins.Read("").Value);
        Assert.Equal(new Refusal.Invalid("origins", "not_a_site").Faults, ((Refusal.Invalid?)SiteOrigins.Read("https://a.example\nftp://b.example").Refusal)?.Faults);
    }

    [Fact]
    public void Who_answers_is_proven_by_the_organisations_secret_alone()
    {
        // As openssl writes it: printf 'crm:7733' | openssl dgst -sha256 -hmac kolot_site_abc
        const string Signed = "4b15e70f5452878ae725bc93c5accd2cc08199c5043ed9c9cca20b123c4033c4";
        Assert.Equal(Signed, SiteSignature.Of("kolot_site_abc", "crm", "7733"));
        Assert.Equal(("crm", "7733"), SiteSignature.Proven("kolot_site_abc", "crm:7733", Signed) is { } who ? (who.Source, who.Id) : default);
        Assert.NotNull(SiteSignature.Proven("kolot_site_abc", "crm:7733", Signed.ToUpperInvariant()));
        Assert.Null(SiteSignature.Proven("kolot_site_abc", "crm:7734", Signed));
        Assert.Null(SiteSignature.Proven("kolot_site_abd", "crm:7733", Signed));
        Assert.Null(SiteSignature.Proven(null, "crm:7733", Signed));
        Assert.Null(SiteSignature.Proven("kolot_site_abc", "crm:7733", ""));
        Assert.Null(SiteSignature.Proven("kolot_site_abc", "7733", Signed));
    }
}
