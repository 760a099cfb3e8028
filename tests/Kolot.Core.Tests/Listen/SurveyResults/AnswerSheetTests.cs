using Kolot.Core.Listen.SurveyResults;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.SurveyResults;

public sealed class AnswerSheetTests
{
    [Fact]
    public void What_was_answered_is_read_back_from_its_voice_whatever_kind_it_is_of()
    {
        (string Field, string[] Values)[] answers =
        [
            ("recommend", ["9"]), ("where", ["shop"]), ("hoped", ["5"]), ("set.fast", ["4"]), ("set.courteous", ["2"]), ("why", ["price", "other"]), ("why.other", ["חניה"]),
            ("order", ["b", "a"]), ("wait", ["12.5"]), ("day", ["2026-11-02"]), ("comment", ["היה נהדר"]),
        ];

        var read = Answered.ThereAndBack(Answered.Survey, answers);

        Assert.Equal(answers.Select(answer => answer.Field).Order(), read.Values.Keys.Order());
        Assert.All(answers, answer => Assert.Equal(answer.Values, read[answer.Field]));
    }

    [Fact]
    public void Something_else_that_was_ticked_and_not_told_is_still_something_else()
    {
        Assert.Equal(["other"], Answered.ThereAndBack(Answered.Survey, ("where", ["shop"]), ("why", ["other"]))["why"]);
        Assert.Equal(("other", "בחוץ"), (Answered.ThereAndBack(Answered.Survey, ("where", ["other"]), ("where.other", ["בחוץ"])) is var told ? (told.One("where"), told.One("where.other")) : default));
    }

    [Fact]
    public void What_no_question_asks_any_more_and_what_is_gone_is_no_answer()
    {
        var sheet = new AnswerSheet(Answered.Survey);

        Assert.Empty(sheet.Read(null, null, null).Values);
        Assert.Equal(["found"], sheet.Read(null, "", "{\"gone\":3,\"found\":4}").Values.Keys);
    }
}
