using Kolot.Core.Facts;

namespace Kolot.Core.Tests.Facts;

public sealed class FactAnswersTests
{
    [Theory]
    [InlineData("""{"שוב":true,"כמה":7.5,"סניף":"חיפה"}""", "שוב=true כמה=7.5 סניף=חיפה")]
    [InlineData("""{"as text":" 9 ","half":"0.5"}""", "as text=9 half=0.5")]
    [InlineData("""{"none":null,"empty":"  ","":"no question","inner":{"a":1},"list":[1,2],"last":1}""", "last=1")]
    [InlineData("""["not","an","object"]""", "")]
    public void Numbers_yes_and_no_and_short_words_are_counted(string json, string counted) => Assert.Equal(counted, Read(json));

    [Fact]
    public void A_sentence_is_nothing_to_count_by() =>
        Assert.Equal("", Read($$"""{"why":"{{new string('a', FactImage.LongestLabel + 1)}}","far":1e999}"""));

    private static string Read(string json)
    {
        var answers = new List<(string Question, Answer Answer)>();
        FactAnswers.Read(json, answers);
        return string.Join(' ', answers.Select(answer => $"{answer.Question}={answer.Answer.Written}"));
    }
}
