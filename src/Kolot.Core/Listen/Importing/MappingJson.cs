using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kolot.Core.Listen.Importing;

/// <summary>Mappings as text: how they are kept by name, handed over and written by hand.</summary>
public static class MappingJson
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The mapping as JSON.</summary>
    public static string Write(ImportMapping mapping) => JsonSerializer.Serialize(mapping, Json);

    /// <summary>The mapping that the JSON holds; null if it holds none.</summary>
    public static ImportMapping? Read(string json)
    {
        try
        {
            var mapping = JsonSerializer.Deserialize<ImportMapping>(json, Json);
            return mapping is { Columns: not null, Source: not null, Encoding: not null } ? mapping : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
