using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Kolot.Core.Organisation.Webhooks;

/// <summary>The body of a message: what happened, when, and of what.</summary>
public static class WebhookBody
{
    /// <summary>The most bytes that a body has, by the specification.</summary>
    public const int MostBytes = 20_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The body with the fuller data where it is wanted and fits; else with the thin.</summary>
    public static string Of(string type, DateTime at, JsonObject thin, JsonObject? full)
    {
        var whole = full is null ? null : Written(type, at, full);
        return whole is not null && System.Text.Encoding.UTF8.GetByteCount(whole) <= MostBytes ? whole : Written(type, at, thin);
    }

    private static string Written(string type, DateTime at, JsonObject data) => new JsonObject
    {
        ["type"] = type,
        ["timestamp"] = at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        ["data"] = data.DeepClone(),
    }.ToJsonString(Json);
}
