namespace Kolot.Listen.SurveyResults;

/// <summary>What surveys and responses look like, for whoever writes a program.</summary>
internal static class SurveyExamples
{
    public static readonly Dictionary<string, string> Filters = new()
    {
        ["limit"] = "How many on a page: 1 to 250, 50 if left out.",
        ["cursor"] = "What the page before gave as next.",
        ["version"] = "The version that was answered.",
        ["language"] = "In which language: he, en, ar or ru.",
        ["way"] = "By which way in: link, personal, qr, kiosk, site or mail.",
        ["from"] = "The first day on which they were begun, as 2026-11-02.",
        ["to"] = "The last.",
    };

    public const string Surveys = """
        { "surveys": [ { "code": "branch", "name": "סניף", "state": "open", "version": 2, "begunAt": "2026-11-02T07:30:00Z", "begun": 412, "finished": 371, "asked": null } ] }
        """;

    public const string Survey = """
        {
          "code": "branch", "name": "סניף", "state": "open", "version": 2, "begunAt": "2026-11-02T07:30:00Z", "begun": 412, "finished": 371,
          "asked": { "form": 1, "languages": ["he"], "title": { "he": "איך היה?" }, "screens": [ { "questions": [ { "key": "stars", "kind": "stars", "text": { "he": "כמה כוכבים?" }, "headline": true } ] } ] }
        }
        """;

    public const string Responses = """
        {
          "responses": [
            {
              "id": "019ac1c2-7a00-7000-8000-000000000001", "survey": "branch", "version": 2, "language": "he", "way": "qr",
              "begunAt": "2026-11-22T07:30:00Z", "sentAt": "2026-11-22T07:31:10Z", "finishedAt": "2026-11-22T07:31:10Z", "counted": "yes", "seconds": 70,
              "voice": "019ac1c2-7a01-7000-8000-000000000001", "answers": { "stars": 4, "set": { "fast": 5 }, "liked": ["coffee", "staff"], "comment": "מקום חם" }
            }
          ],
          "next": null
        }
        """;
}
