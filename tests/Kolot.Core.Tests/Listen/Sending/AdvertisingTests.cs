using Kolot.Core.Listen.Sending;

namespace Kolot.Core.Tests.Listen.Sending;

public sealed class AdvertisingTests
{
    [Theory]
    [InlineData("שלום {name}, איך היה הביקור? דקה אחת ונדע: {link}")]
    [InlineData("רצינו לדעת איך היה. אנחנו קוראים כל תשובה. תודה, קפה תמר")]
    [InlineData("Hello {name}, how was your visit to the café? It takes a minute: {link}. We read every answer and deal with what went wrong.")]
    [InlineData("נשמח לשמוע עד כמה השירות בחודש 03 היה טוב, בסולם 1 עד 5")]
    public void Asking_how_it_was_is_no_advertising(string text) => Assert.Empty(Advertising.In(text));

    [Theory]
    [InlineData("ובנוסף 20% הנחה על הביקור הבא", AdvertisingSign.Price, "20% הנחה")]
    [InlineData("קפה ומאפה ב-29.90 ש\"ח", AdvertisingSign.Price, "29.90 ש\"ח")]
    [InlineData("only $5 this week", AdvertisingSign.Price, "$5")]
    [InlineData("והמבצעים שלנו מחכים", AdvertisingSign.Offer, "והמבצעים")]
    [InlineData("הקופון שלך בפנים", AdvertisingSign.Offer, "הקופון")]
    [InlineData("A coupon waits for you", AdvertisingSign.Offer, "coupon")]
    [InlineData("בין העונים תיערך הגרלה", AdvertisingSign.Reward, "הגרלה")]
    [InlineData("Answer and win a trip", AdvertisingSign.Reward, "win a")]
    [InlineData("רק היום!", AdvertisingSign.Urging, "רק היום")]
    [InlineData("Last chance", AdvertisingSign.Urging, "Last chance")]
    [InlineData("הזמינו עכשיו", AdvertisingSign.Buying, "הזמינו")]
    [InlineData("פרטים באתר www.shaked.example/new", AdvertisingSign.Link, "www.shaked.example/new")]
    [InlineData("more at shaked.co.il", AdvertisingSign.Link, "shaked.co.il")]
    [InlineData("פרסומת", AdvertisingSign.SaysSo, "פרסומת")]
    public void Selling_beside_asking_is_named_word_by_word(string text, AdvertisingSign sign, string words)
    {
        var finding = Assert.Single(Advertising.In(text));

        Assert.Equal((sign, words), (finding.Sign, finding.Words));
        Assert.Equal(words, text.Substring(finding.At, finding.Words.Length));
    }

    [Theory]
    [InlineData("wholesaler")]
    [InlineData("המתנהל")]
    [InlineData("כתבו אל tamar@shaked.co.il")]
    [InlineData("unsubscribed")]
    public void A_word_within_another_is_none(string text) => Assert.Empty(Advertising.In(text));

    [Fact]
    public void What_is_found_stands_in_the_order_of_the_text_and_each_word_once()
    {
        var found = Advertising.In("מבצע! 1+1 על הכול, רק היום, בהנחה של 50%: https://shaked.example/sale");

        Assert.Equal(["מבצע", "1+1", "רק היום", "הנחה של 50%", "https://shaked.example/sale"], found.Select(finding => finding.Words));
    }
}
