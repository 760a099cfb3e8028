using System.Globalization;
using System.Text.Json;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Listen.SurveyResults;

/// <summary>Reads out of a voice what was answered in a survey: the way back from <see cref="SurveyVoice"/>.</summary>
/// <remarks>Who answered stays with the voice's customer, and what came along hidden is not told by it: of neither is there an answer here.</remarks>
public sealed class AnswerSheet
{
    private readonly Dictionary<string, (Question Question, string Value)> known = [];
    private readonly string? headline;
    private readonly string? comment;

    /// <summary>The sheet of a version.</summary>
    public AnswerSheet(Survey survey)
    {
        headline = survey.Headline?.Key;
        comment = survey.Questions.FirstOrDefault(question => question.IsComment)?.Key;
        foreach (var question in survey.Questions.Where(question => !question.Headline && !question.IsComment))
            foreach (var (key, value) in KeysOf(question)) known.TryAdd(key, (question, value));
    }

    /// <summary>What was answered.</summary>
    /// <param name="score">The voice's headline score.</param>
    /// <param name="text">Its words.</param>
    /// <param name="answers">Its answers, as JSON.</param>
    public Given Read(double? score, string? text, string? answers)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>();
        if (headline is not null && score is { } given) values[headline] = [Text(given)];
        if (comment is not null && !string.IsNullOrEmpty(text)) values[comment] = [text];
        if (answers is null) return new(values);
        var (ticked, places) = (new Dictionary<string, List<string>>(), new Dictionary<string, SortedDictionary<double, string>>());
        using var json = JsonDocument.Parse(answers);
        foreach (var answer in json.RootElement.EnumerateObject())
        {
            if (!known.TryGetValue(answer.Name, out var asked)) continue;
            var (question, value) = asked;
            if (value == "other" && answer.Value.ValueKind == JsonValueKind.String) values[$"{question.Key}.other"] = [answer.Value.GetString() ?? ""];
            if (question.Kind == QuestionKind.Several) Of(ticked, question.Key).Add(value);
            else if (question.Kind == QuestionKind.Ranking && answer.Value.TryGetDouble(out var place)) Of(places, question.Key)[place] = value;
            else if (question.Kind == QuestionKind.Statements) values[$"{question.Key}.{value}"] = [Text(answer.Value)];
            else if (value.Length == 0) values[question.Key] = [Text(answer.Value)];
        }

        foreach (var (key, chosen) in ticked) values[key] = chosen;
        foreach (var (key, order) in places) values[key] = [.. order.Values];
        return new(values);
    }

    private static IEnumerable<(string Key, string Value)> KeysOf(Question question)
    {
        switch (question.Kind)
        {
            case QuestionKind.Contact or QuestionKind.Words: yield break;
            case QuestionKind.Statements:
                foreach (var statement in question.Choices) yield return (statement.Key, statement.Key);
                break;
            case QuestionKind.Several or QuestionKind.Ranking:
                foreach (var choice in question.Choices) yield return ($"{question.Key}.{choice.Key}", choice.Key);
                break;
            default: yield return (question.Key, ""); break;
        }

        if (question.Other) yield return ($"{question.Key}.other", "other");
    }

    private static T Of<T>(Dictionary<string, T> all, string key) where T : new() => all.TryGetValue(key, out var known) ? known : all[key] = new();

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? "",
        JsonValueKind.True => "yes",
        _ => value.GetRawText(),
    };

    private static string Text(double number) => number.ToString("R", CultureInfo.InvariantCulture);
}
