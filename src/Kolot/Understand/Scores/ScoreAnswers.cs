using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;

namespace Kolot.Understand.Scores;

/// <summary>The questions of one page to the facts.</summary>
internal sealed class ScoreAnswers(Member reader, ScoreView view, FactView facts, CancellationToken cancel)
{
    private const int MostOffered = 40;

    private readonly ScoreAxes axes = new(reader, view.Names);
    private readonly ScoreAsking asking = new ScoreAsking(reader, view, facts).By(view.Measure);

    /// <summary>The view with all that it shows, or with what is asked for of it.</summary>
    public ScoreView Answer(ScoreParts parts = ScoreParts.All)
    {
        var (answer, offered) = (view, view.Attributes);
        SideBySide.Do(
            () => answer = view.Versions.Cut(view.Period).Count == 0 ? view with { N = 0 } : Counted(parts),
            () => offered = parts.HasFlag(ScoreParts.Attributes) ? Offered() : offered);
        return answer with { Attributes = offered };
    }

    /// <summary>The view without what can be chosen besides.</summary>
    public ScoreView Counted(ScoreParts parts = ScoreParts.All)
    {
        if (view.NothingWhole) return view with { Whole = CannotSay.TooFew };
        // Of what the same rule counted one table is asked: it knows who answered in both periods.
        DaySpan[] spans = view.Earlier is { } earlier && !view.RuleChanged ? [earlier.Span, view.Counted] : [view.Counted];
        var (now, group) = (spans.Length - 1, parts.HasFlag(ScoreParts.Groups) ? axes.Group(view.Query) : null);
        var (periods, groups, course) = (default(FactTable)!, default(FactTable), view.Course);
        SideBySide.Do(
            () => periods = asking.Ask(spans, null, compared: true, cancel),
            () => groups = group is null || view.Pieces is not null ? null : Asked(group),
            () => course = parts.HasFlag(ScoreParts.Course) ? Course.Join([.. view.Versions.Cut(view.Period).Select(piece => CourseOf(piece.Span, piece.Measure))]) : course);
        var figure = Figure.Of(view.Measure, periods, now);
        // Of few, the answers themselves would say who gave them.
        if (figure.Why == CannotSay.TooFew) return view with { Whole = CannotSay.TooFew };
        return view with
        {
            N = periods.SizeOf(now),
            Whole = figure,
            SinceBefore = Enough(view.RuleChanged ? AcrossRules(figure) : now == 0 ? CannotSay.TooFew : Change.Between(view.Measure, periods, 0, 1)),
            Distribution = [.. periods.Values.Index().GroupBy(value => value.Item.Number).Select(value => (value.Key, value.Sum(one => periods.CountOf(now, one.Index)))).OrderBy(value => value.Key)],
            Course = course,
        } is var shown && group is null ? shown : groups is not null ? Grouped(shown, groups, (periods, now)) : view.Pieces is not null ? Apart(shown, group) : shown;
    }

    private static Said<Change> Enough(Said<Change> change) => change.Try(out var told) && told.TooLittleBefore ? CannotSay.TooFew : change;

    // What the same customers answered under both rules is not known to either table: without it the interval is wider, if anything.
    private Said<Change> AcrossRules(Said<Figure> now)
    {
        if (view.Earlier is not { } earlier || !now.Try(out var second)) return CannotSay.TooFew;
        var before = asking.By(earlier.Measure);
        var table = before.Ask([earlier.Span], null, compared: false, cancel);
        if (!Figure.Of(earlier.Measure, table, 0).Try(out var first)) return CannotSay.TooFew;
        return Change.Between(first, second);
    }

    // More groups than anybody reads are not told at all.
    private FactTable? Asked(FactAxis group)
    {
        try
        {
            return asking.Ask([view.Counted], group, compared: view.Query is { A: not null, B: not null }, cancel);
        }
        catch (TooManyCellsException)
        {
            return null;
        }
    }

    private ScoreView Apart(ScoreView shown, FactAxis group)
    {
        try
        {
            return new GroupsApart(reader, view, facts, cancel).Told(shown, group);
        }
        catch (TooManyCellsException)
        {
            return shown;
        }
    }

    // Of what is known of customers only what those within reach have; what others have, or somebody had who was erased, is nobody's to read.
    public IReadOnlyList<(string Key, IReadOnlyList<string> Values)> Offered()
    {
        if (!reader.May(Right.ReadCustomers)) return [];
        return [.. facts.KnownOf(ScoreAxes.Question(view.Measure, reader, [view.Period]), MostOffered, cancel).Where(one => one.Values.Count > 1)];
    }

    private Course CourseOf(DaySpan period, Measure measure)
    {
        var spans = view.SpansOf(period, measure);
        if (spans.Count == 0) return new([], null);
        var then = asking.By(measure);
        var table = then.Ask(spans, null, compared: false, cancel);
        var hidden = view.Pieces is not null ? new bool[spans.Count] : SmallGroups.Hidden([.. spans.Select((_, at) => SmallGroups.SizeOf(table, at))], measure.AtLeast);
        return Course.Of(measure, [.. spans.Select((span, at) => (span, hidden[at] ? CannotSay.TooFew : Figure.Of(measure, table, at)))]);
    }

    private ScoreView Grouped(ScoreView shown, FactTable table, (FactTable Table, int Cell) whole)
    {
        var codes = table.Groups[0];
        long[] sizes = [.. codes.Select((_, at) => SmallGroups.SizeOf(table, at)), Math.Max(0, whole.Table.SizeOf(whole.Cell) - codes.Select((_, at) => table.SizeOf(at)).Sum())];
        var hidden = SmallGroups.Hidden(sizes, view.Measure.AtLeast, whole: SmallGroups.SizeOf(whole.Table, whole.Cell));
        var lines = new List<(GroupLine Line, double P)>();
        for (var at = 0; at < codes.Count; at++)
        {
            if (hidden[at] || !Figure.Of(view.Measure, table, at).Try(out var figure)) continue;
            if (!Figure.OfRest(view.Measure, whole, (table, at)).Try(out var rest) || !Change.Between(rest, figure).Try(out var change)) continue;
            lines.Add((new(codes[at], axes.LabelOf(view.Query.By, codes[at]), figure, change, false), change.P.Try(out var p) ? p : change.Sure ? 0 : 1));
        }

        var adjusted = lines.Count == 0 ? [] : ManyTests.BenjaminiHochberg([.. lines.Select(line => line.P)]).Value;
        return shown with
        {
            Groups = [.. lines.Select((line, at) => line.Line with { Sure = adjusted[at] < 0.05 }).OrderByDescending(line => Math.Abs(line.AgainstRest.Difference))],
            SmallOnes = codes.Where((_, at) => hidden[at] && sizes[at] > 0).Count(),
            OnlyGroup = codes.Index().Where(one => table.SizeOf(one.Index) > 0).ToArray() is [var only] && table.SizeOf(only.Index) == whole.Table.SizeOf(whole.Cell) ? axes.LabelOf(view.Query.By, only.Item) : null,
            Compared = ComparedOf(table, codes, hidden),
        };
    }

    private Said<Change>? ComparedOf(FactTable table, IReadOnlyList<string> codes, bool[] hidden)
    {
        if (view.Query is not { A: { } a, B: { } b }) return null;
        var (from, to) = (IndexOf(a), IndexOf(b));
        return from < 0 || to < 0 || hidden[from] || hidden[to] ? CannotSay.TooFew : Change.Between(view.Measure, table, from, to);

        int IndexOf(string code) => codes.Index().Where(one => one.Item == code).Select(one => one.Index).FirstOrDefault(-1);
    }
}
