namespace Kolot.Core.Tests.Language;

using Kolot.Core.Language;

// Expected forms: Unicode CLDR, supplemental/plurals.xml (other and zero read as Many).
public sealed class PluralTests
{
    [Theory]
    [InlineData("he", 0, PluralForm.Many)]
    [InlineData("he", 1, PluralForm.One)]
    [InlineData("he-IL", 2, PluralForm.Two)]
    [InlineData("he", 3, PluralForm.Many)]
    [InlineData("he", 12, PluralForm.Many)]
    [InlineData("he", 101, PluralForm.Many)]
    [InlineData("he", -1, PluralForm.One)]
    [InlineData("he", long.MinValue, PluralForm.Many)]
    [InlineData("en", 0, PluralForm.Many)]
    [InlineData("en-US", 1, PluralForm.One)]
    [InlineData("en", 2, PluralForm.Many)]
    [InlineData("ru", 0, PluralForm.Many)]
    [InlineData("ru", 1, PluralForm.One)]
    [InlineData("ru", 2, PluralForm.Few)]
    [InlineData("ru", 4, PluralForm.Few)]
    [InlineData("ru", 5, PluralForm.Many)]
    [InlineData("ru", 11, PluralForm.Many)]
    [InlineData("ru", 12, PluralForm.Many)]
    [InlineData("ru", 14, PluralForm.Many)]
    [InlineData("ru", 21, PluralForm.One)]
    [InlineData("ru", 22, PluralForm.Few)]
    [InlineData("ru", 111, PluralForm.Many)]
    [InlineData("ru_RU", 1001, PluralForm.One)]
    [InlineData("ar", 0, PluralForm.Many)]
    [InlineData("ar", 1, PluralForm.One)]
    [InlineData("ar", 2, PluralForm.Two)]
    [InlineData("ar", 3, PluralForm.Few)]
    [InlineData("ar", 10, PluralForm.Few)]
    [InlineData("ar", 11, PluralForm.Many)]
    [InlineData("ar", 100, PluralForm.Many)]
    [InlineData("ar", 103, PluralForm.Few)]
    [InlineData("fr", 0, PluralForm.One)]
    [InlineData(null, 1, PluralForm.One)]
    [InlineData("", 2, PluralForm.Many)]
    public void A_number_calls_for_its_form(string? language, long n, PluralForm form) => Assert.Equal(form, Plural.Of(n, language));

    [Theory]
    [InlineData(1, "טיפול אחד")]
    [InlineData(2, "שני טיפולים")]
    [InlineData(7, "{0} טיפולים")]
    public void The_words_follow_the_form(long n, string words) =>
        Assert.Equal(words, Plural.Pick(n, "he", "טיפול אחד", "שני טיפולים", "{0} טיפולים"));

    [Fact]
    public void Where_no_words_for_few_are_given_many_stand_in() =>
        Assert.Equal("many", Plural.Pick(3, "ru", "one", "two", "many"));
}
