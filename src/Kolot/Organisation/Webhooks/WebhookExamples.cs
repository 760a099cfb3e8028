namespace Kolot.Organisation.Webhooks;

/// <summary>What endpoints and their messages look like on their way in and out, for whoever writes a program.</summary>
internal static class WebhookExamples
{
    public static readonly Dictionary<string, string> Names = new()
    {
        ["id"] = "The endpoint's id.",
        ["delivery"] = "The message's id in the list, not that of its header.",
        ["state"] = "waiting, taken or failed; all if left out.",
        ["limit"] = "How many on a page: 1 to 250, 50 if left out.",
        ["cursor"] = "What the page before gave as next.",
    };

    public const string Sent = """
        { "name": "CRM", "address": "https://crm.example.org/kolot", "events": [ "voice.heard", "customer.erased" ], "full": false }
        """;

    public const string Endpoint = """
        {
          "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11", "name": "CRM", "address": "https://crm.example.org/kolot", "events": [ "voice.heard", "customer.erased" ], "full": false,
          "offAt": null, "offBecause": null, "failingSince": null, "takenAt": "2026-11-02T07:33:12Z", "waiting": 0, "failed": 2, "version": 1, "secret": null
        }
        """;

    public const string Endpoints = "{ \"endpoints\": [ " + Endpoint + " ] }";

    public const string Made = """
        {
          "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11", "name": "CRM", "address": "https://crm.example.org/kolot", "events": [ "voice.heard", "customer.erased" ], "full": false,
          "offAt": null, "offBecause": null, "failingSince": null, "takenAt": null, "waiting": 0, "failed": 0, "version": 0, "secret": "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
        }
        """;

    public const string Events = """
        { "events": [ { "type": "voice.heard", "name": "A voice was heard", "about": "Every new voice, on every channel." } ] }
        """;

    public const string Deliveries = """
        {
          "deliveries": [
            {
              "id": "019a4b1e-9c00-7a21-8d32-6e7f8a9b0c1d", "message": "msg_019a4b1e9b007c439e541a2b3c4d5e6f", "type": "voice.heard", "subject": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11",
              "at": "2026-11-02T07:33:12Z", "state": "taken", "tries": 1, "nextAt": null, "status": 204, "reason": null, "endedAt": "2026-11-02T07:33:13Z", "body": null, "attempts": null
            }
          ],
          "next": null
        }
        """;

    public const string Delivery = """
        {
          "id": "019a4b1e-9c00-7a21-8d32-6e7f8a9b0c1d", "message": "msg_019a4b1e9b007c439e541a2b3c4d5e6f", "type": "webhook.test", "subject": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11",
          "at": "2026-11-02T07:33:12Z", "state": "failed", "tries": 1, "nextAt": null, "status": 500, "reason": "refused", "endedAt": "2026-11-02T07:33:13Z",
          "body": { "type": "webhook.test", "timestamp": "2026-11-02T07:33:12.000Z", "data": { "endpoint": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11" } },
          "attempts": [ { "at": "2026-11-02T07:33:12Z", "milliseconds": 41, "status": 500, "reason": "refused", "said": "no such route" } ]
        }
        """;

    public const string Stretch = """
        { "from": "2026-11-02T00:00:00+02:00", "until": "2026-11-03T00:00:00+02:00", "all": false }
        """;

    public const string Count = """
        { "count": 12 }
        """;
}
