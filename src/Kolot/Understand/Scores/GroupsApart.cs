using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;

namespace Kolot.Understand.Scores;

/// <summary>Groups for whoever may not read the voices: each is told as the slice that it is, over whole pieces of its own, so that asking for it by its name says no more.</summary>
internal sealed class GroupsApart(Member reader, ScoreView view, FactView facts, CancellationToken cancel)
{
    private readonly ScoreAxes axes = new(reader, view.Names);

    /// <summary>A view with its groups.</summary>
    public ScoreView Told(ScoreView shown, FactAxis axis)
    {
        var (lines, small, figures) = (new List<GroupLine>(), 0, new Dictionary<string, Figure>());
        foreach (var (code, of) in Slices(axis))
        {
            var slice = new ScoreAnswers(reader, of, facts, cancel).Counted();
            if (slice.Whole.Try(out var figure)) figures[code] = figure;
            if (figure is not null && Rest(of).Try(out var rest) && Change.Between(rest, figure).Try(out var change))
                lines.Add(new(code, axes.LabelOf(view.Query.By, code), figure, change, false) { Days = of.Counted });
            else if (slice.N is null) small++;
        }

        var adjusted = lines.Count == 0 ? [] : ManyTests.BenjaminiHochberg([.. lines.Select(line => line.AgainstRest.P.Try(out var p) ? p : line.AgainstRest.Sure ? 0 : 1)]).Value;
        return shown with
        {
            Groups = [.. lines.Select((line, at) => line with { Sure = adjusted[at] < 0.05 }).OrderByDescending(line => Math.Abs(line.AgainstRest.Difference))],
            SmallOnes = small,
            Compared = Between(figures),
        };
    }

    /// <summary>Piece by piece for each group.</summary>
    public ScoreTable Table()
    {
        (string Name, ScoreView View)[] slices = axes.Group(view.Query) is { } axis ? [.. Slices(axis)] : [("", view)];
        var (figures, apart) = (new List<IReadOnlyList<Said<Figure>>>(), new List<IReadOnlyList<(DaySpan, int)>>());
        foreach (var slice in slices)
        {
            var parts = view.Versions.Cut(view.Period).Select(piece => (piece.Measure, Spans: slice.View.SpansOf(piece.Span, piece.Measure))).Where(part => part.Spans.Count > 0).ToArray();
            figures.Add([.. parts.SelectMany(part => Figures(slice.View, part.Measure, part.Spans))]);
            apart.Add([.. parts.SelectMany(part => part.Spans.Select(span => (span, part.Measure.Version)))]);
        }

        return new([], [], [.. slices.Select(slice => slice.Name)], figures) { Apart = apart };
    }

    private IEnumerable<Said<Figure>> Figures(ScoreView slice, Measure measure, IReadOnlyList<DaySpan> spans)
    {
        var table = Ask(slice, measure, spans);
        return spans.Select((_, at) => Figure.Of(measure, table, at));
    }

    private Said<Figure> Rest(ScoreView slice) =>
        Figure.OfRest(view.Measure, (Ask(view, view.Measure, [slice.Counted]), 0), (Ask(slice, view.Measure, [slice.Counted]), 0));

    private Said<Change>? Between(Dictionary<string, Figure> figures)
    {
        if (view.Query is not { A: { } a, B: { } b }) return null;
        return figures.TryGetValue(a, out var from) && figures.TryGetValue(b, out var to) ? Change.Between(from, to) : CannotSay.TooFew;
    }

    // Of a group with whole pieces in the period only; others are nobody's to hear of, not even by name: that somebody answered there on a day says something of them.
    private IEnumerable<(string Code, ScoreView View)> Slices(FactAxis axis)
    {
        if (view.Query.By is not { } by) yield break;
        var heard = facts.Ask(ScoreAxes.Question(view.Measure, reader, [view.Period]) with { Groups = [axis], Filters = axes.Filters(view.Measure, view.Query), CountsOnly = true }, cancel);
        foreach (var (at, code) in heard.Groups[0].Index())
        {
            // What lies right in a unit, and in none below it, is no slice of its own.
            if (heard.SizeOf(at) == 0 || view.Query.Chosen.GetValueOrDefault(by) == code || (by == "unit" && axes.UnitTops(null) is [var top] && top.Code == code)) continue;
            var query = by.StartsWith(ScoreQuery.Attribute, StringComparison.Ordinal)
                ? view.Query with { By = null, Attributes = new Dictionary<string, string>(view.Query.Attributes) { [by[ScoreQuery.Attribute.Length..]] = code } }
                : view.Query with { By = null, Chosen = new Dictionary<string, string>(view.Query.Chosen) { [by] = code } };
            var slice = WholeDays.Of(reader, view with { Query = query }, facts);
            if (view.Versions.Cut(view.Period).Any(piece => slice.SpansOf(piece.Span, piece.Measure).Count > 0)) yield return (code, slice);
        }
    }

    private FactTable Ask(ScoreView of, Measure measure, IReadOnlyList<DaySpan> spans) =>
        facts.Ask(ScoreAxes.Question(measure, reader, spans) with { Filters = axes.Filters(measure, of.Query) }, cancel);
}
