using Kolot.Core.Listen.Surveys;
using static Kolot.Core.Tests.Listen.Surveys.SurveyWalkTests;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class SurveyStepTests
{
    private static readonly Survey Visit = new()
    {
        Screens =
        [
            new() { Questions = [Asked("came", QuestionKind.One, "yes", "no"), Asked("why", QuestionKind.Text) with { Needed = Needed.Yes, ShowIf = Condition.Where("came", Look.Is, "no") }] },
            new() { Questions = [Asked("score", QuestionKind.Csat) with { Needed = Needed.Yes }] },
            new() { Questions = [Asked("more", QuestionKind.Text)] },
        ],
    };

    [Fact]
    public void A_question_that_an_answer_brings_in_is_shown_before_one_goes_on_and_is_not_wrong_before_it_was_seen()
    {
        var brought = Step(0, ("shown", "came"), ("came", "no"));

        Assert.True(brought is { Brought: true, Stays: true, Next: null });
        Assert.Empty(brought.Faults);
        Assert.Equal("why: required", string.Join(' ', Step(0, ("shown", "came why"), ("came", "no")).Faults.Select(fault => $"{fault.Field}: {fault.Reason}")));
        Assert.Equal(1, Step(0, ("shown", "came why"), ("came", "no"), ("why", "חולים")).Next);
        Assert.Equal(1, Step(0, ("shown", "came"), ("came", "yes")).Next);
    }

    [Fact]
    public void Whoever_comes_to_the_end_by_a_way_of_their_own_is_led_to_what_must_be_answered() => Assert.Equal(1, Step(2, ("more", "תודה")).Next);

    [Fact]
    public void Whoever_answered_what_must_be_is_at_the_end() => Assert.Null(SurveyStep.Of(Visit, Given.Nothing.With("score", "5"), 2, _ => [], false).Next);

    private static SurveyStep Step(int screen, params (string Field, string Value)[] posted) =>
        SurveyStep.Of(Visit, Given.Nothing, screen, field => [.. posted.Where(one => one.Field == field).Select(one => one.Value)], false);
}
