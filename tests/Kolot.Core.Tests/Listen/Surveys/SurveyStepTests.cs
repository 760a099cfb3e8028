using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Organisation;
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

    [Fact]
    public void What_could_not_be_heard_at_the_end_is_told_at_its_own_screen_and_what_was_taken_there_is_heard()
    {
        var survey = new Survey { Screens = [.. Enumerable.Range(0, 2).Select(screen => new Screen { Questions = [.. Enumerable.Range(0, 12).Select(at => Asked($"q{screen}-{at}", QuestionKind.Text) with { Most = 20_000 })] })] };
        // Whatever is written longer than it is said counts as it is written: a quotation mark is two.
        SurveyStep Take(Given before, int screen, int length) => SurveyStep.Of(survey, before, screen, field => field.StartsWith('q') ? [new string('"', field.EndsWith("-7", StringComparison.Ordinal) ? length + 1 : length)] : [], false);

        var first = Take(Given.Nothing, 0, 8_000);
        var tooLong = Take(first.Given, 1, 9_000);
        var last = Take(first.Given, 1, 8_000);

        Assert.Equal(1, first.Next);
        Assert.Equal([new Fault("q1-7", "too_long_together")], tooLong.Faults);
        Assert.True(last is { Stays: false, Next: null });
        var voice = SurveyVoice.Left(new(survey, last.Given), new() { Source = SurveyVoice.SourceOf("long"), Id = "1", Channel = "survey" })!;
        Assert.Empty(FaultsOf(voice));
        Assert.Equal(["answers: too_long"], FaultsOf(voice with { Source = "crm" }));
    }

    private static IEnumerable<string> FaultsOf(HeardVoice voice) => Hearing.Decide(
        voice, new(new Dictionary<string, Guid> { ["survey"] = Guid.CreateVersion7() }, new Dictionary<string, Guid>(), new Dictionary<string, Guid>()), new(Member.Anybody("cafe"), new(2026, 11, 1, 8, 0, 0, DateTimeKind.Utc)), 1)
        .Refusal is Refusal.Invalid invalid ? invalid.Faults.Select(fault => $"{fault.Field}: {fault.Reason}") : [];

    private static SurveyStep Step(int screen, params (string Field, string Value)[] posted) =>
        SurveyStep.Of(Visit, Given.Nothing, screen, field => [.. posted.Where(one => one.Field == field).Select(one => one.Value)], false);
}
