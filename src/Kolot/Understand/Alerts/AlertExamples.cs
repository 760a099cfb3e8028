namespace Kolot.Understand.Alerts;

/// <summary>What alerts and signals look like on their way in and out, for whoever writes a program.</summary>
internal static class AlertExamples
{
    public static readonly Dictionary<string, string> Names = new() { ["id"] = "The alert's id." };

    public static readonly Dictionary<string, string> SignalNames = new() { ["id"] = "The signal's id." };

    public static readonly Dictionary<string, string> Filters = new()
    {
        ["alert"] = "An alert's id: what it told; all if left out.",
        ["seen"] = "true or false: those that were seen, or those that were not; all if left out.",
        ["limit"] = "How many on a page: 1 to 250, 50 if left out.",
        ["cursor"] = "What the page before gave as next.",
    };

    public const string Sent = """
        { "measure": "nps", "voices": { "unit": "haifa" }, "grain": "week", "direction": "worse", "told": [ "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70" ] }
        """;

    public const string Alert = """
        {
          "id": "019a4b1e-9b00-7c43-9e54-1a2b3c4d5e6f", "measure": "nps", "rule": 1, "voices": { "unit": "haifa" }, "grain": "week", "direction": "worse", "own": true,
          "told": [ { "id": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "name": "Dana" } ], "madeAt": "2026-11-02T07:33:12Z", "pausedAt": null, "state": "quiet", "pieces": 26, "since": null, "version": 1
        }
        """;

    public const string Alerts = "{ \"alerts\": [ " + Alert + " ] }";

    public const string Readers = """
        { "readers": [ { "id": "019a4b1e-1a00-7d65-8f76-2b3c4d5e6f70", "name": "Dana" } ] }
        """;

    public const string Seen = """
        { "note": "The tills were down on Tuesday." }
        """;

    public const string Signals = """
        {
          "signals": [
            {
              "id": "019a4b1e-9c00-7a21-8d32-6e7f8a9b0c1d", "alert": "019a4b1e-9b00-7c43-9e54-1a2b3c4d5e6f", "measure": "nps", "at": "2026-11-01T05:00:00Z", "kind": "beyond",
              "before": { "from": "2026-09-06", "to": "2026-10-24", "n": 812, "value": 41.2 }, "now": { "from": "2026-10-25", "to": "2026-10-31", "n": 118, "value": 22.9 },
              "difference": { "value": -18.3, "low95": -30.1, "high95": -6.5 }, "seenAt": null, "note": null
            }
          ],
          "next": null
        }
        """;
}
