using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;

namespace Kolot.Understand.Scores;

/// <summary>A measure piece by piece for each group: what a program asks for.</summary>
/// <param name="Spans">The pieces, in order of time; a piece ends where another version of the rule begins.</param>
/// <param name="Versions">By which version each piece is counted.</param>
/// <param name="Groups">The groups; one without a name where nothing is told apart.</param>
/// <param name="Figures">For each group and piece its figure, or why there is none.</param>
public sealed record ScoreTable(IReadOnlyList<DaySpan> Spans, IReadOnlyList<int> Versions, IReadOnlyList<string> Groups, IReadOnlyList<IReadOnlyList<Said<Figure>>> Figures)
{
    /// <summary>The days of each group's figures and by which versions, where each group has its own.</summary>
    public IReadOnlyList<IReadOnlyList<(DaySpan Span, int Version)>>? Apart { get; init; }

    /// <summary>The days of a group's figures, and by which versions they are counted.</summary>
    public IEnumerable<(DaySpan Span, int Version)> PiecesOf(int group) => Apart?[group] ?? Spans.Zip(Versions);

    /// <summary>Answers it, the days of each version by that version.</summary>
    public static ScoreTable Of(Member reader, ScoreView view, FactView facts, CancellationToken cancel)
    {
        if (view.Pieces is not null) return new GroupsApart(reader, view, facts, cancel).Table();
        ScoreTable[] parts = [.. view.Versions.Cut(view.Period).Select(piece => Of(reader, view, piece, facts, cancel))];
        string[] groups = [.. parts.SelectMany(part => part.Groups).Distinct()];
        return new([.. parts.SelectMany(part => part.Spans)], [.. parts.SelectMany(part => part.Versions)], groups, [.. groups.Select(group => (IReadOnlyList<Said<Figure>>)[.. parts.SelectMany(part => part.Row(group))])]);
    }

    private IEnumerable<Said<Figure>> Row(string group)
    {
        for (var at = 0; at < Groups.Count; at++)
            if (Groups[at] == group) return Figures[at];
        return Spans.Select(_ => (Said<Figure>)CannotSay.NoAnswers);
    }

    private static ScoreTable Of(Member reader, ScoreView view, (DaySpan Span, Measure Measure) piece, FactView facts, CancellationToken cancel)
    {
        var (axes, measure) = (new ScoreAxes(reader, view.Names), piece.Measure);
        var filters = axes.Filters(measure, view.Query);
        var spans = Grains.Cut(piece.Span, view.Query.Per ?? Grains.For(view.Period));
        FactAxis[] groups = axes.Group(view.Query) is { } group ? [group] : [];
        var within = facts.Ask(ScoreAxes.Question(measure, reader, spans) with { Groups = groups, Filters = filters }, cancel);
        var names = groups.Length == 0 ? [""] : within.Groups[0];
        var hidden = Hidden(measure, within, (names.Count, spans.Count));
        // A group without an answer within reach is nobody's to hear of, not even by name.
        int[] heard = [.. Enumerable.Range(0, names.Count).Where(at => groups.Length == 0 || spans.Index().Any(span => within.SizeOf(CellOf(within, at, span.Index)) > 0))];
        var figures = new IReadOnlyList<Said<Figure>>[heard.Length];
        Parallel.For(0, heard.Length, new() { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, row =>
            figures[row] = [.. spans.Select((_, span) => hidden[heard[row], span] ? CannotSay.TooFew : Figure.Of(measure, within, CellOf(within, heard[row], span)))]);
        return new(spans, [.. spans.Select(_ => measure.Version)], [.. heard.Select(at => names[at])], figures);
    }

    private static int CellOf(FactTable table, int group, int span) => table.Groups.Count == 0 ? table.CellOf(span) : table.CellOf(span, group);

    // Each row and each column is a whole of which parts are told; hiding in the one may call for hiding in the other.
    private static bool[,] Hidden(Measure measure, FactTable within, (int Groups, int Spans) size)
    {
        var hidden = new bool[size.Groups, size.Spans];
        for (var (more, rounds) = (true, 0); more && rounds < 20; rounds++)
        {
            more = false;
            for (var group = 0; group < size.Groups; group++) more |= Along(size.Spans, span => (group, span));
            for (var span = 0; span < size.Spans && size.Groups > 1; span++) more |= Along(size.Groups, group => (group, span));
        }

        return hidden;

        long N(int group, int span) => SmallGroups.SizeOf(within, CellOf(within, group, span));

        bool Along(int count, Func<int, (int Group, int Span)> at)
        {
            var now = SmallGroups.Hidden(
                [.. Enumerable.Range(0, count).Select(one => N(at(one).Group, at(one).Span))], measure.AtLeast,
                [.. Enumerable.Range(0, count).Select(one => hidden[at(one).Group, at(one).Span])]);
            var more = false;
            for (var one = 0; one < count; one++)
            {
                var (group, span) = at(one);
                more |= now[one] && !hidden[group, span];
                hidden[group, span] |= now[one];
            }

            return more;
        }
    }
}
