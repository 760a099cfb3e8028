using System.Text.Json;
using System.Text.Json.Serialization;
using Kolot.Core;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Boards;
using Kolot.Core.Understand.Measures;
using Kolot.Organisation;
using Kolot.Running;
using Kolot.Shell;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Boards;

/// <summary>Tells other systems of boards, counted with the reach of who asks: a key sees those that are shared.</summary>
public static class BoardsApi
{
    /// <summary>All boards that are seen.</summary>
    /// <param name="Boards">The boards, the one changed last first.</param>
    public sealed record BoardList(IReadOnlyList<BoardLine> Boards);

    /// <summary>A board in the list.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="By">Who arranges it.</param>
    /// <param name="Own">Whether that is who asks.</param>
    /// <param name="Shared">Whether colleagues see it too.</param>
    /// <param name="Tiles">How many tiles it has.</param>
    /// <param name="Mailed">Whether it goes out by mail.</param>
    /// <param name="ChangedAt">When it was changed last, UTC.</param>
    public sealed record BoardLine(Guid Id, string Name, string By, bool Own, bool Shared, int Tiles, bool Mailed, DateTime ChangedAt);

    /// <summary>A board with what its tiles show.</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="By">Who arranges it.</param>
    /// <param name="Own">Whether that is who asks.</param>
    /// <param name="Shared">Whether colleagues see it too.</param>
    /// <param name="ChangedAt">When it was changed last, UTC.</param>
    /// <param name="At">As of when it was counted, UTC.</param>
    /// <param name="Tiles">Its tiles, in order.</param>
    public sealed record BoardAnswer(Guid Id, string Name, string By, bool Own, bool Shared, DateTime ChangedAt, DateTime At, IReadOnlyList<TileAnswer> Tiles);

    /// <summary>A tile. Without a figure where there is none to be told, and why.</summary>
    public sealed record TileAnswer
    {
        /// <summary>Its id.</summary>
        public Guid Id { get; init; }

        /// <summary>figure, course, groups, distribution or note.</summary>
        public required string Shape { get; init; }

        /// <summary>What it is called: as somebody named it, or by what it counts.</summary>
        public required string Title { get; init; }

        /// <summary>How many columns it takes, of three.</summary>
        public int Width { get; init; }

        /// <summary>The words of a note.</summary>
        public string? Text { get; init; }

        /// <summary>What it counts, as scores are asked for; null for a note.</summary>
        public string? Query { get; init; }

        /// <summary>Why there is no figure: unknown, a measure that is gone; beyond, what may not be read; few, too few answers or a person could be recognised. Null where there is one, and for a note.</summary>
        public string? Why { get; init; }

        /// <summary>The measure over the days.</summary>
        public FigureAnswer? Figure { get; init; }

        /// <summary>The change from the days before; null where there is nothing to compare with.</summary>
        public ChangeAnswer? Change { get; init; }

        /// <summary>Of a course its pieces, in order of time.</summary>
        public IReadOnlyList<PieceAnswer>? Course { get; init; }

        /// <summary>Of groups those that can be told, the one that differs most first.</summary>
        public IReadOnlyList<GroupAnswer>? Groups { get; init; }

        /// <summary>Of a distribution how often each answer was given, the lowest first; empty where it cannot be told.</summary>
        public IReadOnlyList<AnswerCount>? Distribution { get; init; }
    }

    /// <summary>A measure over some days.</summary>
    /// <param name="Measure">The measure's code.</param>
    /// <param name="Version">Which version of its rule counted it.</param>
    /// <param name="From">The first day.</param>
    /// <param name="To">The last.</param>
    /// <param name="N">How many answers.</param>
    /// <param name="Value">The number.</param>
    /// <param name="Low95">The lower end of its interval.</param>
    /// <param name="High95">The upper end.</param>
    public sealed record FigureAnswer(string Measure, int Version, DateOnly From, DateOnly To, long N, double Value, double Low95, double High95);

    /// <summary>By how much it changed.</summary>
    /// <param name="From">The first of the days before.</param>
    /// <param name="To">The last.</param>
    /// <param name="Version">Which version of the measure's rule counted them; of another one than now, the rule may be all that changed.</param>
    /// <param name="N">How many answers there were.</param>
    /// <param name="Value">The number then.</param>
    /// <param name="Difference">Now less then.</param>
    /// <param name="Low95">The lower end of the interval of the difference.</param>
    /// <param name="High95">The upper end.</param>
    /// <param name="Sure">Whether it is unlikely to be chance.</param>
    public sealed record ChangeAnswer(DateOnly From, DateOnly To, int Version, long N, double Value, double Difference, double Low95, double High95, bool Sure);

    /// <summary>One piece of a course. Without a number where there are too few answers, or a person could be recognised.</summary>
    /// <param name="From">Its first day.</param>
    /// <param name="To">Its last.</param>
    /// <param name="Version">Which version of the measure's rule counted it.</param>
    /// <param name="N">How many answers.</param>
    /// <param name="Value">The number.</param>
    /// <param name="Low95">The lower end of its interval.</param>
    /// <param name="High95">The upper end.</param>
    /// <param name="Signal">Whether it is news rather than a wiggle.</param>
    public sealed record PieceAnswer(DateOnly From, DateOnly To, int Version, long? N, double? Value, double? Low95, double? High95, bool Signal);

