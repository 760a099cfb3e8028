using Kolot.Core.Listen.Surveys;
using static Kolot.Core.Tests.Listen.Surveys.SurveyWalkTests;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class OneScreenTests
{
    private static readonly Survey Written = new()
    {
        OnOneScreen = true,
        Screens =
        [
            new() { Questions = [Asked("came", QuestionKind.One, "yes", "no"), Asked("why", QuestionKind.Text) with { ShowIf = Condition.Where("came", Look.Is, "no") }] },
            new() { Shuffled = true, Questions = [Asked("a", QuestionKind.Csat), Asked("b", QuestionKind.Csat), Asked("c", QuestionKind.Csat), Asked("d", QuestionKind.Csat)] },
            new() { ShowIf = Condition.Where("came", Look.Is, "yes"), Questions = [Asked("score", QuestionKind.Nps)] },
            new() { Questions = [Asked("plan", QuestionKind.Line) with { ShowIf = Condition.Where("is.plan", Look.Answered) }, Asked("more", QuestionKind.Text) with { Text = Wording.Of("למה {came}?", "Why {came}?") }] },
        ],
    };

    [Fact]
    public void What_is_asked_of_everybody_stands_together_and_what_depends_on_an_answer_follows()
    {
        var survey = OneScreen.Arranged(Written);

        Assert.Equal(["came a b c d plan", "why", "score", "more"], survey.Screens.Select(screen => string.Join(' ', screen.Questions.Select(question => question.Key))));
        Assert.Equal(Written.Questions.Select(question => question.Key).Order(), survey.Questions.Select(question => question.Key).Order());
        Assert.NotNull(survey.Screens[2].ShowIf);
    }

    [Fact]
    public void A_screen_that_had_an_order_of_its_own_for_each_keeps_it_among_the_others()
    {
        var first = OneScreen.Arranged(Written).Screens[0];

        var orders = Enumerable.Range(0, 50).Select(number => string.Join(' ', SurveyOrder.Of(first, first.Questions, (ulong)number).Select(question => question.Key))).ToHashSet();

        Assert.True(orders.Count > 5);
        Assert.All(orders, order => Assert.StartsWith("came ", order, StringComparison.Ordinal));
        Assert.All(orders, order => Assert.EndsWith(" plan", order, StringComparison.Ordinal));
    }

    [Fact]
    public void Others_stay_as_they_are_written() => Assert.Same(Written.Screens, OneScreen.Arranged(Written with { OnOneScreen = false }).Screens);

    [Fact]
    public void It_is_kept_as_it_was_written() => Assert.DoesNotContain("parts", SurveyJson.Write(OneScreen.Arranged(Written)), StringComparison.Ordinal);
}
