using Kolot.Core.Listen;

namespace Kolot.Listen.Keeping;

/// <summary>The columns of the table of voices, in the order in which they are written.</summary>
internal static class VoiceColumns
{
    public static readonly string[] All =
    [
        "place", "id", "heard_at", "kept_at", "kind", "channel_id", "touchpoint_id", "unit_id", "customer_id", "merged_from", "title", "text", "language",
        "score", "score_low", "score_high", "band", "answers", "source", "source_id", "author", "entered_by", "import_id", "history", "version", "notice",
    ];

    public static readonly string List = string.Join(", ", All);

    public static object?[] Values(Voice voice) =>
    [
        voice.Place, voice.Id, voice.HeardAt, voice.KeptAt, (int)voice.Kind, voice.ChannelId, voice.TouchpointId, voice.UnitId, voice.CustomerId, voice.MergedFrom,
        voice.Title, voice.Text, voice.Language, voice.Score, voice.ScoreLow, voice.ScoreHigh, (int?)voice.Band, voice.Answers, voice.Source,
        voice.SourceId, voice.Author, voice.EnteredBy, voice.ImportId, voice.History, voice.Version, voice.Notice,
    ];
}
