namespace Kolot.Core.Tests.Language;

using Kolot.Core.Language;

public sealed class SpokenLanguageTests
{
    [Theory]
    [InlineData("השירות היה מצוין", "he")]
    [InlineData("כן", "he")]
    [InlineData("קניתי iPhone 15 Pro Max ב-KSP", "he")]
    [InlineData("קניתי Samsung Galaxy Ultra", "he")]
    [InlineData("שֵׁרוּת טוֹב", "he")]
    [InlineData("תודה רבה 😀👍🏽", "he")]
    [InlineData("ראו https://www.example.com/orders/all?x=1 זה לא עובד", "he")]
    [InlineData("The service was great", "en")]
    [InlineData("Great service", "en")]
    [InlineData("It’s not what I ordered", "en")]
    [InlineData("The waiter said שלום and then forgot about us for an hour", "en")]
    [InlineData("Le service était très bien, merci", "fr")]
    [InlineData("Merci", "fr")]
    [InlineData("Muy bueno el servicio, gracias", "es")]
    [InlineData("خدمة ممتازة وسريعة", "ar")]
    [InlineData("Samsung الخدمة سيئة", "ar")]
    [InlineData("Очень хорошее обслуживание", "ru")]
    [InlineData("Дуже гарний сервіс", "uk")]
    [InlineData("خدمات خیلی خوب بود گ", "fa")]
    [InlineData("Πολύ καλή εξυπηρέτηση", "el")]
    [InlineData("とても良いサービス", "ja")]
    [InlineData("服务很好", "zh")]
    [InlineData("서비스가 좋아요", "ko")]
    [InlineData("በጣም ጥሩ አገልግሎት", "am")]
    public void The_language_of_a_text_is_told(string text, string language) => Assert.Equal(language, SpokenLanguage.Of(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("א")]
    [InlineData("12345")]
    [InlineData("😀😀😀")]
    [InlineData("iPhone")]
    [InlineData("ok")]
    [InlineData("Der Service war sehr gut, danke")]
    [InlineData("Was ist das")]
    [InlineData("O serviço foi muito bom, obrigado por tudo")]
    [InlineData("Il servizio è molto buono")]
    [InlineData("xyzzy plugh qwerty")]
    [InlineData("\uD83D")]
    [InlineData("हिन्दी में लिखा है")]
    public void What_is_not_sure_stays_unknown(string? text) => Assert.Null(SpokenLanguage.Of(text));

    [Fact]
    public void A_very_long_text_is_told_by_its_beginning() =>
        Assert.Equal("he", SpokenLanguage.Of(string.Concat(Enumerable.Repeat("שירות טוב מאוד 👍 ", 100_000))));
}
