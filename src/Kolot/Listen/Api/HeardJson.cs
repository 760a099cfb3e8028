using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Listen;

namespace Kolot.Listen.Api;

/// <summary>Reads voices from JSON: one, or an array of them.</summary>
internal static class HeardJson
{
    /// <summary>The most voices in one call.</summary>
    public const int Most = 1000;

    /// <summary>The most bytes in one call.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    /// <summary>Reads a body.</summary>
    /// <returns>The voices, or what is wrong with the JSON and where.</returns>
    public static Result<IReadOnlyList<HeardVoice>> Read(ReadOnlySpan<byte> body)
    {
        try
        {
            var start = body.TrimStart(" \t\r\n"u8);
            if (start is [(byte)'[', ..])
                return JsonSerializer.Deserialize(body, HeardJsonContext.Default.HeardVoiceArray) is { Length: > 0 } many
                    ? many.Length > Most ? new Refusal.Invalid("voices", "too_many")
                    : many.All(voice => voice is not null) ? many : new Refusal.Invalid("voices", "required")
                    : new Refusal.Invalid("voices", "required");
            return JsonSerializer.Deserialize(body, HeardJsonContext.Default.HeardVoice) is { } one
                ? new[] { one }
                : new Refusal.Invalid("voices", "required");
        }
        catch (JsonException fault)
        {
            return new Refusal.Invalid(PathOf(fault.Path), fault.Path is null or "$" ? "not_json" : "wrong_type");
        }
    }

    // $.score.value becomes score.value, and $[3].text becomes voices[3].text, as everywhere else.
    private static string PathOf(string? path) => path switch
    {
        null or "$" => "$",
        ['$', '[', ..] => "voices" + path[1..],
        _ => path.TrimStart('$', '.'),
    };
}

/// <summary>The shapes that the API reads and writes, compiled ahead.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HeardVoice))]
[JsonSerializable(typeof(HeardVoice[]))]
[JsonSerializable(typeof(HearVoices.Answer))]
[JsonSerializable(typeof(VoicesApi.VoicePage))]
[JsonSerializable(typeof(VoicesApi.VoiceAnswer))]
internal sealed partial class HeardJsonContext : JsonSerializerContext;
