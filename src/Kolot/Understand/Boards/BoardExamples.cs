namespace Kolot.Understand.Boards;

/// <summary>What boards look like on their way out, for whoever writes a program.</summary>
internal static class BoardExamples
{
    public static readonly Dictionary<string, string> Names = new() { ["id"] = "The board's id." };

    public const string Boards = """
        {
          "boards": [
            { "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11", "name": "Sunday morning", "by": "Tamar", "own": false, "shared": true, "tiles": 6, "mailed": true, "changedAt": "2026-11-02T07:33:12Z" }
          ]
        }
        """;

    public const string Board = """
        {
          "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11", "name": "Sunday morning", "by": "Tamar", "own": false, "shared": true, "changedAt": "2026-11-02T07:33:12Z", "at": "2026-11-22T06:00:03Z",
          "tiles": [
            {
              "id": "019a4b1e-9b00-7c43-9e54-1a2b3c4d5e6f", "shape": "figure", "title": "NPS · Haifa", "width": 1, "text": null, "query": "measure=nps&days=90&unit=haifa", "why": null,
              "figure": { "measure": "nps", "version": 1, "from": "2026-08-25", "to": "2026-11-22", "n": 1377, "value": 38.054, "low95": 33.9, "high95": 42.1 },
              "change": { "from": "2026-05-27", "to": "2026-08-24", "version": 1, "n": 1204, "value": 31.063, "difference": 6.991, "low95": 1.1, "high95": 12.9, "sure": true },
              "course": null, "groups": null, "distribution": null
            },
            {
              "id": "019a4b1e-9b00-7c43-9e54-1a2b3c4d5e70", "shape": "groups", "title": "By touchpoint", "width": 2, "text": null, "query": "measure=csat&days=30&by=touchpoint", "why": null,
              "figure": { "measure": "csat", "version": 2, "from": "2026-10-24", "to": "2026-11-22", "n": 911, "value": 81.449, "low95": 78.8, "high95": 83.8 },
              "change": null, "course": null,
              "groups": [ { "name": "repair", "label": "Repair", "n": 212, "value": 66.038, "low95": 59.4, "high95": 72.1, "difference": -20.074, "differenceLow95": -27.2, "differenceHigh95": -13.3, "sure": true } ],
              "distribution": null
            },
            {
              "id": "019a4b1e-9b00-7c43-9e54-1a2b3c4d5e71", "shape": "note", "title": "Note", "width": 1, "text": "Repairs first: the new rota began on the 8th.", "query": null, "why": null,
              "figure": null, "change": null, "course": null, "groups": null, "distribution": null
            }
          ]
        }
        """;
}
