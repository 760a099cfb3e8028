using System.Globalization;
using System.Text;
using Kolot.Core.Listen;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;

namespace Kolot.Listen.Stream;

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

    private static IResult Get(HttpContext context, Visit visit, ReadStream stream)
    {
        var query = StreamQuery.FromAddress(context.Request.Query, visit.TimeZone) with { Cursor = null };
        var member = visit.Here;
        var cancel = context.RequestAborted;
        return Results.Stream(
            async body =>
            {
                // With its mark, so that a spreadsheet reads Hebrew as Hebrew.
                await using var writer = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                await writer.WriteAsync(string.Join(',', Columns) + "\r\n");
                await Write(writer, member, stream, query, cancel);
            },
            "text/csv; charset=utf-8",
            $"{member.Organisation}-voices.csv");
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

    private static string Row(Voice voice, StreamNames names) => string.Join(',', new[]
    {
        voice.Id.ToString(), voice.HeardAt.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture), names.Channel(voice.ChannelId)?.Code,
        names.Touchpoint(voice.TouchpointId)?.Code, names.Unit(voice.UnitId)?.Code, voice.Kind.ToString().ToLowerInvariant(), voice.Language,
        Number(voice.Score), Number(voice.ScoreLow), Number(voice.ScoreHigh), voice.Title, voice.Text, voice.Answers, voice.Source, voice.SourceId,
        voice.Author,
    }.Select(Cell)) + "\r\n";

    // A cell that begins like a formula would run in a spreadsheet; an apostrophe makes it the text that it is.
    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text)) return "";
        if (text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !double.TryParse(text, CultureInfo.InvariantCulture, out _)) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static string? Number(double? number) => number?.ToString(CultureInfo.InvariantCulture);
}
