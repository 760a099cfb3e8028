using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class SurveyWalkTests
{
    private static readonly Survey Visit = new()
    {
        Screens =
        [
            new() { Questions = [Asked("came", QuestionKind.One, "yes", "no")] },
            new() { Questions = [Asked("score", QuestionKind.Csat), Asked("why", QuestionKind.Text) with { ShowIf = Condition.Where("score", Look.AtMost, "2") }], ShowIf = Condition.Where("came", Look.Is, "yes") },
            new() { Questions = [Asked("again", QuestionKind.One, "yes", "no") with { ShowIf = Condition.Where("is.plan", Look.Is, "gold") }] },
        ],
        Endings =
        [
            new() { ShowIf = Condition.Where("score", Look.AtMost, "2"), Offers = Wish.Call },
            new(),
        ],
    };

    [Fact]
    public void A_screen_that_asks_nothing_of_somebody_is_passed_over_both_ways()
    {
        var walk = Walk(("came", "no"));

        Assert.Null(walk.Next(0));
        Assert.Equal(0, Walk(("came", "no"), ("is.plan", "gold")).Before(2));
        Assert.Equal(2, Walk(("came", "no"), ("is.plan", "gold")).Next(0));
    }

    [Fact]
    public void What_was_answered_on_a_way_that_was_left_counts_for_nothing()
    {
        var walk = Walk(("came", "no"), ("score", "1"), ("why", "חיכינו שעה"));

        Assert.Equal(["came"], walk.Given.Values.Keys);
        Assert.Equal(Wish.Nothing, walk.Ending?.Offers);
    }

    [Fact]
    public void Whoever_is_hurt_is_asked_why_and_is_offered_a_call()
    {
        Assert.Equal(["score", "why"], Walk(("came", "yes"), ("score", "2")).Asked(1).Select(question => question.Key));
        Assert.Equal(["score"], Walk(("came", "yes"), ("score", "3")).Asked(1).Select(question => question.Key));
        Assert.Equal(Wish.Call, Walk(("came", "yes"), ("score", "2")).Ending?.Offers);
    }

    [Fact]
    public void How_far_one_is_counts_only_what_one_is_asked()
    {
        Assert.Equal(0, Walk().Progress(0));
        Assert.Equal(0.5, Walk(("came", "yes"), ("score", "5")).Progress(1));
        Assert.Equal(1, Walk(("came", "yes"), ("score", "5")).Progress(3));
    }

    [Fact]
    public void What_must_be_answered_is_lacking_only_where_it_is_asked()
    {
        var survey = Visit with { Screens = [.. Visit.Screens.Select(screen => screen with { Questions = [.. screen.Questions.Select(question => question with { Needed = Needed.Yes })] })] };

        Assert.Equal(["came"], new SurveyWalk(survey, Given.Nothing).Lacking.Select(question => question.Key));
        Assert.Equal(["score"], new SurveyWalk(survey, Given.Nothing.With("came", "yes")).Lacking.Select(question => question.Key));
    }

    [Fact]
    public void Each_who_answers_has_an_order_of_their_own_that_stays_and_none_of_these_stays_last()
    {
        var question = Asked("why", QuestionKind.Several, "a", "b", "c", "d", "e", "none") with { Shuffled = true };
        question = question with { Choices = [.. question.Choices.Select(choice => choice with { Alone = choice.Key == "none" })] };

        var orders = Enumerable.Range(0, 200).Select(number => string.Concat(SurveyOrder.Of(question, (ulong)number).Select(choice => choice.Key))).ToArray();

        Assert.Equal(orders, Enumerable.Range(0, 200).Select(number => string.Concat(SurveyOrder.Of(question, (ulong)number).Select(choice => choice.Key))));
        Assert.All(orders, order => Assert.EndsWith("none", order));
        Assert.True(orders.Distinct().Count() > 60);
        Assert.InRange(orders.Count(order => order[0] == 'a'), 20, 60);
    }

    private static SurveyWalk Walk(params (string Field, string Value)[] given) =>
        new(Visit, given.Aggregate(Given.Nothing, (all, one) => all.With(one.Field, one.Value)));

    internal static Question Asked(string key, QuestionKind kind, params string[] choices) => new()
    {
        Key = key, Kind = kind, Text = Wording.Of(key, key), Choices = [.. choices.Select(choice => new Choice(choice, Wording.Of(choice, choice)))],
    };
}
