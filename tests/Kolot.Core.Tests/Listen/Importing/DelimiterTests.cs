using Kolot.Core.Listen.Importing;

namespace Kolot.Core.Tests.Listen.Importing;

public sealed class DelimiterTests
{
    [Theory]
    [InlineData("a,b,c\n1,2,3\n", ',')]
    [InlineData("a;b;c\n1;\"2;2\";3,5\n", ';')]
    [InlineData("a\tb\n1,2,3\t4\n", '\t')]
    [InlineData("a|b\n1|2\n", '|')]
    [InlineData("text\nonly one column, with a comma\n", ',')]
    [InlineData("תאריך;תוכן\n1/1/2026;\"שורה\nשנייה, עם פסיק\"\n2/1/2026;טוב\n", ';')]
    [InlineData("שם;הערה\n\"חברה בע\"מ\";\"אמר \"\"לא\"\"\"\nדנה;טוב", ';')]
    public void The_delimiter_is_the_one_that_cuts_even_rows(string text, char delimiter) => Assert.Equal(delimiter, Delimiter.Guess(text));
}
