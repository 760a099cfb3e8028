using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core.Listen.Surveys;

namespace Kolot.Core.Benchmarks;

/// <summary>Designs, forms and grades as text: how they are kept.</summary>
public static class StudyJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false), new WordingConverter() },
    };

    /// <summary>A design, form, list or dictionary of this folder as JSON.</summary>
    public static string Write<T>(T kept) => JsonSerializer.Serialize(kept, Json);

    /// <summary>What the JSON holds: only for what Kolot wrote itself.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, Json) ?? throw new JsonException();

    /// <summary>Grades as JSON, by the item's key; null for what does not apply.</summary>
    public static string WriteGrades(IReadOnlyDictionary<string, int?> grades) => JsonSerializer.Serialize(grades);

    /// <summary>The grades that the JSON holds.</summary>
    public static IReadOnlyDictionary<string, int?> ReadGrades(string json) => JsonSerializer.Deserialize<Dictionary<string, int?>>(json) ?? [];
}
