using System.Text.Encodings.Web;
using System.Text.Json;
using Kolot.Core.Listen.SurveyResults;
using Kolot.Core.Listen.Surveys;
using Kolot.Listen.SurveyResults.Files;

namespace Kolot.Listen.SurveyResults;

/// <summary>A response as JSON: what was answered by the key of each question.</summary>
internal static class ResponseJson
{
    /// <summary>Hebrew is written as Hebrew.</summary>
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one.</summary>
    public static void Write(Utf8JsonWriter json, string survey, IReadOnlyList<Question> questions, ExportRow row)
    {
        var response = row.Seen.Response;
        json.WriteStartObject();
        json.WriteString("id", response.Id);
        json.WriteString("survey", survey);
        json.WriteNumber("version", response.Number);
        json.WriteString("language", response.Language);
        json.WriteString("way", response.Way);
        json.WriteString("begunAt", response.BegunAt);
        json.WriteString("sentAt", response.SentAt);
        if (response.FinishedAt is { } finished) json.WriteString("finishedAt", finished);
        else json.WriteNull("finishedAt");
        json.WriteString("counted", response.Counted.ToString().ToLowerInvariant());
        json.WriteNumber("seconds", OneResponse.SecondsOf(response.Seconds).Sum() ?? 0);
        if (row.Seen.Voice is { } voice) json.WriteString("voice", voice);
        else json.WriteNull("voice");
        json.WriteStartObject("answers");
        var written = new HashSet<string>();
        foreach (var question in questions) Write(json, question, row.Given, written);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Of a key that came to be asked otherwise only one of the two was asked of anybody.
    private static void Write(Utf8JsonWriter json, Question question, Given given, HashSet<string> written)
    {
        if (!question.Fields.Any(field => given[field].Count > 0) || !written.Add(question.Key)) return;
        if (question.Kind == QuestionKind.Statements)
        {
            json.WriteStartObject(question.Key);
            foreach (var statement in question.Choices)
                if (given.One($"{question.Key}.{statement.Key}") is { } agreed) Value(json, statement.Key, agreed, number: true);
            json.WriteEndObject();
        }
        else if (question.Kind is QuestionKind.Several or QuestionKind.Ranking)
        {
            json.WriteStartArray(question.Key);
            foreach (var chosen in given[question.Key]) json.WriteStringValue(chosen);
            json.WriteEndArray();
        }
        else if (given.One(question.Key) is { } value)
        {
            Value(json, question.Key, value, question.IsScore || question.Kind == QuestionKind.Number);
        }

        if (question.Other && given.One($"{question.Key}.other") is { } other) json.WriteString($"{question.Key}.other", other);
    }

    private static void Value(Utf8JsonWriter json, string key, string value, bool number)
    {
        if (number && double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var said) && double.IsFinite(said)) json.WriteNumber(key, said);
        else json.WriteString(key, value);
    }
}
