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

    /// <summary>The grades that the JSON holds, as whoever graded gave them.</summary>
    public static IReadOnlyDictionary<string, int?> ReadGrades(string json) => All(json).Where(one => !one.Key.StartsWith(Corrected)).ToDictionary();

    /// <summary>The grades that count: a reviewer's where one corrected them, else those that were given.</summary>
    public static IReadOnlyDictionary<string, int?> ReadCounted(string json)
    {
        var counted = new Dictionary<string, int?>(ReadGrades(json));
        foreach (var (key, grade) in All(json).Where(one => one.Key.StartsWith(Corrected))) counted[key[1..]] = grade;
        return counted;
    }

    /// <summary>Whether a reviewer corrected some of them.</summary>
    public static bool IsCorrected(string json) => json.Contains($"\"{Corrected}", StringComparison.Ordinal);

    /// <summary>Grades as JSON with what is to count instead beside them: what was given stays, for how far two people agree is told of that.</summary>
    public static string WriteCounted(string json, IReadOnlyDictionary<string, int?> counted)
    {
        var all = new Dictionary<string, int?>(ReadGrades(json));
        foreach (var (key, grade) in counted)
            if (!all.TryGetValue(key, out var given) || given != grade) all[Corrected + key] = grade;
        return WriteGrades(all);
    }

    // Before the key of an item whose grade a reviewer corrected; no item's key begins so.
    private const char Corrected = '=';

    private static Dictionary<string, int?> All(string json) => JsonSerializer.Deserialize<Dictionary<string, int?>>(json) ?? [];
}
