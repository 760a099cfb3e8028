using System.Text.Json;
using System.Text.Json.Nodes;
using Kolot.Store;

namespace Kolot.Respond.Cases;

/// <summary>Writes and reads what else is to be known of a step: codes, ids and numbers.</summary>
public static class CaseDetails
{
    /// <summary>As it is kept; what is null is left out.</summary>
    public static string? Of(params ReadOnlySpan<(string Key, object? Value)> details)
    {
        var json = new JsonObject();
        foreach (var (key, value) in details)
            if (value is not null) json[key] = JsonSerializer.SerializeToNode(value);
        return json.Count == 0 ? null : json.ToJsonString();
    }

    /// <summary>One of them, as text; null where it is not there.</summary>
    public static string? Detail(this CaseStep step, string key)
    {
        if (step.Details is null) return null;
        using var json = JsonDocument.Parse(step.Details);
        return json.RootElement.TryGetProperty(key, out var value) ? value.ToString() : null;
    }

    /// <summary>One of them, as an id.</summary>
    public static Guid? DetailId(this CaseStep step, string key) => Guid.TryParse(step.Detail(key), out var id) ? id : null;
}
