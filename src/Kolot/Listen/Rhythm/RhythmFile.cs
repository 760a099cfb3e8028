using System.Globalization;
using Kolot.Core.Listen.Rhythm;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;

namespace Kolot.Listen.Rhythm;

/// <summary>The programme's rhythm for spreadsheets and programs: a row for each line and piece of time, and the channels.</summary>
public static class RhythmFile
{
    private const string Example = """
        {
          "lines": [
            {
              "id": "019a4b1e-7c00-7d3a-9a51-3a0f5c2b8e11", "name": "How was the visit", "channel": "survey", "touchpoint": "visit", "expected": 40, "per": "week",
              "streak": 6, "longest": 9, "pieces": [ { "from": "2026-11-01", "to": "2026-11-07", "heard": 43, "planned": true, "over": true } ]
            }
          ],
          "channels": [ { "channel": "survey", "planned": 0.5, "count": 412, "share": 0.47, "low": 0.437, "high": 0.504, "last": "2026-11-28", "silentDays": 0, "silence": "usual", "chance": null } ]
        }
        """;

    /// <summary>A line of the plan.</summary>
    public sealed record LineAnswer(Guid Id, string Name, string? Channel, string? Touchpoint, int Expected, string Per, int? Streak, int? Longest, IReadOnlyList<PieceAnswer> Pieces);

    /// <summary>A week or month.</summary>
    /// <param name="From">Its first day.</param>
    /// <param name="To">Its last.</param>
    /// <param name="Heard">How many voices it had, within reach.</param>
    /// <param name="Planned">Whether the line was planned by then.</param>
    /// <param name="Over">Whether it is over.</param>
    public sealed record PieceAnswer(DateOnly From, DateOnly To, long Heard, bool Planned, bool Over);

    /// <summary>A channel.</summary>
    public sealed record ChannelAnswer(string Channel, double? Planned, long Count, double? Share, double? Low, double? High, DateOnly? Last, int SilentDays, string Silence, double? Chance);

    /// <summary>All of it.</summary>
    public sealed record Answer(IReadOnlyList<LineAnswer> Lines, IReadOnlyList<ChannelAnswer> Channels);

    /// <summary>The route for programs.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/rhythm", async (Visit visit, CountRhythm count, CancellationToken cancel) =>
            await count.Run(visit.Here, cancel) is { Loaded: >= 1 } seen ? Results.Ok(Of(seen)) : Problems.Of(new Core.Refusal.Busy(TimeSpan.FromSeconds(2))))
        .Needs(Right.ReadVoices).WithName("Rhythm").WithSummary("What is to be heard where and how often, beside what was heard; and how each channel stands.")
        .Produces<Answer>().AnswersLike(StatusCodes.Status200OK, Example).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The file.</summary>
    internal static async Task<IResult> Get(Visit visit, CountRhythm count, CancellationToken cancel)
    {
        if (await count.Run(visit.Here, cancel) is not { Loaded: >= 1 } seen) return Problems.Of(new Core.Refusal.Busy(TimeSpan.FromSeconds(2)));
        var answer = Of(seen);
        var rows = answer.Lines.SelectMany(line => line.Pieces.Select(piece => CsvFile.Line(
            [line.Name, line.Channel, line.Touchpoint, line.Per, Day(piece.From), Day(piece.To), Number(piece.Heard), piece.Planned ? Number(line.Expected) : null, piece.Over ? "1" : "0"])));
        var text = CsvFile.Line(["line", "channel", "touchpoint", "per", "from", "to", "heard", "expected", "over"]) + string.Concat(rows);
        return Results.File([.. CsvFile.Encoding.GetPreamble(), .. CsvFile.Encoding.GetBytes(text)], "text/csv; charset=utf-8", $"{visit.Here.Organisation}-rhythm.csv");
    }

    private static Answer Of(CountRhythm.Seen seen) => new(
        [
            .. seen.Lines.Select(line => new LineAnswer(
                line.Row.Id, line.Row.Name, seen.Names.Channel(line.Row.ChannelId)?.Code, seen.Names.Touchpoint(line.Row.TouchpointId)?.Code, line.Row.Expected, line.Row.Per == RhythmPer.Month ? "month" : "week",
                line.Kept?.Streak, line.Kept?.Longest, [.. line.Spans.Select((span, at) => new PieceAnswer(span.From, span.To, line.Heard[at], at >= line.From, at < line.Spans.Count - 1))])),
        ],
        [.. seen.Channels.Select(Of)]);

    private static ChannelAnswer Of(CountRhythm.Balance one)
    {
        var share = one.Share is { Why: null } said ? said.Value : null;
        return new(
            one.Channel.Code, one.Channel.PlannedShare, one.Count, share?.Value, share?.Interval.Low, share?.Interval.High, one.Last, one.Silence.Days, one.Silence.Kind.ToString().ToLowerInvariant(), one.Silence.Chance);
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
