using Kolot.Core.Listen.SurveyResults;
using Kolot.Core.Listen.Surveys;
using Kolot.Core.Statistics;

namespace Kolot.Core.Tests.Listen.SurveyResults;

public sealed class SurveyTallyTests
{
    [Fact]
    public void A_share_is_of_those_who_were_asked_with_the_interval_of_Wilson()
    {
        var tally = Tally(
            Answered.Response(1, ("where", ["shop"]), ("why", ["price"])), Answered.Response(2, ("where", ["shop"]), ("why", ["price", "staff"])), Answered.Response(3, ("where", ["shop"]), ("why", ["price"])),
            Answered.Response(4, ("where", ["shop"])), Answered.Response(5, ("where", ["home"])), Answered.Response(6, ("where", ["home"])));

        var why = Of(tally, "why");
        Assert.Equal((4, 3), (why.Asked, why.Answered));
        // 3 of 4: (3 + z²/2 ± z √(3·1/4 + z²/4)) / (4 + z²) with z = 1.959964.
        var price = why.ShareOf("price").Value;
        Assert.Equal((0.75, 0.3006, 0.9544), (price.Value, Math.Round(price.Interval.Low, 4), Math.Round(price.Interval.High, 4)));
        Assert.Equal(0.25, why.ShareOf("staff").Value.Value);
        Assert.Equal((6, 4), (Of(tally, "where").Asked, Of(tally, "where").Chosen("shop")));
        Assert.Equal(0, Of(tally, "comment").Answered);
    }

    [Fact]
    public void An_NPS_is_promoters_less_detractors_with_the_interval_of_Tango_and_nothing_is_said_of_four()
    {
        var answers = new[] { "10", "9", "8", "6", "3" }.Select((score, at) => Answered.Response(at, ("recommend", [score]))).ToArray();

        var nps = Of(Tally(answers), "recommend").Scores().Nps.Value;
        Assert.Equal((5, 0), (nps.N, nps.Value));
        var tango = Nps.Of(new(2, 1, 2)).Value.Interval;
        Assert.Equal(tango.Low, nps.Interval.Low, 1e-9);
        Assert.Equal(tango.High, nps.Interval.High, 1e-9);
        Assert.Equal(CannotSay.TooFew, Of(Tally(answers[..4]), "recommend").Scores().Nps.Why);
        Assert.Equal([3d, 6, 8, 9, 10], Of(Tally(answers), "recommend").Scores().Counts.Keys);
    }

    [Fact]
    public void Who_answers_again_and_again_is_no_crowd()
    {
        var tally = Tally([.. Enumerable.Range(0, 20).Select(at => Answered.Response(at % 4, ("recommend", ["9"])))]);

        Assert.Equal(CannotSay.TooFew, Of(tally, "recommend").Scores().Nps.Why);
    }

    [Fact]
    public void What_was_found_stands_beside_what_was_expected_of_those_who_said_both()
    {
        (string Hoped, string? Found)[] said = [("5", "3"), ("5", "4"), ("4", "4"), ("5", "2"), ("4", "5"), ("1", null)];
        var tally = Tally([.. said.Select((one, at) => Answered.Response(at, ("hoped", [one.Hoped]), ("found", one.Found is null ? [] : [one.Found])))]);

        var pair = Assert.Single(Of(tally, "found").Pairs).Value.Figure.Value;

        // Differences −2 −1 0 −3 1: mean −1, s² = 10/4, t = −1/√(2.5/5) = −1.41421 with 4 degrees; the point of Student is 2.776445.
        Assert.Equal((5, 4.6, 3.6, -1.0), (pair.N, pair.Expected, Math.Round(pair.Found, 9), Math.Round(pair.Difference, 9)));
        Assert.Equal((-2.963, 0.963, 0.2302), (Math.Round(pair.Interval.Low, 3), Math.Round(pair.Interval.High, 3), Math.Round(pair.P, 4)));
    }

