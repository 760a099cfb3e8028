using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class FirstWordsTests
{
    [Fact]
    public void A_suggested_question_that_is_rewritten_asks_nothing_else_in_other_languages()
    {
        var kept = Rewritten(("he:text", "נהנית מהאוכל?"));

        Assert.Equal(("נהנית מהאוכל?", null), (kept.Text.Exactly("he"), kept.Text.Exactly("en")));
        Assert.Equal("Very satisfied", kept.HighEnd.Exactly("en"));
    }

    [Fact]
    public void What_was_written_in_the_other_language_too_stays_and_so_does_all_where_the_main_one_was_left_as_it_was()
    {
        Assert.Equal("Did you enjoy it?", Rewritten(("he:text", "נהנית?"), ("en:text", "Did you enjoy it?")).Text.Exactly("en"));
        Assert.Equal("All in all, how satisfied are you with the service?", Rewritten(("he:highEnd", "מאוד")).Text.Exactly("en"));
        Assert.Null(Rewritten(("he:highEnd", "מאוד")).HighEnd.Exactly("en"));
    }

    [Fact]
    public void A_translation_of_ones_own_stays_when_the_question_is_written_anew()
    {
        var (survey, question) = Begun();
        survey = Drafting.Change(survey, question.Key, question with { Text = Wording.Of("נהנית?", "Did you enjoy it?") });
        var typed = QuestionDraft.Of(survey.Questions.Single());

        var kept = QuestionChange.Decide(survey, question.Key, typed with { Texts = new Dictionary<string, string?>(typed.Texts) { ["he:text"] = "היה טעים?" } }).Value.Question;

        Assert.Equal(("היה טעים?", "Did you enjoy it?"), (kept.Text.Exactly("he"), kept.Text.Exactly("en")));
    }

    private static (Survey Survey, Question Question) Begun() => Drafting.Add(Drafting.Begin(["he", "en"], "ארוחה"), 0, QuestionKind.Csat);

    private static Question Rewritten(params (string Name, string Text)[] typed)
    {
        var (survey, question) = Begun();
        var draft = QuestionDraft.Of(question);
        var texts = new Dictionary<string, string?>(draft.Texts);
        foreach (var (name, text) in typed) texts[name] = text;
        return QuestionChange.Decide(survey, question.Key, draft with { Texts = texts }).Value.Question;
    }
}
