using System.Globalization;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Boards;
using Kolot.Core.Understand.Measures;
using Kolot.Shell.Parts;
using Kolot.Understand.Measures;
using Kolot.Understand.Scores;
using Terms = Kolot.Understand.Words;

namespace Kolot.Understand.Boards.Letters;

/// <summary>One tile as a letter tells it, whether in words alone or with bars.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="About">What it counts, and over which days.</param>
/// <param name="Query">The view's address, where it has one.</param>
public sealed record LetterPiece(string Title, string About, string? Query)
{
    /// <summary>Whether somebody gave it its title.</summary>
    public bool IsNamed { get; init; }

    /// <summary>The number, as it is written; null where there is none.</summary>
    public string? Value { get; init; }

    /// <summary>What is said of it: interval and n, the change, what is news, what is not shown and why.</summary>
    public IReadOnlyList<string> Sentences { get; init; } = [];

    /// <summary>Its bars, in order.</summary>
    public IReadOnlyList<LetterBar> Bars { get; init; } = [];

    /// <summary>What leads somewhere, in order.</summary>
    public IReadOnlyList<LetterLine> Lines { get; init; } = [];
}

/// <summary>One thing of a piece that leads somewhere.</summary>
/// <param name="Label">What it is.</param>
/// <param name="Told">What is said of it.</param>
/// <param name="Path">Where it leads, as a piece's query does.</param>
public sealed record LetterLine(string Label, string Told, string Path);

/// <summary>One bar of a piece.</summary>
/// <param name="Label">What it is of.</param>
/// <param name="Told">Its number with interval and n, in words.</param>
/// <param name="From">Where it begins, from 0 to 1.</param>
/// <param name="To">Where it ends.</param>
/// <param name="Mark">Where the number itself stands within it; null for a plain bar.</param>
public sealed record LetterBar(string Label, string Told, double From, double To, double? Mark);

/// <summary>Makes the pieces of a letter of a board, in the language of the moment.</summary>
public static class LetterPieces
{
    // A letter is read, not searched: the newest points, the groups that differ most.
    private const int MostPoints = 13;
    private const int MostGroups = 8;
    private const int MostAnswers = 11;

    /// <summary>A piece for each tile.</summary>
    public static IReadOnlyList<LetterPiece> Of(BoardView board) => [.. board.Tiles.Select(Of)];

    /// <summary>A number between isolates, lest the words around it turn it.</summary>
    public static string Isolated(string number) => $"\u2066{number}\u2069";

    private static LetterPiece Of(TileView tile)
    {
        var piece = new LetterPiece(BoardWords.TitleOf(tile), BoardWords.About(tile), tile.Score is null ? null : tile.Tile.Query) { IsNamed = tile.Tile.Title is not null };
        if (tile.Score is not { } view)
            return piece with { Sentences = [tile.Tile.Shape == TileShape.Note ? tile.Tile.Text ?? "" : tile.Why == TileWhy.Beyond ? Boards.Words.TileBeyond : Boards.Words.TileUnknown] };
        if (!view.Whole.Try(out var figure)) return piece with { Sentences = [Without(view)] };
        return piece with
        {
            Value = Value(view.Measure, figure.Value),
            Sentences = [string.Join(" · ", $"{Terms.Interval95}: {Between(view.Measure, figure.Interval)}", Say(ScoreWords.Count(view.Measure), Number(figure.N))), .. Said(tile.Tile.Shape, view)],
            Bars = [.. tile.Tile.Shape switch { TileShape.Course => Course(view), TileShape.Groups => Groups(view), TileShape.Distribution => Spread(view), _ => [] }],
        };
    }

    private static string Without(ScoreView view) => Say(
        view.Whole.Why switch { CannotSay.NoAnswers when view.N is not null => Terms.ScoreNone, CannotSay.AllTheSame => Terms.ScoreSame, _ => Terms.ScoreFew }, ScoreWords.Name(view.Measure));

    private static IEnumerable<string> Said(TileShape shape, ScoreView view)
    {
        if (shape == TileShape.Figure) yield return Changed(view);
        foreach (var rule in Rules(view)) yield return rule;
        if (shape == TileShape.Course && view.Course.Signals.Any()) yield return Say(Boards.Words.CourseNews, Number(view.Course.Signals.Count()));
        if (shape != TileShape.Groups) yield break;
        if (view.Groups.Count == 0) yield return Terms.GroupsNone;
        if (view.SmallOnes == 1) yield return Terms.GroupsSmallOne;
        if (view.SmallOnes > 1) yield return Say(Terms.GroupsSmall, Number(view.SmallOnes));
    }

