using System.Globalization;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;

namespace Kolot.Listen.VoiceStream;

/// <summary>Hands out the stream as a file, page by page, so that a large one needs no more memory than a small one.</summary>
public static class ExportVoices
{
    private const int Together = 1000;
    private const int Most = 100_000;

    private static readonly string[] Columns =
    [
        "id", "heard_at", "channel", "touchpoint", "unit", "kind", "language", "score", "score_low", "score_high", "title", "text", "answers",
        "source", "source_id", "author",
    ];

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder organisation) => organisation.MapGet("/voices.csv", Get).Needs(Right.ReadVoices);

    private static async Task<IResult> Get(HttpContext context, Visit visit, ReadStream stream, Stores stores, Log log)
    {
        var query = StreamQuery.FromAddress(context.Request.Query, visit.TimeZone) with { Cursor = null };
        var member = visit.Here;
        var cancel = context.RequestAborted;
        await Note(stores, log, member, context.Request.Query, cancel);
        return Results.Stream(
            async body =>
            {
                await using var writer = new StreamWriter(body, CsvFile.Encoding);
                await writer.WriteAsync(CsvFile.Line(Columns));
                await Write(writer, member, stream, query, cancel);
            },
            "text/csv; charset=utf-8",
            $"{member.Organisation}-voices.csv");
    }

    // The words that were looked for may be a customer's name: the log holds none.
    private static async Task Note(Stores stores, Log log, Member member, IQueryCollection query, CancellationToken cancel)
    {
        var filters = query.Where(pair => pair.Key != "q" && StreamQuery.Filters.Contains(pair.Key)).ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        await using var store = await stores.Open(member.Organisation, cancel);
        log.Write(store, member, "voices.exported", detail: filters);
        await store.SaveChangesAsync(cancel);
    }

    private static async Task Write(StreamWriter writer, Member member, ReadStream stream, StreamQuery query, CancellationToken cancel)
    {
        for (var written = 0; written < Most;)
        {
            var page = await stream.Run(member, query, Together, cancel);
            foreach (var voice in page.Voices) await writer.WriteAsync(Row(voice, page.Names));
            written += page.Voices.Count;
            if (page.Next is null) return;
            query = query with { Cursor = StreamQuery.PlaceOf(page.Next) };
        }
    }

    private static string Row(Voice voice, StreamNames names) => CsvFile.Line(
    [
        voice.Id.ToString(), voice.HeardAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), names.Channel(voice.ChannelId)?.Code,
        names.Touchpoint(voice.TouchpointId)?.Code, names.Unit(voice.UnitId)?.Code, voice.Kind.ToString().ToLowerInvariant(), voice.Language,
        Number(voice.Score), Number(voice.ScoreLow), Number(voice.ScoreHigh), voice.Title, voice.Text, voice.Answers, voice.Source, voice.SourceId,
        voice.Author,
    ]);

    private static string? Number(double? number) => number?.ToString(CultureInfo.InvariantCulture);
}
