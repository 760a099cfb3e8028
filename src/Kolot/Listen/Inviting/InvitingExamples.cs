namespace Kolot.Listen.Inviting;

/// <summary>What events, campaigns and invitations look like on their way in and out, for whoever writes a program.</summary>
internal static class InvitingExamples
{
    public const string Event = """
        {
          "source": "crm", "id": "contact-88121", "kind": "contact-closed", "at": "2026-11-02T09:30:00+02:00",
          "customer": { "source": "crm", "id": "c-77", "name": "רות אברהם", "mail": "ruth@example.com" },
          "attributes": { "agent": "נועה", "subject": "חשבון" }
        }
        """;

    public const string Kept = """
        { "events": [ { "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11", "outcome": "kept" } ] }
        """;

    public const string Campaigns = """
        {
          "campaigns": [
            { "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e12", "name": "אחרי כל שיחה", "survey": "contact", "purpose": "feedback", "occasion": "event", "state": "running",
              "startedAt": "2026-11-01T08:00:00Z",
              "priority": "usual", "ways": ["mail", "sms"], "event": "contact-closed", "afterDays": 1, "everyMonths": 0, "attributes": {}, "samplePercent": 100, "patienceDays": 7, "answeredDays": 90,
              "reminders": 1, "reminderAfterDays": 3, "linkDays": 30 }
          ]
        }
        """;

    public const string Campaign = """
        {
          "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e12", "name": "אחרי כל שיחה", "survey": "contact", "purpose": "feedback", "occasion": "event", "state": "running",
          "startedAt": "2026-11-01T08:00:00Z",
          "priority": "usual", "ways": ["mail", "sms"], "event": "contact-closed", "afterDays": 1, "everyMonths": 0, "attributes": {}, "samplePercent": 100, "patienceDays": 7, "answeredDays": 90,
          "reminders": 1, "reminderAfterDays": 3, "linkDays": 30,
          "funnel": { "turns": 120, "waiting": 6, "spared": 30, "sent": 80, "arrived": 60, "opened": 41, "begun": 33, "finished": 28, "bounced": 3, "refused": 1, "uncertain": 0, "sending": 0, "gone": 3 },
          "spared": { "tooSoon": 22, "optedOut": 8 }
        }
        """;

    public const string Draft = """
        {
          "name": "אחרי כל שיחה", "survey": "contact", "occasion": "event", "event": "contact-closed", "afterDays": 1, "ways": ["mail", "sms"], "reminders": 1
        }
        """;

    public const string Written = """
        {
          "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e12", "name": "אחרי כל שיחה", "survey": "contact", "purpose": "feedback", "occasion": "event", "state": "draft",
          "priority": "usual", "ways": ["mail", "sms"], "event": "contact-closed", "afterDays": 1, "everyMonths": 0, "attributes": {}, "samplePercent": 100, "patienceDays": 7, "answeredDays": 90,
          "reminders": 1, "reminderAfterDays": 3, "linkDays": 30
        }
        """;

    public const string Running = """
        {
          "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e12", "name": "אחרי כל שיחה", "survey": "contact", "purpose": "feedback", "occasion": "event", "state": "running", "startedAt": "2026-11-01T08:00:00Z",
          "priority": "usual", "ways": ["mail", "sms"], "event": "contact-closed", "afterDays": 1, "everyMonths": 0, "attributes": {}, "samplePercent": 100, "patienceDays": 7, "answeredDays": 90,
          "reminders": 1, "reminderAfterDays": 3, "linkDays": 30
        }
        """;
}
