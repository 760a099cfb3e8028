using Kolot.Core.Benchmarks;

namespace Kolot.Core.Tests.Benchmarks;

public sealed class BlindTests
{
    private static readonly Blind Bakery = new(["מאפיית הלחם", "The Bread Bakery", "הוט"], ["https://www.bread.example/contact", "hello@mail.bread.example", "03-555 1234"]);

    [Theory]
    [InlineData("תודה שפניתם למאפיית הלחם!", "תודה שפניתם ל[X]!")]
    [InlineData("שמאפיית הלחם ומאפיית הלחם", "ש[X] ו[X]")]
    [InlineData("Thanks, THE BREAD BAKERY.", "Thanks, [X].")]
    [InlineData("כתבו ל info@bread.example, או בדף https://www.bread.example/help?x=1", "כתבו ל [X], או בדף [X]")]
    [InlineData("עמוד bread.example. תודה", "עמוד [X] תודה")]
    [InlineData("חייגו 03-555 1234 עכשיו", "חייגו [X] עכשיו")]
    [InlineData("בהוט יש חוט של הוטל", "ב[X] יש חוט של הוטל")]
    [InlineData("לחם טרי, breadbakery.example", "לחם טרי, breadbakery.example")]
    public void What_a_company_is_called_and_its_addresses_are_hidden_and_nothing_else(string text, string hidden) => Assert.Equal(hidden, Bakery.In(text, "[X]"));

    [Fact]
    public void Of_a_company_without_names_nothing_is_hidden() => Assert.Equal("שלום", new Blind([], []).In("שלום", "[X]"));
}
