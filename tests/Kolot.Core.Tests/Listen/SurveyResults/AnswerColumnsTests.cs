using Kolot.Core.Listen.SurveyResults;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.SurveyResults;

public sealed class AnswerColumnsTests
{
    private static readonly IReadOnlyList<AnswerColumn> Columns = new AnswerColumns("he", "אחר").Of([Answered.Survey]);

    [Fact]
    public void Each_answer_that_may_be_given_at_once_has_a_column_of_its_own()
    {
        Assert.Equal(
            ["recommend", "where", "where.other.text", "hoped", "found", "set.fast", "set.courteous", "why.price", "why.staff", "why.other", "why.other.text", "order.a", "order.b", "wait", "day", "comment"],
            Columns.Select(column => column.Key));
        Assert.Equal("set?: fast", Columns.Single(column => column.Key == "set.fast").Label);
        Assert.Equal([("shop", "shop"), ("home", "home"), ("other", "אחר")], Columns.Single(column => column.Key == "where").Values);
        Assert.Equal(["recommend", "where", "where.other.text", "hoped", "found"], Columns.Where(column => !column.MayBePassedBy).Select(column => column.Key));
    }

    [Fact]
    public void A_cell_holds_a_number_a_day_or_words_and_nothing_where_nothing_was_answered()
    {
        var given = Answered.Given(("recommend", ["9"]), ("where", ["shop"]), ("set.fast", ["4"]), ("why", ["price"]), ("order", ["b", "a"]), ("wait", ["12.5"]), ("day", ["2026-11-02"]), ("comment", ["טוב"]));

        Assert.Equal(
            [9d, "shop", null, null, null, 4d, null, 1d, 0d, 0d, null, 2d, 1d, 12.5, new DateOnly(2026, 11, 2), "טוב"],
            Columns.Select(column => column.Of(given)));
    }

    [Theory]
    [InlineData(QuestionKind.One, "where where.other.text")]
    [InlineData(QuestionKind.Several, "where.shop where.other where.other.text")]
    public void A_choice_that_an_older_version_called_as_something_else_is_stands_for_it(QuestionKind kind, string keys)
    {
        Survey Version(bool other, params string[] choices) => Answered.Survey with { Screens = [new() { Questions = [Answered.Asked("where", kind, choices) with { Other = other }] }] };

        var columns = new AnswerColumns("he", "אחר").Of([Version(true, "shop"), Version(false, "shop", "other")]);

        Assert.Equal(keys, string.Join(' ', columns.Select(column => column.Key)));
        Assert.Equal(kind == QuestionKind.One ? ["shop", "other"] : [], columns[0].Values.Select(value => value.Value));
    }

    [Fact]
    public void A_key_that_came_to_be_asked_otherwise_keeps_both_columns_apart()
    {
        var older = Answered.Survey with { Screens = [new() { Questions = [Answered.Asked("wait", QuestionKind.Text)] }] };

        var columns = new AnswerColumns("he", "אחר").Of([Answered.Survey, older]);

        Assert.Equal([("wait", AnswerKind.Number), ("wait.2", AnswerKind.Words)], columns.Where(column => column.Question == "wait").Select(column => (column.Key, column.Kind)));
        Assert.All(columns.Where(column => column.Question != "wait"), column => Assert.True(column.MayBePassedBy));
    }
}
