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
    private readonly IReadOnlyList<FactAxis> filters = new ScoreAxes(reader, view.Names).Filters(view.Query);

    /// <summary>The view with all that it shows.</summary>
    public ScoreView Answer() => Counted() with { Attributes = Offered() };

    private ScoreView Counted()
    {
        var periods = Ask([ScoreQuery.Before(view.Period), view.Period], null, compared: true);
        var hidden = Beyond(periods);
        var figure = Figure.Of(view.Measure, periods, 1);
        // Of few, the answers themselves would say who gave them.
        if (hidden[1] || figure.Why == CannotSay.TooFew) return view with { Whole = CannotSay.TooFew };
        return view with
        {
            N = periods.SizeOf(1),
            Whole = figure,
            SinceBefore = hidden[0] ? CannotSay.TooFew : Change.Between(view.Measure, periods, 0, 1),
            Distribution = [.. periods.Values.Index().GroupBy(value => value.Item.Number).Select(value => (value.Key, value.Sum(one => periods.CountOf(1, one.Index)))).OrderBy(value => value.Key)],
            Course = CourseOf(),
        } is var shown && axes.Group(view.Query) is { } group ? Told(shown, group, periods) : shown;
    }

    // More groups than anybody reads are not told at all.
    private ScoreView Told(ScoreView shown, FactAxis axis, FactTable periods)
    {
        try
        {
            return Grouped(shown, axis, periods);
        }
        catch (TooManyCellsException)
        {
            return shown;
        }
    }

    // Of what is known of customers only what those within reach have; what others have, or somebody had who was erased, is nobody's to read.
    private List<(string, IReadOnlyList<string>)> Offered()
    {
        if (!reader.May(Right.ReadCustomers)) return [];
        var customers = facts.Image.Names.Customers;
        var offered = new List<(string, IReadOnlyList<string>)>();
        foreach (var key in customers.Attributes.Where(key => customers.ValuesOf(key)?.Count <= MostOffered).Order(StringComparer.Ordinal))
        {
            var table = facts.Ask(Question([view.Period], [FactAxis.Each(FactAxisKind.Attribute, key)], []) with { CountsOnly = true }, cancel);
            string[] values = [.. table.Groups[0].Where((_, at) => table.SizeOf(at) > 0).Order(StringComparer.Ordinal)];
            if (values.Length > 1) offered.Add((key, values));
        }

        return offered;
    }

    private Course CourseOf()
    {
        var spans = Grains.Cut(view.Period, view.Query.Per ?? Grains.For(view.Period));
        var table = Ask(spans, null, compared: false);
        var hidden = SmallGroups.Hidden([.. spans.Select((_, at) => table.SizeOf(at))], view.Measure.AtLeast, Beyond(table));
        return Course.Of(view.Measure, [.. spans.Select((span, at) => (span, hidden[at] ? CannotSay.TooFew : Figure.Of(view.Measure, table, at)))]);
    }

    private ScoreView Grouped(ScoreView shown, FactAxis axis, FactTable periods)
    {
        var table = Ask([view.Period], axis, compared: view.Query is { A: not null, B: not null });
        var codes = table.Groups[0];
        long[] sizes = [.. codes.Select((_, at) => table.SizeOf(at)), Math.Max(0, periods.SizeOf(1) - codes.Select((_, at) => table.SizeOf(at)).Sum())];
        var hidden = SmallGroups.Hidden(sizes, view.Measure.AtLeast, [.. Beyond(table), false]);
        var lines = new List<(GroupLine Line, double P)>();
        for (var at = 0; at < codes.Count; at++)
        {
            if (hidden[at] || !Figure.Of(view.Measure, table, at).Try(out var figure)) continue;
            if (!Figure.OfRest(view.Measure, (periods, 1), (table, at)).Try(out var rest) || !Change.Between(rest, figure).Try(out var change)) continue;
            lines.Add((new(codes[at], axes.LabelOf(view.Query.By, codes[at]), figure, change, false), change.P.Try(out var p) ? p : change.Sure ? 0 : 1));
        }

        var adjusted = lines.Count == 0 ? [] : ManyTests.BenjaminiHochberg([.. lines.Select(line => line.P)]).Value;
        return shown with
        {
            Groups = [.. lines.Select((line, at) => line.Line with { Sure = adjusted[at] < 0.05 }).OrderByDescending(line => Math.Abs(line.AgainstRest.Difference))],
            SmallOnes = codes.Where((_, at) => hidden[at] && sizes[at] > 0).Count(),
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

    // Where those whom one filter leaves out are few, they could be had by taking it off again.
    private bool[] Beyond(FactTable table)
    {
        var beyond = new bool[table.Cells];
        for (var left = 0; left < filters.Count; left++)
            for (var cell = 0; cell < table.Cells; cell++)
                beyond[cell] |= table.SizeOf(cell) > 0 && !SmallGroups.MayShow(table.SizeOf(cell), table.SizeWithout(left, cell), view.Measure.AtLeast);
        return beyond;
    }

    private FactTable Ask(IReadOnlyList<DaySpan> spans, FactAxis? group, bool compared) =>
        facts.Ask(Question(spans, group is null ? [] : [group], filters) with { Compared = compared, Without = true }, cancel);

    private FactQuestion Question(IReadOnlyList<DaySpan> spans, IReadOnlyList<FactAxis> groups, IReadOnlyList<FactAxis> narrowing) =>
        ScoreAxes.Question(view.Measure, reader, spans) with { Groups = groups, Filters = narrowing };
}
