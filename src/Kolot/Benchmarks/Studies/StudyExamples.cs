namespace Kolot.Benchmarks.Studies;

/// <summary>What is sent and answered about studies, as the API's description shows it.</summary>
internal static class StudyExamples
{
    public const string Begin = """{ "name": "מי עונה לפונים, סתיו 2026", "nameEn": "Who answers, autumn 2026", "code": "autumn-2026" }""";

    public const string Design = """{ "version": 2, "design": { "channels": [ "contactForm", "mail" ], "probesEach": 4, "days": 21, "budget": 6000, "costEach": 30 } }""";

    public const string Companies = """
        { "companies": [
          { "name": "קפה תמר", "nameEn": "Cafe Tamar", "industry": "מסעדות", "industryEn": "Restaurants", "ours": true, "addresses": { "contactForm": "https://cafe.example/contact", "mail": "hello@cafe.example" } },
          { "name": "מאפיית גיל", "industry": "מסעדות", "addresses": { "contactForm": "https://bakery.example/contact" } }
        ] }
        """;

    public const string Try = """{ "from": "2026-12-06", "until": "2026-12-24" }""";

    public const string Keep = """{ "from": "2026-12-06", "until": "2026-12-24", "seed": 1406287113, "agreed": "9f2c4a7d01b3e586" }""";

    public const string Shown = $$"""{ "wave": null, {{Plan}} }""";

    public const string Kept = $$"""{ "wave": 1, {{Plan}} }""";

    public const string Studies = $$"""{ "studies": [ {{Brief}} ] }""";

    public const string Study = $$"""
        {
          "study": {{Brief}},
          "design": {
            "question": { "he": "מי עונה ללקוח שפונה דרך האתר?", "en": "Who answers a customer who writes through the site?" },
            "rule": { "fastMinutes": 240, "lateMinutes": 2880, "delightFrom": 4, "poorBelow": 2.5, "neverAfterMinutes": 10080 },
            "channels": [ "contactForm", "mail" ], "probesEach": 4, "days": 21, "inServiceHours": true, "ratedTwice": 0.2, "budget": 6000, "costEach": 30,
            "ethics": { "he": "לא גורמים לחברות הוצאה.", "en": "No company is put to cost." }, "disclosure": { "he": "כל חברה רואה את שלה לפני הפרסום.", "en": "Each company sees its own before anything is published." },
            "names": "ours", "appealDays": 14, "evidenceDays": 365
          },
          "version": 3,
          "mailbox": { "state": "failing", "lookedAt": "2026-12-10T08:41:00Z", "failingSince": "2026-12-10T08:44:00Z", "reason": "sign_in" }
        }
        """;

    /// <summary>What parts of the address are.</summary>
    public static readonly Dictionary<string, string> Names = new() { ["code"] = "The study's code." };

    private const string Brief = """{ "code": "autumn-2026", "name": "מי עונה לפונים, סתיו 2026", "nameEn": "Who answers, autumn 2026", "kind": "shopped", "state": "draft", "companies": 2, "waves": 0, "probes": 0, "begunAt": "2026-11-30T10:00:00Z", "publishedAt": null }""";

    private const string Plan = """ "from": "2026-12-06", "until": "2026-12-24", "seed": 1406287113, "mark": "9f2c4a7d01b3e586", "probes": 8, "cut": 0, "days": { "2026-12-07": 3, "2026-12-14": 2, "2026-12-21": 3 }, "lacking": { "mail": 1 } """;
}
