using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kolot.Core.Listen.Surveys;

/// <summary>Surveys and answers as text: how they are kept, handed over and brought in.</summary>
public static class SurveyJson
{
    /// <summary>The longest survey that is taken in, in characters.</summary>
    public const int Longest = 1_000_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new WordingConverter() },
    };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    /// <summary>A survey as JSON.</summary>
    public static string Write(Survey survey, bool indented = false) => JsonSerializer.Serialize(survey, indented ? Indented : Json);

    /// <summary>The survey that the JSON holds; null if it holds none, or one of a form that is not known.</summary>
    public static Survey? Read(string json)
    {
        if (json.Length > Longest) return null;
        try
        {
            var survey = JsonSerializer.Deserialize<Survey>(json, Json);
            return survey is { Form: 1, Languages: not null, Screens: not null, Endings: not null, Hidden: not null, Quotas: not null }
                && survey.Screens.All(screen => screen?.Questions is not null && screen.Questions.All(IsWhole)) ? survey : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Answers as JSON: each field with its values.</summary>
    public static string Write(Given given) => JsonSerializer.Serialize(given.Values, Json);

    /// <summary>The answers that the JSON holds.</summary>
    public static Given ReadGiven(string json) => new(JsonSerializer.Deserialize<Dictionary<string, IReadOnlyList<string>>>(json, Json) ?? []);

    /// <summary>A mark of one piece of a draft as it stands: whoever changes it shows which one they had before them.</summary>
    public static string Mark<T>(T piece) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(piece, Json))))[..16];

    /// <summary>One piece of a draft as JSON.</summary>
    public static string WritePiece<T>(T piece) => JsonSerializer.Serialize(piece, Json);

    /// <summary>A question as it was written; null where it is none.</summary>
    public static Question? ReadQuestion(string json) => ReadPiece<Question>(json) is { } question && IsWhole(question) ? question : null;

    /// <summary>A screen as it was written; null where it is none.</summary>
    public static Screen? ReadScreen(string json) => ReadPiece<Screen>(json) is { Questions: not null } screen && screen.Questions.All(IsWhole) ? screen : null;

    private static T? ReadPiece<T>(string json) where T : class
    {
        try
        {
            return json.Length > Longest ? null : JsonSerializer.Deserialize<T>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWhole(Question? question) => question is { Key: not null, Text: not null, Hint: not null, LowEnd: not null, HighEnd: not null, Choices: not null }
        && question.Choices.All(choice => choice is { Key: not null, Text: not null });
}
