using Kolot.Store;

namespace Kolot.Listen.Keeping;

/// <summary>The columns of the table of responses, in the order in which they are written.</summary>
internal static class ResponseColumns
{
    private static readonly string[] All =
        ["id", "survey_id", "number", "language", "way", "link_id", "begun_at", "sent_at", "finished_at", "screen", "seconds", "given", "counted", "quotas", "voice_id", "notice"];

    private static readonly string[] Changing = ["language", "sent_at", "finished_at", "screen", "seconds", "given", "counted", "quotas", "voice_id", "notice"];

    public static readonly string List = string.Join(", ", All);

    // What was finished stays as it is: a page that was sent twice, or from another tab, changes nothing of it.
    public static readonly string Again =
        $"on conflict (id) do update set {string.Join(", ", Changing.Select(column => $"{column} = excluded.{column}"))} where survey_responses.finished_at is null";

    public static object?[] Values(SurveyResponse response) =>
    [
        response.Id, response.SurveyId, response.Number, response.Language, response.Way, response.LinkId, response.BegunAt, response.SentAt, response.FinishedAt,
        response.Screen, response.Seconds, response.Given, (int)response.Counted, response.Quotas, response.VoiceId, response.Notice,
    ];

    /// <summary>One of each response, the one that went farthest: no statement changes a row twice.</summary>
    public static IReadOnlyList<SurveyResponse> Last(IReadOnlyList<SurveyResponse> responses) => responses.Count == 1 ? responses : [.. responses.GroupBy(response => response.Id).Select(same =>
    {
        var last = same.OrderBy(response => response.FinishedAt is null ? 0 : 1).ThenBy(response => response.Screen).Last();
        last.MayBeLeft = last.FinishedAt is null && same.Any(response => response.MayBeLeft);
        return last;
    })];
}
