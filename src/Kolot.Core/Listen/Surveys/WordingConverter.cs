using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kolot.Core.Listen.Surveys;

/// <summary>Writes a text in several languages as <c>{"he": "…"}</c>, which reads better by hand than <c>{"in": {"he": "…"}}</c>.</summary>
internal sealed class WordingConverter : JsonConverter<Wording>
{
    public override Wording Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        new(JsonSerializer.Deserialize<Dictionary<string, string>>(ref reader, options) ?? []);

    public override void Write(Utf8JsonWriter writer, Wording value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value.In, options);
}