    private static string Changed(ScoreView view)
    {
        var against = view.Earlier?.Span ?? view.Query.Against(view.Counted);
        var (from, to) = (Isolated(MeasureWords.Day(against.From)), Isolated(MeasureWords.Day(against.To)));
        if (!view.SinceBefore.Try(out var change)) return Say(Terms.ChangeNoBefore, from, to);
        var decimals = change.DecimalsBeside(view.Measure.Decimals);
        string Apart(double value) => Isolated(Numbers.Text(value, decimals, true));
        var told = Say(change.Sure ? Terms.ChangeSure : Terms.ChangeChance, Apart(change.Difference), Say(Terms.IntervalSpan, Apart(change.Interval.Low), Apart(change.Interval.High)),
            Number(change.From.N), Number(change.To.N), ScoreWords.OfDifferences(view.Measure), from, to);
        return decimals > view.Measure.Decimals ? $"{told} {Terms.Unrounded}" : told;
    }

    // A number by a rule of which the one before was another says so, and one of a part of the days too.
    private static IEnumerable<string> Rules(ScoreView view)
    {
        if (view.RuleChanged && view.Earlier is { } before)
            yield return Say(view.SinceBefore.Why is null ? Terms.RuleChanged : Terms.RuleChangedAlone, Number(before.Measure.Version), Number(view.Measure.Version));
        if (view.Counted != view.Period) yield return Say(Terms.CountedPart, Isolated(MeasureWords.Day(view.Counted.From)), Number(view.Measure.Version));
    }

    private static IEnumerable<LetterBar> Course(ScoreView view)
    {
        var points = view.Course.Points.TakeLast(MostPoints).ToArray();
        var grain = view.Query.Per ?? Grains.For(view.Period);
        var scale = Scale(view, [.. points.Where(point => point.Figure.Why is null).Select(point => point.Figure.Value.Interval)]);
        foreach (var point in points)
        {
            var label = Isolated(ScoreWords.Short(point.Span, grain));
            yield return point.Figure.Try(out var figure) ? Bar(label, view.Measure, figure, scale) : new(label, Terms.KeyUnknown, 0, 0, null);
        }
    }

    private static IEnumerable<LetterBar> Groups(ScoreView view)
    {
        var lines = view.Groups.Take(MostGroups).ToArray();
        var scale = Scale(view, [.. lines.Select(line => line.Figure.Interval)]);
        return lines.Select(line => Bar(line.Label, view.Measure, line.Figure, scale));
    }

    private static IEnumerable<LetterBar> Spread(ScoreView view)
    {
        var all = view.Distribution.Sum(one => one.Count);
        var most = Math.Max(1, view.Distribution.Max(one => one.Count));
        return view.Distribution.Take(MostAnswers).Select(one => new LetterBar(
            Isolated(Numbers.Text(one.Answer, one.Answer % 1 == 0 ? 0 : 1)), $"{Isolated(Numbers.Text(100.0 * one.Count / all) + "%")} ({Isolated($"n = {Numbers.Text(one.Count)}")})", 0, (double)one.Count / most, null));
    }

    private static LetterBar Bar(string label, Measure measure, Figure figure, (double Low, double High) scale)
    {
        double Along(double value) => Math.Clamp((value - scale.Low) / (scale.High - scale.Low), 0, 1);
        var told = $"{Value(measure, figure.Value)} ({Between(measure, figure.Interval)}, {Isolated($"n = {Numbers.Text(figure.N)}")})";
        return new(label, told, Along(figure.Interval.Low), Along(figure.Interval.High), Along(figure.Value));
    }

    // All bars of a piece lie on one scale, with some room at its ends.
    private static (double Low, double High) Scale(ScoreView view, IReadOnlyList<Interval> seen)
    {
        if (seen.Count == 0) return (view.Measure.Least, view.Measure.Most);
        var (low, high, room) = (seen.Min(one => one.Low), seen.Max(one => one.High), (view.Measure.Most - view.Measure.Least) * 0.02);
        return (Math.Max(view.Measure.Least, low - room), Math.Min(view.Measure.Most, high + room));
    }

    private static string Between(Measure measure, Interval interval) => Say(Terms.IntervalSpan, Value(measure, interval.Low), Value(measure, interval.High));

    private static string Value(Measure measure, double value) => Isolated(ScoreWords.Value(measure, value));

    private static string Number(IFormattable number) => Isolated(Numbers.Text(number));

    private static string Say(string sentence, params object[] with) => string.Format(CultureInfo.InvariantCulture, sentence, with);
}
