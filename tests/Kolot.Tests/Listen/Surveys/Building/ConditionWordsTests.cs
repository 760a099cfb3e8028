using System.Globalization;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.Surveys.Building;
using Kolot.Shell;

namespace Kolot.Tests.Listen.Surveys.Building;

public sealed class ConditionWordsTests
{
    private static readonly Survey Survey = new()
    {
        Languages = ["he"],
        Screens =
        [
            new()
            {
                Questions =
                [
                    new() { Key = "came", Kind = QuestionKind.One, Text = Wording.Of("ביקרתם?", "Came?"), Choices = [new("yes", Wording.Of("כן", "Yes"))], Other = true },
                    new() { Key = "score", Kind = QuestionKind.Nps, Text = Wording.Of("תמליצו?", "Recommend?") },
                    new() { Key = "set", Kind = QuestionKind.Statements, Text = Wording.Of("נכון?", "True?"), Choices = [new("fast", Wording.Of("מהיר", "Fast"))] },
                    new() { Key = "who", Kind = QuestionKind.Contact, Text = Wording.Of("מי?", "Who?") },
                ],
            },
        ],
    };

    [Theory]
    [InlineData("he", "בשאלה ״ביקרתם?״ נבחר ״כן״ וגם בשאלה ״תמליצו?״ התשובה 6 ומטה וגם בשאלה ״מהיר״ התשובה 4 ומעלה וגם השאלה ״מי? (דוא״ל)״ נענתה וגם המאפיין plan הוא ״gold״")]
    [InlineData("en", "“כן” was chosen at “ביקרתם?” and the answer to “תמליצו?” is 6 or less and the answer to “מהיר” is 4 or more and “מי? (E-mail)” was answered and plan of the customer is “gold”")]
    public void A_condition_is_a_sentence(string language, string sentence) => Assert.Equal(sentence, In(language, () => ConditionWords.Say(Survey, new(
    [
        new("came", Look.Is, "yes"), new("score", Look.AtMost, "6"), new("set.fast", Look.AtLeast, "4"), new("who.mail", Look.Answered), new("is.plan", Look.Is, "gold"),
    ]))));

    [Fact]
    public void One_that_is_enough_is_joined_by_or_and_what_is_gone_is_called_by_its_key() =>
        Assert.Equal("“Something else” was not chosen at “ביקרתם?” or “yes” was chosen at “gone”", In("en", () => ConditionWords.Say(Survey, new([new("came", Look.IsNot, "other"), new("gone", Look.Is, "yes")], Any: true))));

    private static string In(string language, Func<string> said)
    {
        var before = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        Language.Speak(language);
        try
        {
            // Names are kept apart from the direction of the sentence by signs that nobody sees.
            return said().Replace("\u2068", "", StringComparison.Ordinal).Replace("\u2069", "", StringComparison.Ordinal);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = before;
        }
    }
}
