using Kolot.Core.Listen;
using Kolot.Core.Listen.Surveys;
using static Kolot.Core.Tests.Listen.Surveys.SurveyWalkTests;

namespace Kolot.Core.Tests.Listen.Surveys;

public sealed class SurveyVoiceTests
{
    private static readonly Survey Survey = new()
    {
        Languages = ["he", "en"],
        Screens =
        [
            new()
            {
                Questions =
                [
                    Asked("recommend", QuestionKind.Nps) with { Headline = true }, Asked("comment", QuestionKind.Text) with { IsComment = true },
                    Asked("set", QuestionKind.Statements, "fast", "courteous"), Asked("why", QuestionKind.Several, "price", "service") with { Other = true },
                    Asked("order", QuestionKind.Ranking, "a", "b"), Asked("ces", QuestionKind.Ces), Asked("who", QuestionKind.Contact),
                ],
            },
        ],
    };

    private static readonly HeardVoice Bare = new() { Source = SurveyVoice.SourceOf("visit"), Id = "1", Channel = "survey" };

    [Fact]
    public void The_headline_is_the_score_the_comment_the_words_and_statements_are_known_by_their_own_names()
    {
        var voice = SurveyVoice.Of(Walk(("recommend", ["9"]), ("comment", ["היה נהדר"]), ("set.fast", ["4"]), ("ces", ["6"])), Bare);

        Assert.Equal(new HeardScore(9, 0, 10), voice.Score);
        Assert.Equal("היה נהדר", voice.Text);
        Assert.Equal("{\"fast\":4,\"ces\":6}", Answers(voice));
        Assert.Equal("survey:visit", voice.Source);
    }

    [Fact]
    public void Each_choice_is_an_answer_and_each_place_a_number()
    {
        var voice = SurveyVoice.Of(Walk(("why", ["price", "other"]), ("why.other", ["חניה"]), ("order", ["b", "a"])), Bare);

        Assert.Equal("{\"why.price\":true,\"why.other\":\"\\u05D7\\u05E0\\u05D9\\u05D4\",\"order.b\":1,\"order.a\":2}", Answers(voice));
        Assert.Null(voice.Score);
    }

    [Fact]
    public void What_was_left_says_that_it_was_not_finished_and_where_nothing_was_said_nobody_is_heard()
    {
        var left = SurveyVoice.Left(Walk(("recommend", ["2"]), ("ces", ["6"])), Bare) ?? throw new InvalidOperationException("It says something.");

        Assert.Equal((2d, "{\"ces\":6,\"finished\":false}"), (left.Score?.Value, Answers(left)));
        Assert.Null(SurveyVoice.Left(Walk(), Bare));
        Assert.Null(SurveyVoice.Left(Walk(("who.name", ["רותי"])), Bare));
    }

    [Fact]
    public void Who_says_who_they_are_is_that_customer_and_who_is_known_stays()
    {
        var said = Walk(("who.name", ["רותי"]), ("who.phone", ["+972541234567"]));

        Assert.Equal("+972541234567", SurveyVoice.Of(said, Bare).Customer?.Phone);
        Assert.Equal(("crm", "7733", "רותי"), SurveyVoice.Of(said, Bare with { Customer = new() { Source = "crm", Id = "7733" } }).Customer is { } known ? (known.Source, known.Id, known.Name) : default);
        Assert.Null(SurveyVoice.Of(Walk(("who.name", ["רותי"])), Bare).Customer);
    }

    [Fact]
    public void Words_speak_of_what_was_chosen_in_the_words_of_the_choice_and_know_whose_they_are()
    {
        var given = Given.Nothing.With("why", "price", "other").With("why.other", "חניה");
        Piping.Piece[] pieces = [.. Piping.Fill("בחרתם ב{why}, {is.name|לקוח יקר}.", field => Piping.Said(Survey, given, field, "he"))];

        Assert.Equal([new("בחרתם ב", false), new("price, חניה", true), new(", ", false), new("לקוח יקר", false), new(".", false)], pieces);
    }

    private static SurveyWalk Walk(params (string Field, string[] Values)[] given) => new(Survey, given.Aggregate(Given.Nothing, (all, one) => all.With(one.Field, one.Values)));

    private static string Answers(HeardVoice voice) => "{" + string.Join(',', voice.Answers!.Select(answer => $"\"{answer.Key}\":{answer.Value.GetRawText()}")) + "}";
}