    /// <summary>One group beside all others.</summary>
    /// <param name="Name">Its code, or the value of the attribute.</param>
    /// <param name="Label">What it is called.</param>
    /// <param name="N">How many answers.</param>
    /// <param name="Value">The number.</param>
    /// <param name="Low95">The lower end of its interval.</param>
    /// <param name="High95">The upper end.</param>
    /// <param name="Difference">The group less all others.</param>
    /// <param name="DifferenceLow95">The lower end of the interval of the difference.</param>
    /// <param name="DifferenceHigh95">The upper end.</param>
    /// <param name="Sure">Whether that is unlikely to be chance though several groups are looked at.</param>
    public sealed record GroupAnswer(string Name, string Label, long N, double Value, double Low95, double High95, double Difference, double DifferenceLow95, double DifferenceHigh95, bool Sure);

    /// <summary>How often an answer was given.</summary>
    /// <param name="Answer">The answer.</param>
    /// <param name="N">How often.</param>
    public sealed record AnswerCount(double Answer, long N);

    /// <summary>Its routes.</summary>
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/boards", List).Needs(Right.ReadScores).WithName("Boards").WithSummary("The boards that are seen: one's own, and those that colleagues share. A key sees those that are shared.")
            .Produces<BoardList>().AnswersLike(StatusCodes.Status200OK, BoardExamples.Boards);
        api.MapGet("/boards/{id:guid}", One).Needs(Right.ReadScores).WithName("Board").WithSummary("One board with what each of its tiles shows: with n and a 95 % interval, always.")
            .WithDescription("It is counted with the reach and the rights of who asks, not of who arranged it: a tile of which they may not know all is told without a figure.")
            .Reads(BoardExamples.Names).Produces<BoardAnswer>().AnswersLike(StatusCodes.Status200OK, BoardExamples.Board)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<IResult> List(Visit visit, ShowBoards show, CancellationToken cancel) => Results.Json(new BoardList(
        [.. (await show.Run(visit.Here, cancel)).Select(one => new BoardLine(one.Board.Id, one.Board.Name, one.By, one.Board.MemberId == visit.Here.Id, one.Board.Shared, one.Tiles, one.Mailed, one.Board.ChangedAt))]), BoardsJson.Default.BoardList);

    private static async Task<IResult> One(Guid id, Visit visit, ReadBoard read, CancellationToken cancel)
    {
        if (await read.Run(visit.Here, id, visit.TimeZone, cancel) is not { } view) return Problems.Of(new Refusal.NotFound());
        if (view.Loaded < 1) return Problems.Of(new Refusal.Busy(TimeSpan.FromSeconds(2)));
        var board = view.Board;
        return Results.Json(new BoardAnswer(board.Id, board.Name, view.By, view.Own, board.Shared, board.ChangedAt, view.At, [.. view.Tiles.Select(Of)]), BoardsJson.Default.BoardAnswer);
    }

    private static TileAnswer Of(TileView view)
    {
        var (tile, score, why) = view;
        var answer = new TileAnswer
        {
            Id = tile.Id, Shape = tile.Shape.ToString().ToLowerInvariant(), Title = BoardWords.TitleOf(view), Width = tile.Width, Text = tile.Text,
            Query = tile.Shape == TileShape.Note ? null : tile.Query.TrimStart('?'),
            Why = why switch { TileWhy.Unknown => "unknown", TileWhy.Beyond => "beyond", _ => score is { Whole.Why: not null } ? "few" : null },
        };
        if (score is null || !score.Whole.Try(out var figure)) return answer;
        return answer with
        {
            Figure = new(score.Measure.Code, score.Measure.Version, score.Counted.From, score.Counted.To, figure.N, Written(figure.Value), Written(figure.Interval.Low), Written(figure.Interval.High)),
            Change = ChangeOf(score),
            Course = tile.Shape == TileShape.Course ? [.. score.Course.Points.Select(Of)] : null,
            Groups = tile.Shape == TileShape.Groups ? [.. score.Groups.Select(Of)] : null,
            Distribution = tile.Shape == TileShape.Distribution ? [.. score.Distribution.Select(one => new AnswerCount(one.Answer, one.Count))] : null,
        };
    }

    private static ChangeAnswer? ChangeOf(ScoreView score) => score.SinceBefore.Try(out var change) && score.Earlier is var (span, measure)
        ? new(span.From, span.To, measure.Version, change.From.N, Written(change.From.Value), Written(change.Difference), Written(change.Interval.Low), Written(change.Interval.High), change.Sure)
        : null;

    private static PieceAnswer Of(CoursePoint point) => point.Figure.Try(out var figure)
        ? new(point.Span.From, point.Span.To, point.Version, figure.N, Written(figure.Value), Written(figure.Interval.Low), Written(figure.Interval.High), point.Signal)
        : new(point.Span.From, point.Span.To, point.Version, null, null, null, null, false);

    private static GroupAnswer Of(GroupLine line) => new(
        line.Code, line.Label, line.Figure.N, Written(line.Figure.Value), Written(line.Figure.Interval.Low), Written(line.Figure.Interval.High),
        Written(line.AgainstRest.Difference), Written(line.AgainstRest.Interval.Low), Written(line.AgainstRest.Interval.High), line.Sure);

    private static double Written(double value) => Math.Round(value, 6);
}

/// <summary>How boards are written for programs.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BoardsApi.BoardList))]
[JsonSerializable(typeof(BoardsApi.BoardAnswer))]
internal sealed partial class BoardsJson : JsonSerializerContext;
