using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;

namespace Kolot.Understand.Scores;

/// <summary>Tells scores to other systems, within the reach of who asks.</summary>
public static class ScoresApi
{
    /// <summary>A measure, piece by piece for each group.</summary>
    /// <param name="Measure">The measure's code.</param>
    /// <param name="Version">Which version of its rule holds at the end of the period.</param>
    /// <param name="From">The first day.</param>
    /// <param name="To">The last.</param>
    /// <param name="Groups">The groups.</param>
    public sealed record Scores(string Measure, int Version, DateOnly From, DateOnly To, IReadOnlyList<Group> Groups);

    /// <summary>One group.</summary>
    /// <param name="Name">Its code, or the value of the attribute; null where nothing is told apart.</param>
    /// <param name="Pieces">Its pieces, in order of time.</param>
    public sealed record Group(string? Name, IReadOnlyList<Piece> Pieces);

    /// <summary>One piece of time. Without a number where there are too few answers, or a person could be recognised.</summary>
    /// <param name="From">Its first day.</param>
    /// <param name="To">Its last.</param>
    /// <param name="Version">Which version of the measure's rule counted it. Pieces of different versions do not compare.</param>
    /// <param name="N">How many answers.</param>
    /// <param name="Value">The number.</param>
    /// <param name="Low95">The lower end of its interval.</param>
    /// <param name="High95">The upper end.</param>
    public sealed record Piece(DateOnly From, DateOnly To, int Version, long? N, double? Value, double? Low95, double? High95);

    private const string Example = """
        {
          "measure": "nps", "version": 1, "from": "2026-11-08", "to": "2026-11-21",
          "groups": [
            { "name": "repair", "pieces": [
              { "from": "2026-11-08", "to": "2026-11-14", "version": 1, "n": 212, "value": 31.132, "low95": 20.4, "high95": 41.2 },
              { "from": "2026-11-15", "to": "2026-11-21", "version": 1, "n": null, "value": null, "low95": null, "high95": null }
            ] }
          ]
        }
        """;

    private static readonly Dictionary<string, string> Filters = new()
    {
        ["measure"] = "A measure's code, as measures tells them; the first of them if left out.",
        ["days"] = "How many days back from today, today counted; 365 if left out.",
        ["from"] = "The first day, as 2026-11-02.",
        ["to"] = "The last day.",
        ["per"] = "day, week or month; whatever fits the period if left out. Weeks begin on Sunday.",
        ["by"] = "What groups are told apart by: channel, stage, touchpoint, unit, kind, language, or an attribute of customers, as is.plan.",
        ["channel"] = "A channel's code.",
        ["stage"] = "A stage's code: all its touchpoints.",
        ["touchpoint"] = "A touchpoint's code.",
        ["unit"] = "A unit's code: it and all below it.",
        ["kind"] = "feedback, complaint, request, question or praise.",
        ["language"] = "A language's code: he, en, ar, ru.",
    };

    /// <summary>Its route.</summary>
    public static void Map(RouteGroupBuilder api) => api.MapGet("/scores", Get).Needs(Right.ReadScores).WithName("Scores")
        .WithSummary("A measure over time, for each group: with n and a 95 % interval, always.")
        .WithDescription("Attributes of customers narrow it as is.NAME=VALUE, for whoever may read customers. A group too small to be told is told without numbers, and so is what would give it away. "
            + "A key that may read scores and not voices is told of whole pieces of time: of days that are over, each piece with at least five customers in it; from and to say which days were counted.")
        .Reads(Filters).Produces<Scores>().AnswersLike(StatusCodes.Status200OK, Example)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> Get(HttpContext context, Visit visit, ReadScores read)
    {
        try
        {
            var (view, table) = await read.Table(visit.Here, ScoreQuery.FromAddress(context.Request.Query), visit.TimeZone, context.RequestAborted);
            if (ScoreQuery.Faults(context.Request.Query, view.Known) is { Count: > 0 } faults) return Problems.Of(new Refusal.Invalid(faults));
            return table is null ? Problems.Of(new Refusal.Busy(TimeSpan.FromSeconds(2))) : Results.Json(Of(view, table), ScoresJson.Default.Scores);
        }
        catch (TooManyCellsException)
        {
            return Problems.Of(new Refusal.Invalid("by", "out_of_range"));
        }
    }

    private static Scores Of(ScoreView view, ScoreTable table) => new(view.Measure.Code, view.Measure.Version, table.Spans.Count > 0 ? table.Spans[0].From : view.Period.From, view.Period.To,
        [.. table.Groups.Select((name, group) => new Group(name.Length == 0 ? null : name, [.. table.PiecesOf(group).Select((piece, at) => PieceOf(piece.Span, piece.Version, table.Figures[group][at]))]))]);

    private static Piece PieceOf(DaySpan span, int version, Said<Figure> figure) => figure.Try(out var said)
        ? new(span.From, span.To, version, said.N, Math.Round(said.Value, 6), Math.Round(said.Interval.Low, 6), Math.Round(said.Interval.High, 6))
        : new(span.From, span.To, version, null, null, null, null);
}

/// <summary>How scores are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ScoresApi.Scores))]
internal sealed partial class ScoresJson : JsonSerializerContext;
