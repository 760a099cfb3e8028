using System.Text.Json;
using Kolot.Core.Listen;
using Kolot.Core.Listen.SurveyResults;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Tests.Listen.SurveyResults;

/// <summary>A survey of two screens, the second for those who were in the shop, and what people answered to it.</summary>
internal static class Answered
{
    public static readonly Survey Survey = new()
    {
        Languages = ["he", "en"],
        Screens =
        [
            new()
            {
                Questions =
                [
                    Asked("recommend", QuestionKind.Nps) with { Headline = true }, Asked("where", QuestionKind.One, "shop", "home") with { Other = true },
                    Asked("hoped", QuestionKind.Csat), Asked("found", QuestionKind.Csat) with { Expected = "hoped" },
                ],
            },
            new()
            {
                ShowIf = Condition.Where("where", Look.Is, "shop"),
                Questions =
                [
                    Asked("set", QuestionKind.Statements, "fast", "courteous"), Asked("why", QuestionKind.Several, "price", "staff") with { Other = true },
                    Asked("order", QuestionKind.Ranking, "a", "b"), Asked("wait", QuestionKind.Number), Asked("day", QuestionKind.Date), Asked("comment", QuestionKind.Text) with { IsComment = true },
                ],
            },
        ],
    };

    public static Question Asked(string key, QuestionKind kind, params string[] choices) =>
        new() { Key = key, Kind = kind, Text = Wording.Of($"{key}?", $"{key}?"), Choices = [.. choices.Select(choice => new Choice(choice, Wording.Of(choice, choice)))] };

    public static Given Given(params (string Field, string[] Values)[] fields) =>
        new(fields.ToDictionary(field => field.Field, field => (IReadOnlyList<string>)field.Values));

    /// <summary>A response that was finished, of nobody known.</summary>
    public static OneResponse Response(int customer, params (string Field, string[] Values)[] fields) =>
        new(1, Given(fields)) { IsFinished = true, IsHeard = true, Screen = 2, Seconds = [10, 20], Customer = customer, Day = new(2026, 11, 1) };

    /// <summary>What a voice says of a response, read back.</summary>
    public static Given ThereAndBack(Survey survey, params (string Field, string[] Values)[] fields)
    {
        var voice = SurveyVoice.Of(new(survey, Given(fields)), new() { Source = "survey:visit", Id = "1", Channel = "survey" });
        return new AnswerSheet(survey).Read(voice.Score?.Value, voice.Text, voice.Answers is null ? null : JsonSerializer.Serialize(voice.Answers));
    }
}
