using Kolot.Core.Listen.Surveys;
using static Kolot.Core.Tests.Listen.Surveys.SurveyWalkTests;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class DraftingTests
{
    private static readonly Survey Draft = new()
    {
        Languages = ["he"],
        Title = Wording.Of("ביקור", "Visit"),
        Screens =
        [
            new() { Questions = [Asked("came", QuestionKind.One, "yes", "no"), Asked("set", QuestionKind.Statements, "fast", "kind")] },
            new() { Questions = [Asked("why", QuestionKind.Text) with { ShowIf = new([new("came", Look.Is, "yes"), new("set.fast", Look.AtMost, "2")]) }, Asked("last", QuestionKind.Line)] },
        ],
        Endings = [new() { ShowIf = Condition.Where("came", Look.Is, "no"), Title = Wording.Of("חבל", "Pity") }, new() { Title = Wording.Of("תודה", "Thanks") }],
    };

    [Theory]
    [InlineData("came", false, "came set|why last")]
    [InlineData("set", false, "set came|why last")]
    [InlineData("why", false, "came set why|last")]
    [InlineData("set", true, "came|set why last")]
    [InlineData("last", true, "came set|why last")]
    public void A_question_steps_over_the_border_of_its_screen_and_stays_at_the_ends(string key, bool down, string order) =>
        Assert.Equal(order, Order(Drafting.Step(Draft, key, down)));

    [Fact]
    public void A_new_question_has_a_key_of_its_own_and_the_first_score_is_the_headline()
    {
        var (first, nps) = Drafting.Add(Draft, 1, QuestionKind.Nps);
        var (second, csat) = Drafting.Add(first, 1, QuestionKind.Csat);
        var (_, again) = Drafting.Add(second, 0, QuestionKind.Nps);

        Assert.True(nps is { Key: "recommend", Headline: true });
        Assert.True(csat is { Key: "satisfied", Headline: false });
        Assert.Equal("recommend-2", again.Key);
    }

    [Fact]
    public void A_draft_begins_thanking_in_each_of_its_languages_and_a_score_with_its_usual_words_in_them_alone()
    {
        var (draft, nps) = Drafting.Add(Drafting.Begin(["en", "ru"], "How was it?"), 0, QuestionKind.Nps);
        var (_, one) = Drafting.Add(draft, 0, QuestionKind.One);

        Assert.Equal(("How was it?", "Thank you", "Большое спасибо"), (draft.Title.Exactly("en"), draft.Endings[0].Title.Exactly("en"), draft.Endings[0].Title.Exactly("ru")));
        Assert.Equal(["en", "ru"], nps.Text.In.Keys.Order());
        Assert.Equal(("Not at all likely", "Очень вероятно"), (nps.LowEnd.Exactly("en"), nps.HighEnd.Exactly("ru")));
        Assert.False(one.Text.Says || one.LowEnd.Says);
        Assert.DoesNotContain(SurveyCheck.FaultsOf(draft), fault => fault.Field.Contains("questions[0]", StringComparison.Ordinal));
    }

    [Fact]
    public void A_copy_stands_after_its_question_under_another_key_and_is_no_second_headline()
    {
        var (draft, _) = Drafting.Add(Draft, 0, QuestionKind.Nps);
        var (copied, copy) = Drafting.Duplicate(draft, "recommend");

        Assert.Equal("came set recommend recommend-2|why last", Order(copied));
        Assert.False(copy!.Headline);
    }

    [Fact]
    public void The_statements_of_a_new_question_and_of_a_copy_are_called_as_no_other_answer_is()
    {
        var (first, set) = Drafting.Add(Draft, 0, QuestionKind.Statements);
        var (second, more) = Drafting.Add(first, 1, QuestionKind.Statements);
        var (_, copy) = Drafting.Duplicate(second, "set");

        Assert.Equal(["1 2 3", "4 5 6", "fast-2 kind-2"], new[] { set, more, copy! }.Select(question => string.Join(' ', question.Choices.Select(choice => choice.Key))));
        Assert.Equal(["1", "2", "3"], Drafting.Add(second, 1, QuestionKind.One).Question.Choices.Select(choice => choice.Key));
        Assert.Equal(["fast", "kind"], Drafting.Insert(Drafting.Remove(Draft, "set"), 0, 1, Draft.Screens[0].Questions[1]).Question.Choices.Select(choice => choice.Key));
    }

    [Fact]
    public void What_was_removed_is_put_back_where_it_stood_with_its_key_or_another_where_that_is_taken()
    {
        var question = Draft.Screens[0].Questions[1];

        Assert.Equal(Order(Draft), Order(Drafting.Insert(Drafting.Remove(Draft, "set"), 0, 1, question).Survey));
        Assert.Equal("came set-2 set|why last", Order(Drafting.Insert(Draft, 0, 1, question).Survey));
        Assert.Equal("came set|why last", Order(Drafting.InsertScreen(Drafting.RemoveScreen(Draft, 0), 0, Draft.Screens[0])));
        Assert.Equal("came set", Order(Drafting.InsertScreen(new() { Screens = [new()] }, 3, Draft.Screens[0])));
    }

    [Fact]
    public void Whatever_speaks_of_a_key_or_a_choice_that_changed_follows()
    {
        var renamed = Drafting.Change(Draft, "came", Draft.Screens[0].Questions[0] with { Key = "visited", Choices = [new("ja", Wording.Of("כן", "Yes")), new("no", Wording.Of("לא", "No"))] }, new Dictionary<string, string> { ["yes"] = "ja" });
        renamed = Drafting.Change(renamed, "set", renamed.Screens[0].Questions[1] with { Choices = [new("quick", Wording.Of("מהיר", "Quick"))] }, new Dictionary<string, string> { ["fast"] = "quick" });

        Assert.Equal([new("visited", Look.Is, "ja"), new("set.quick", Look.AtMost, "2")], renamed.Screens[1].Questions[0].ShowIf!.Tests);
        Assert.Equal("visited", renamed.Endings[0].ShowIf!.Tests[0].Of);
        Assert.Empty(SurveyCheck.FaultsOf(renamed));
    }

    [Fact]
    public void An_ending_with_a_condition_is_added_before_the_one_for_everybody()
    {
        var (added, at) = DraftingEnds.Add(Draft, new() { ShowIf = Condition.Where("came", Look.Answered), Title = Wording.Of("יפה", "Fine") });

        Assert.Equal(1, at);
        Assert.Empty(SurveyCheck.FaultsOf(added));
        Assert.Equal(2, DraftingEnds.Add(Draft, new()).At);
        Assert.Null(DraftingEnds.Step(added, 2, down: false).Endings[1].ShowIf);
    }

    private static string Order(Survey survey) => string.Join('|', survey.Screens.Select(screen => string.Join(' ', screen.Questions.Select(question => question.Key))));
}
