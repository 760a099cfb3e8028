using Kolot.Core.Listen.Surveys;
using Kolot.Core.Listen.Surveys.Ready;
using static Kolot.Core.Tests.Listen.Surveys.SurveyWalkTests;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class SurveyCheckTests
{
    private static readonly Survey Plain = new()
    {
        Languages = ["he", "en"],
        Title = Wording.Of("ביקור", "Visit"),
        Screens = [new() { Questions = [Asked("came", QuestionKind.One, "yes", "no"), Asked("score", QuestionKind.Nps)] }],
    };

    public static TheoryData<string> Ready => [.. ReadySurvey.All.Select(ready => ready.Code)];

    [Theory, MemberData(nameof(Ready))]
    public void A_ready_made_survey_can_be_published_as_it_stands_and_lacks_no_word_in_either_language(string code)
    {
        var survey = ReadySurvey.All.Single(ready => ready.Code == code).Survey;

        Assert.Empty(SurveyCheck.FaultsOf(survey));
        Assert.Empty(SurveyCheck.Missing(survey));
        Assert.Equal(SurveyJson.Write(survey), SurveyJson.Write(SurveyJson.Read(SurveyJson.Write(survey))!));
    }

    [Fact]
    public void A_draft_of_nothing_says_what_is_wanted() =>
        Assert.Equal(["title: required", "screens: nothing_asked"], Faults(new Survey()));

    [Theory]
    [InlineData("came", Look.Is, "maybe", "never")]
    [InlineData("came", Look.Is, "yes", null)]
    [InlineData("score", Look.AtLeast, "11", "never")]
    [InlineData("score", Look.AtLeast, "9", null)]
    [InlineData("score", Look.AtLeast, "many", "not_a_number")]
    [InlineData("colour", Look.Is, "red", "unknown")]
    [InlineData("why", Look.Answered, "", "asked_later")]
    [InlineData("later", Look.Answered, "", "asked_later")]
    [InlineData("is.plan", Look.Is, "gold", null)]
    public void A_condition_that_nobody_can_meet_is_refused(string of, Look look, string value, string? reason)
    {
        var faults = Faults(With(Asked("why", QuestionKind.Text) with { ShowIf = Condition.Where(of, look, value) }, Asked("later", QuestionKind.Line)));

        Assert.Equal(reason is null ? [] : [$"screens[1].questions[0].showIf: {reason}"], faults);
    }

    [Fact]
    public void A_question_that_only_a_way_reaches_that_rules_it_out_is_a_dead_end()
    {
        var of = Asked("of-yes", QuestionKind.One, "a", "b") with { ShowIf = Condition.Where("came", Look.Is, "yes") };
        var contradicting = Asked("never", QuestionKind.Text) with { ShowIf = new([new("of-yes", Look.Is, "a"), new("came", Look.Is, "no")]) };

        Assert.Equal(["screens[1].questions[1].showIf: never"], Faults(With(of, contradicting)));
        Assert.Empty(Faults(With(of, contradicting with { ShowIf = contradicting.ShowIf! with { Any = true } })));
    }

    [Fact]
    public void A_screen_and_its_question_must_not_rule_each_other_out()
    {
        var survey = Plain with
        {
            Screens = [.. Plain.Screens, new() { ShowIf = Condition.Where("score", Look.AtLeast, "7"), Questions = [Asked("why", QuestionKind.Text) with { ShowIf = Condition.Where("score", Look.AtMost, "6") }] }],
        };

        Assert.Equal(["screens[1].questions[0].showIf: never"], Faults(survey));
    }

    [Fact]
    public void Somebody_is_left_out_where_the_last_ending_is_not_for_all_and_one_after_such_an_ending_is_never_read()
    {
        var hurt = new Ending { Title = Wording.Of("צר לנו", "Sorry"), ShowIf = Condition.Where("score", Look.AtMost, "6") };
        var thanks = new Ending { Title = Wording.Of("תודה", "Thanks") };

        Assert.Empty(Faults(Plain with { Endings = [hurt, thanks] }));
        Assert.Equal(["endings: some_left_out"], Faults(Plain with { Endings = [hurt] }));
        Assert.Equal(["endings[1]: never", "endings: some_left_out"], Faults(Plain with { Endings = [thanks, hurt] }));
    }

    [Fact]
    public void Each_key_is_there_once_and_is_one() => Assert.Equal(
        ["screens: key_twice", "screens[1].questions[0].key: not_a_key", "screens[1].questions[2].choices: key_twice", "screens[1].questions[3].choices: fewer_than_two"],
        Faults(With(Asked("Not A Key", QuestionKind.Line), Asked("came", QuestionKind.Line), Asked("several", QuestionKind.Several, "a", "a"), Asked("one", QuestionKind.One, "a"))));

    [Fact]
    public void Each_statement_is_an_answer_of_its_own_and_is_called_as_nothing_else_of_the_survey() => Assert.Equal(
        [
            "screens[1].questions[0].choices[0].key: taken", "screens[1].questions[0].choices[1].key: taken", "screens[1].questions[1].choices[1].key: taken", "screens[1].questions[1].choices[2].key: kept_key",
            "screens[1].questions[1].choices[3].key: kept_key",
        ],
        Faults(With(Asked("set", QuestionKind.Statements, "came", "1", "set"), Asked("more", QuestionKind.Statements, "2", "1", "finished", "wish"), Asked("why", QuestionKind.Several, "1", "2", "finished"))));

    [Fact]
    public void No_choice_is_called_as_something_else_is_where_that_may_be_written_in()
    {
        Assert.Equal(["screens[1].questions[0].choices[1].key: kept_key"], Faults(With(Asked("why", QuestionKind.One, "price", "other") with { Other = true })));
        Assert.Empty(Faults(With(Asked("why", QuestionKind.One, "price", "other"))));
    }

    [Fact]
    public void Words_that_speak_of_an_answer_which_was_not_given_yet_are_refused() =>
        Assert.Equal(["screens[1].questions[0].text: pipes_unknown"], Faults(With(Asked("why", QuestionKind.Text) with { Text = Wording.Of("למה {later}?", "Why {score}?") }, Asked("later", QuestionKind.Line))));

    [Fact]
    public void What_is_not_said_in_a_language_is_listed_and_keeps_nobody_from_publishing()
    {
        var survey = Plain with { Languages = ["he", "en", "ar"], Title = new(new Dictionary<string, string> { ["he"] = "ביקור" }) };

        Assert.Empty(Faults(survey));
        Assert.Contains(("title", "en"), SurveyCheck.Missing(survey));
        Assert.DoesNotContain(("welcome", "ar"), SurveyCheck.Missing(survey));
    }

    [Fact]
    public void A_survey_of_two_hundred_conditions_upon_each_other_is_looked_through_in_a_moment()
    {
        var questions = Enumerable.Range(0, 199).Select(at => Asked($"q{at}", QuestionKind.Csat) with
        {
            ShowIf = at < 2 ? null : new([new($"q{at - 1}", Look.AtLeast, "2"), new($"q{at - 2}", Look.AtMost, "4"), new("came", Look.Is, "yes")], Any: true),
        });

        Assert.DoesNotContain(Faults(With([.. questions])), fault => !fault.EndsWith("too_many", StringComparison.Ordinal));
    }

    private static Survey With(params IReadOnlyList<Question> more) => Plain with { Screens = [.. Plain.Screens, new() { Questions = more }] };

    private static IEnumerable<string> Faults(Survey survey) => SurveyCheck.FaultsOf(survey).Select(fault => $"{fault.Field}: {fault.Reason}");
}
