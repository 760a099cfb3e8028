namespace Kolot.Outside.Webhooks;

/// <summary>All types of events that other systems can be told of, in the order in which they are shown.</summary>
public sealed class WebhookEvents(IEnumerable<IWebhookEvent> events)
{
    /// <summary>The types.</summary>
    public IReadOnlyList<IWebhookEvent> All { get; } = [.. events];

    /// <summary>Their codes.</summary>
    public IReadOnlyList<string> Types => [.. All.Select(known => known.Type)];

    /// <summary>One of them; null where there is none of that code.</summary>
    public IWebhookEvent? Of(string type) => All.FirstOrDefault(known => known.Type == type);
}