    [Fact]
    public void A_place_in_an_order_has_its_mean_and_its_share_of_firsts()
    {
        var tally = Tally([.. new[] { "ab", "ab", "ab", "ba", "a" }.Select((order, at) => Answered.Response(at, ("where", ["shop"]), ("order", [.. order.Select(letter => $"{letter}")])))]);

        var order = Of(tally, "order");
        Assert.Equal((1.2, 4), (order.Scores("a").Mean.Value.Value, order.FirstOf("a").Value.Count));
        Assert.Equal(CannotSay.TooFew, order.Scores("b").Mean.Why);
    }

    [Fact]
    public void A_screen_is_seen_sent_and_left_and_takes_its_time()
    {
        OneResponse Half(params (string Field, string[] Values)[] fields) => Answered.Response(9, fields) with { IsFinished = false, IsHeard = false, Screen = 1, Seconds = [30] };
        var tally = Tally(
            Answered.Response(1, ("where", ["shop"])), Answered.Response(2, ("where", ["shop"])) with { Seconds = [12, 40] }, Answered.Response(3, ("where", ["home"])) with { Seconds = [14] },
            Half(("where", ["shop"])), Half(("where", ["shop"])));

        Assert.Equal((5, 3, 0.6), (tally.Begun, tally.Finished, tally.Completion.Value.Value));
        Assert.Equal([(5L, 5L, 0L, 14d), (4L, 2L, 2L, 30d)], tally.Screens.Select(screen => (screen.Seen, screen.Sent, screen.Left, screen.Median ?? 0)));
        Assert.Equal(30, tally.MedianSeconds);
        // Half answers are no voices yet, and no question counts them.
        Assert.Equal((3, 3), (Of(tally, "where").Asked, Of(tally, "where").Answered));
        Assert.Equal((5L, 3L), tally.Days[new(2026, 11, 1)]);
    }

    [Fact]
    public void Where_asking_hung_on_what_came_along_hidden_only_those_who_answered_are_known_to_have_been_asked()
    {
        var survey = Answered.Survey with
        {
            Hidden = ["plan"],
            Screens = [new() { Questions = [Answered.Asked("gold", QuestionKind.Csat) with { ShowIf = Condition.Where("is.plan", Look.Is, "gold") }, Answered.Asked("plain", QuestionKind.Csat)] }],
        };
        var tally = new SurveyTally(new Dictionary<int, Survey> { [1] = survey }, 1);
        tally.Add(Answered.Response(1, ("gold", ["4"]), ("plain", ["3"])));
        tally.Add(Answered.Response(2, ("plain", ["3"])));

        Assert.Equal((1, 1), (Of(tally, "gold").Asked, Of(tally, "gold").Answered));
        Assert.Equal(2, Of(tally, "plain").Asked);
    }

    [Fact]
    public void Over_versions_a_question_is_one_as_long_as_it_is_of_one_kind_and_choices_that_are_gone_are_still_told()
    {
        var older = Answered.Survey with { Screens = [new() { Questions = [Answered.Asked("where", QuestionKind.One, "market"), Answered.Asked("wait", QuestionKind.Text)] }] };
        var tally = new SurveyTally(new Dictionary<int, Survey> { [1] = older, [2] = Answered.Survey }, 2);
        tally.Add(Answered.Response(1, ("where", ["market"]), ("wait", ["מעט"])));
        tally.Add(Answered.Response(2, ("where", ["shop"]), ("wait", ["7"])) with { Number = 2 });

        Assert.Equal(["shop", "home", "market"], Of(tally, "where").Question.Choices.Select(choice => choice.Key));
        Assert.Equal((2, 1), (Of(tally, "where").Answered, Of(tally, "where").Chosen("market")));
        Assert.Equal([QuestionKind.Number, QuestionKind.Text], tally.Questions.Where(question => question.Question.Key == "wait").Select(question => question.Question.Kind));
    }

    private static SurveyTally Tally(params OneResponse[] responses)
    {
        var tally = new SurveyTally(new Dictionary<int, Survey> { [1] = Answered.Survey }, 1);
        foreach (var response in responses) tally.Add(response);
        return tally;
    }

    private static QuestionTally Of(SurveyTally tally, string key) => tally.Questions.First(question => question.Question.Key == key);
}
