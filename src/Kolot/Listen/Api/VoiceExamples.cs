namespace Kolot.Listen.Api;

/// <summary>What voices look like on their way in and out, for whoever writes a program.</summary>
internal static class VoiceExamples
{
    public static readonly Dictionary<string, string> Filters = new()
    {
        ["limit"] = "How many on a page: 1 to 250, 50 if left out.",
        ["cursor"] = "What the page before gave as next.",
        ["period"] = "today, 7, 30 or 90 days, in the organisation's time zone; all time if left out.",
        ["from"] = "The first day, as 2026-11-02.",
        ["to"] = "The last day.",
        ["channel"] = "A channel's code.",
        ["touchpoint"] = "A touchpoint's code.",
        ["stage"] = "A stage's code: all its touchpoints.",
        ["unit"] = "A unit's code: it and all below it.",
        ["kind"] = "feedback, complaint, request, question, idea or praise.",
        ["language"] = "A language's code: he, en, ar, ru.",
        ["band"] = "low, middle or high: the band of the score.",
        ["q"] = "Words that must all be found, in any of their forms.",
        ["customer"] = "A customer's id in Kolot.",
        ["asked"] = "A question that was answered.",
        ["given"] = "By one of these answers to it, with commas between; 1 and 0 stand for yes and no too.",
    };

    public const string One = """
        {
          "source": "pos",
          "id": "1041",
          "heardAt": "2026-11-02T09:30:00+02:00",
          "channel": "survey",
          "kind": "feedback",
          "text": "חיכיתי עשרים דקות לשולחן, אבל השירות היה חם ואדיב.",
          "score": { "value": 8 },
          "answers": { "reason": "wait", "again": true },
          "customer": { "id": "c-77", "name": "רות אברהם", "mail": "ruth@example.com", "phone": "050-123-4567" }
        }
        """;

    public const string Many = """
        [
          { "source": "pos", "id": "1041", "channel": "survey", "text": "שירות מצוין.", "score": { "value": 10 } },
          { "source": "pos", "id": "1042", "channel": "mail", "kind": "complaint", "text": "החשבון היה שגוי." }
        ]
        """;

    public const string Taken = """
        { "voices": [ { "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11", "outcome": "kept" } ] }
        """;

    public const string Refused = """
        {
          "type": "https://tools.ietf.org/html/rfc4918#section-11.2",
          "title": "Unprocessable Entity",
          "status": 422,
          "detail": "Some fields were given wrongly; nothing was kept.",
          "code": "invalid",
          "errors": [ { "path": "voices[1].channel", "code": "unknown", "detail": "This value is not known." } ]
        }
        """;

    public const string Voice = """
        {
          "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11",
          "heardAt": "2026-11-02T07:30:00Z",
          "keptAt": "2026-11-02T07:30:02.512Z",
          "kind": "feedback",
          "channel": "survey",
          "customer": "019a4b1e-7c01-7f00-8d11-92b7a1f0c3aa",
          "text": "חיכיתי עשרים דקות לשולחן, אבל השירות היה חם ואדיב.",
          "language": "he",
          "score": { "value": 8, "low": 0, "high": 10 },
          "answers": { "reason": "wait", "again": true },
          "source": "pos",
          "sourceId": "1041",
          "history": false,
          "version": 0
        }
        """;

    public const string Page = $$"""
        { "voices": [ {{Voice}} ], "next": "33b5f9a2c8e00001" }
        """;
}
