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
    public void Who_answers_is_proven_by_the_organisations_secret_alone_and_not_for_long()
    {
        // As openssl writes it: printf 'crm:7733:1790000000' | openssl dgst -sha256 -hmac kolot_site_abc
        const string Signed = "43ec3305009c7eadc2369903f40a554f95bfc922b03ad69d189df2a6eba0ce95";
        var end = DateTimeOffset.FromUnixTimeSeconds(1790000000);
        SiteProof? Proven(string? secret, string who, string signed, string until = "1790000000", double hours = -1) => SiteSignature.Proven(secret, new(who, until, signed), end.AddHours(hours));
        Assert.Equal(Signed, SiteSignature.Of("kolot_site_abc", "crm", "7733", 1790000000));
        Assert.Equal(("crm", "7733"), Proven("kolot_site_abc", "crm:7733", Signed) is { } who ? (who.Customer.Source, who.Customer.Id) : default);
        Assert.NotNull(Proven("kolot_site_abc", "crm:7733", Signed.ToUpperInvariant(), hours: -24));
        Assert.Null(Proven("kolot_site_abc", "crm:7734", Signed));
        Assert.Null(Proven("kolot_site_abd", "crm:7733", Signed));
        Assert.Null(Proven(null, "crm:7733", Signed));
        Assert.Null(Proven("kolot_site_abc", "crm:7733", ""));
        Assert.Null(Proven("kolot_site_abc", "7733", Signed));

        // Over, put off by whoever holds the address, without an end, and for longer than anybody answers.
        Assert.Null(Proven("kolot_site_abc", "crm:7733", Signed, hours: 0.01));
        Assert.Null(Proven("kolot_site_abc", "crm:7733", Signed, until: "1790003600"));
        Assert.Null(Proven("kolot_site_abc", "crm:7733", Signed, until: ""));
        Assert.Null(Proven("kolot_site_abc", "crm:7733", Signed, hours: -25));
    }

    [Fact]
    public void Whoever_is_proven_is_known_by_one_mark_however_often_that_is_signed_anew()
    {
        string? Mark(string id, long until) => SiteSignature.Proven("kolot_site_abc", new($"crm:{id}", $"{until}", SiteSignature.Of("kolot_site_abc", "crm", id, until)), DateTimeOffset.FromUnixTimeSeconds(until - 60))?.Mark;

        Assert.Equal(Mark("7733", 1790000000), Mark("7733", 1790009999));
        Assert.NotEqual(Mark("7733", 1790000000), Mark("7734", 1790000000));
    }
}
