namespace Kolot.Respond.Cases;

/// <summary>What cases look like on their way in and out, for whoever writes a program.</summary>
internal static class CaseExamples
{
    public static readonly Dictionary<string, string> Names = new() { ["number"] = "The case's number." };

    public static readonly Dictionary<string, string> Filters = new()
    {
        ["view"] = "mine, team, unowned, due, unanswered, waiting, reopened, snoozed, open or closed; open if left out.",
        ["kind"] = "Only of this kind.",
        ["unit"] = "Only of the unit of this code, and all below it.",
        ["owner"] = "Only of this member, by id.",
        ["from"] = "form: only what was written through the contact form.",
        ["topic"] = "Of what was written there, only what is about the topic of this code.",
        ["touchpoint"] = "Only those about the touchpoint of this code.",
        ["language"] = "Of what was written through the form, only what was written in this language: he, en, ar or ru.",
        ["limit"] = "How many on a page: 1 to 250, 50 if left out.",
        ["cursor"] = "What the page before gave as next.",
    };

    public const string Cases = """
        {
          "cases": [
            {
              "number": 1041, "id": "019a4b1e-9d00-7b32-8c41-5d6e7f8a9b0c", "title": "The technician came two hours late", "customer": "019a4b1e-5b00-7e44-8f01-2c3d4e5f6a7b",
              "unit": "019a4b1e-2a00-7c54-9d65-3b4c5d6e7f80", "owner": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "kind": "complaint", "severity": 3, "impact": 1, "state": "received",
              "openedAt": "2026-11-02T07:33:12Z", "dueAt": "2026-11-02T10:33:12Z", "awaitingSince": null, "snoozedUntil": null, "closedAt": null, "confirmed": null, "reopened": 0, "version": 2,
              "voices": null, "steps": null
            }
          ],
          "next": null
        }
        """;

    public const string Sent = """
        { "voice": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11", "kind": "complaint", "severity": 3, "note": "Asks to be called after five." }
        """;

    public const string Case = """
        {
          "number": 1041, "id": "019a4b1e-9d00-7b32-8c41-5d6e7f8a9b0c", "title": "The technician came two hours late", "customer": "019a4b1e-5b00-7e44-8f01-2c3d4e5f6a7b",
          "unit": "019a4b1e-2a00-7c54-9d65-3b4c5d6e7f80", "owner": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "kind": "complaint", "severity": 3, "impact": 1, "state": "received",
          "openedAt": "2026-11-02T07:33:12Z", "dueAt": "2026-11-02T10:33:12Z", "awaitingSince": null, "snoozedUntil": null, "closedAt": null, "confirmed": null, "reopened": 0, "version": 2,
          "voices": [ "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11" ],
          "steps": [
            { "number": 1, "at": "2026-11-02T07:33:12Z", "kind": "opened", "by": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "byCustomer": false, "text": null },
            { "number": 2, "at": "2026-11-02T07:33:12Z", "kind": "noted", "by": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "byCustomer": false, "text": "Asks to be called after five." }
          ]
        }
        """;

    public const string Closed = """
        {
          "number": 1041, "id": "019a4b1e-9d00-7b32-8c41-5d6e7f8a9b0c", "title": "The technician came two hours late", "customer": "019a4b1e-5b00-7e44-8f01-2c3d4e5f6a7b",
          "unit": "019a4b1e-2a00-7c54-9d65-3b4c5d6e7f80", "owner": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "kind": "complaint", "severity": 3, "impact": 1, "state": "closed",
          "openedAt": "2026-11-02T07:33:12Z", "dueAt": null, "awaitingSince": null, "snoozedUntil": null, "closedAt": "2026-11-03T08:10:00Z", "confirmed": true, "reopened": 0, "version": 2,
          "voices": [ "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11" ],
          "steps": [
            { "number": 1, "at": "2026-11-02T07:33:12Z", "kind": "opened", "by": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "byCustomer": false, "text": null },
            { "number": 2, "at": "2026-11-03T08:10:00Z", "kind": "closed_confirmed", "by": "019a4b1e-0d00-7d65-8f76-2b3c4d5e6f70", "byCustomer": false, "text": "Said so on the telephone." }
          ]
        }
        """;
}
