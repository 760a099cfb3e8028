using Kolot.Store;

namespace Kolot.Browser.Tests;

/// <summary>An endpoint of the café that was told of something, a line of its plan, and what became of them.</summary>
internal static class WebhooksInBrowser
{
    /// <summary>Sets them.</summary>
    /// <returns>The endpoint, a message to it, and the line.</returns>
    public static async Task<(Guid Endpoint, Guid Delivery, Guid Line)> Set(OrganisationStore store, DateTime now)
    {
        var channel = store.Channels.Single(one => one.Code == "survey").Id;
        var endpoint = new WebhookEndpoint
        {
            Id = Guid.CreateVersion7(), Name = "ה-CRM של הסניפים", Address = "https://crm.example.org/kolot", Events = "voice.heard,survey.answered,customer.erased", Secret = [1], MadeBy = Guid.CreateVersion7(),
            MadeAt = now.AddDays(-9), FailingSince = now.AddHours(-3), TakenAt = now.AddHours(-4), OldSecret = [2], OldUntil = now.AddHours(20),
        };
        var off = new WebhookEndpoint { Id = Guid.CreateVersion7(), Name = "Team chat", Address = "https://chat.example.org/in", Events = "alert.fired", Secret = [1], MadeBy = Guid.CreateVersion7(), MadeAt = now.AddDays(-90), OffAt = now.AddDays(-1), OffBecause = "failing" };
        WebhookDelivery[] deliveries =
        [
            .. Enumerable.Range(0, 3).Select(index => new WebhookDelivery
            {
                Id = Guid.CreateVersion7(new DateTimeOffset(now.AddMinutes(-40 * (3 - index)))), EndpointId = endpoint.Id, MessageId = Guid.CreateVersion7(), Type = index == 1 ? "survey.answered" : "voice.heard", Subject = Guid.CreateVersion7(), At = now.AddMinutes(-40 * (3 - index)),
                Body = """{"type":"voice.heard","timestamp":"2026-11-02T07:33:12.000Z","data":{"id":"019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11","channel":"survey","score":{"value":4,"low":0,"high":10}}}""",
                State = (DeliveryState)index, Tries = 2, DueAt = index == 0 ? now.AddHours(2) : null, Status = index == 1 ? 204 : 503, Reason = index == 1 ? null : "refused", EndedAt = index == 0 ? null : now,
            }),
        ];
        store.AddRange(endpoint, off);
        store.AddRange(deliveries.AsEnumerable());
        store.WebhookAttempts.AddRange(Enumerable.Range(0, 2).Select(index => new WebhookAttempt
        {
            Id = Guid.CreateVersion7(), DeliveryId = deliveries[0].Id, At = now.AddMinutes(-30 * (index + 1)), Milliseconds = index == 0 ? 15_000 : 212, Status = index == 0 ? null : 503, Reason = index == 0 ? "too_slow" : "refused", Said = index == 0 ? null : "upstream is resting",
        }));
        var line = new RhythmLine { Id = Guid.CreateVersion7(), Name = "איך היה הביקור", ChannelId = channel, Expected = 3, MadeAt = now.AddDays(-60) };
        store.RhythmLines.Add(line);
        await store.SaveChangesAsync();
        return (endpoint.Id, deliveries[0].Id, line.Id);
    }
}
