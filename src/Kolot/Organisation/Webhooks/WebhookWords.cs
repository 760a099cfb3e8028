using System.Globalization;
using Kolot.Store;

namespace Kolot.Organisation.Webhooks;

/// <summary>How endpoints and messages stand, in the reader's language.</summary>
public static class WebhookWords
{
    /// <summary>How a message stands.</summary>
    public static string Of(DeliveryState state) => state switch
    {
        DeliveryState.Taken => Words.Taken,
        DeliveryState.Failed => Words.Failed,
        _ => Words.Waiting,
    };

    /// <summary>The kind of badge that says so.</summary>
    public static string? KindOf(DeliveryState state) => state switch
    {
        DeliveryState.Taken => "good",
        DeliveryState.Failed => "bad",
        _ => null,
    };

    /// <summary>Why a message was not taken.</summary>
    public static string Why(string reason) => Words.ResourceManager.GetString("Why_" + reason, CultureInfo.CurrentUICulture) ?? reason;

    /// <summary>Why an endpoint is off.</summary>
    public static string OffBecause(string? reason) => reason switch
    {
        "gone" => Words.OffGone,
        "failing" => Words.OffFailing,
        _ => Words.OffPerson,
    };

    /// <summary>JSON in lines, for reading.</summary>
    public static string InLines(string json) => System.Text.Json.Nodes.JsonNode.Parse(json)?.ToJsonString(Pretty) ?? json;

    private static readonly System.Text.Json.JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
