using Kolot.Core.Listen.Surveys;
using static Kolot.Core.Tests.Listen.Surveys.SurveyWalkTests;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class QuestionChangeTests
{
    private static readonly Survey Draft = new()
    {
        Languages = ["he", "en"],
        Title = Wording.Of("ביקור", "Visit"),
        Screens = [new() { Questions = [Asked("came", QuestionKind.One, "yes", "no"), Asked("why", QuestionKind.Text)] }],
    };

    [Fact]
    public void A_choice_keeps_its_key_when_its_words_change_and_a_new_one_gets_the_next_number()
    {
        var decided = Decide("came", typed => typed with
        {
            Choices = [.. typed.Choices.Select(choice => choice with { Texts = Said($"{choice.Key}!") }), new("", "", Said("אולי"), false), new("", " ", Said("  "), false), new("", "2", Said("תמיד"), false)],
        });

        Assert.Equal(["yes", "no", "1", "2"], decided.Value.Question.Choices.Select(choice => choice.Key));
        Assert.Equal("yes!", decided.Value.Question.Choices[0].Text.Exactly("he"));
    }

    [Fact]
    public void A_condition_follows_a_choice_that_got_another_key()
    {
        var asks = Drafting.Change(Draft, "why", Draft.Screens[0].Questions[1] with { ShowIf = Condition.Where("came", Look.Is, "no") });
        var draft = QuestionDraft.Of(asks.Screens[0].Questions[0]);

        var decided = QuestionChange.Decide(asks, "came", draft with { Choices = [draft.Choices[0], draft.Choices[1] with { Key = "never" }] });

        Assert.Equal("never", decided.Value.Survey.Screens[0].Questions[1].ShowIf!.Tests[0].Value);
    }

    [Theory]
    [InlineData("he:text", "required")]
    [InlineData("he:hint", "pipes_unknown")]
    [InlineData("key", "taken")]
    [InlineData("most", "not_a_number")]
    [InlineData("choices", "fewer_than_two")]
    [InlineData("choice.1.key", "not_a_key")]
    [InlineData("choice.1.he", "required")]
    [InlineData("showIf", "unknown")]
    [InlineData("value.0", "required")]
    [InlineData("least", "thousands")]
    public void What_cannot_be_published_is_refused_at_its_field(string field, string reason)
    {
        var decided = Decide("came", typed => field switch
        {
            "he:text" => typed with { Texts = Set(typed, field, " ") },
            "he:hint" => typed with { Texts = Set(typed, field, "כמו ב־{why}") },
            "key" => typed with { Key = "why" },
            "most" => typed with { Most = "many" },
            "least" => typed with { Least = "1,500" },
            "choices" => typed with { Choices = [typed.Choices[0]] },
            "choice.1.key" => typed with { Choices = [typed.Choices[0], typed.Choices[1] with { Key = "לא" }] },
            "choice.1.he" => typed with { Choices = [typed.Choices[0], typed.Choices[1] with { Texts = new Dictionary<string, string?> { ["en"] = "No" } }] },
            "showIf" => typed with { Condition = new([new("gone", Look.Is, "1")], false) },
            _ => typed with { Condition = new([new("is.plan", Look.Is, " ")], false) },
        });

        Assert.Contains(new Fault(field, reason), Assert.IsType<Refusal.Invalid>(decided.Refusal).Faults);
    }

    [Fact]
    public void Choices_that_become_statements_give_up_keys_that_other_statements_have_and_a_key_that_was_typed_is_refused()
    {
        var survey = Draft with { Screens = [.. Draft.Screens, new() { Questions = [Asked("set", QuestionKind.Statements, "1", "no")] }] };
        var draft = QuestionDraft.Of(survey.Screens[0].Questions[0]) with { Kind = QuestionKind.Statements };

        var stated = QuestionChange.Decide(survey, "came", draft with { Choices = [.. draft.Choices, new("", "", Said("אולי"), false)] });
        var typed = QuestionChange.Decide(survey, "came", draft with { Choices = [draft.Choices[0] with { Key = "1" }] });
        var renamed = QuestionChange.Decide(survey, "why", QuestionDraft.Of(survey.Screens[0].Questions[1]) with { Key = "no" });

        Assert.Equal(["yes", "2", "3"], stated.Value.Question.Choices.Select(choice => choice.Key));
        Assert.Equal([new Fault("choice.0.key", "taken")], Assert.IsType<Refusal.Invalid>(typed.Refusal).Faults);
        Assert.Contains(new Fault("key", "taken"), Assert.IsType<Refusal.Invalid>(renamed.Refusal).Faults);
    }

    [Fact]
    public void A_row_that_names_no_field_is_no_condition_and_a_look_that_makes_no_sense_becomes_one_that_does()
    {
        var faults = new List<Fault>();
        var fields = AskedField.Before(Draft, 0, 1);

        Assert.Null(new ConditionDraft([new("", Look.Is, "yes")], true).Decide(fields, faults));
        Assert.Equal(Condition.Where("came", Look.Is, "yes"), new ConditionDraft([new("came", Look.AtLeast, "yes"), new(null, Look.Is, "")], false).Decide(fields, faults));
        Assert.Empty(faults);
    }

    [Fact]
    public void Only_what_was_asked_earlier_can_be_looked_at()
    {
        var survey = Draft with { Hidden = ["order"], Screens = [.. Draft.Screens, new() { Questions = [Asked("set", QuestionKind.Statements, "fast"), Asked("words", QuestionKind.Words), Asked("end", QuestionKind.Line)] }] };

        Assert.Equal(["is.order"], AskedField.Before(survey, 0, 0).Select(field => field.Name));
        Assert.Equal(["came", "why", "is.order"], AskedField.Before(survey, 1, 0).Select(field => field.Name));
        Assert.Equal(["came", "why", "set.fast", "is.order"], AskedField.Before(survey, 1, 2).Select(field => field.Name));
    }

    [Fact]
    public void What_nobody_gets_to_is_told_in_the_picture_of_the_ways()
    {
        var survey = Draft with
        {
            Screens = [.. Draft.Screens, new() { ShowIf = Condition.Where("came", Look.Is, "maybe"), Questions = [Asked("end", QuestionKind.Line)] }],
            Endings = [new() { Title = Wording.Of("תודה", "Thanks") }, new() { ShowIf = Condition.Where("came", Look.Is, "no") }],
        };

        var flow = SurveyFlow.Of(survey);

        Assert.Equal([true, false], flow.Stops.Select(stop => stop.Reached));
        Assert.False(flow.Stops[1].Questions[0].Reached);
        Assert.Equal([true, false], flow.Ends.Select(end => end.Reached));
        Assert.True(flow.LeavesSomeOut);
    }

    private static Result<QuestionChange> Decide(string key, Func<QuestionDraft, QuestionDraft> typed) => QuestionChange.Decide(Draft, key, typed(QuestionDraft.Of(Draft.Questions.Single(one => one.Key == key))));

    private static Dictionary<string, string?> Said(string hebrew) => new() { ["he"] = hebrew };

    private static Dictionary<string, string?> Set(QuestionDraft draft, string field, string text) => new(draft.Texts) { [field] = text };
}
