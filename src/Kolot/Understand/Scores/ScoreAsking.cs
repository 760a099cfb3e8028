using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;

namespace Kolot.Understand.Scores;

/// <summary>Asks the facts for one version of a measure, within what is chosen and what the reader may see.</summary>
internal sealed class ScoreAsking(Member reader, ScoreView view, FactView facts)
{
    private readonly ScoreAxes axes = new(reader, view.Names);
    private IReadOnlyList<FactAxis> filters = [];

    /// <summary>The version.</summary>
    public Measure Measure { get; private init; } = view.Measure;

    /// <summary>Asks for a version.</summary>
    public ScoreAsking By(Measure measure) => new(reader, view, facts) { Measure = measure, filters = axes.Filters(measure, view.Query) };

    /// <summary>A table of some spans of days, and of groups where they are asked for.</summary>
    public FactTable Ask(IReadOnlyList<DaySpan> spans, FactAxis? group, bool compared, CancellationToken cancel) => Ask(spans, group, compared, -1, cancel);

    /// <summary>Of which cells those whom one filter leaves out are so few that they could be had by taking it off again.</summary>
    public bool[] Beyond(FactTable table, IReadOnlyList<DaySpan> spans, FactAxis? group, CancellationToken cancel)
    {
        var beyond = new bool[table.Cells];
        // A whole piece of time was cut so that it may be told.
        for (var left = 0; left < filters.Count && view.Pieces is null; left++)
        {
            var whole = Ask(spans, group, compared: false, left, cancel);
            for (var span = 0; span < spans.Count; span++)
                for (var at = 0; at < (group is null ? 1 : table.Groups[0].Count); at++)
                {
                    var cell = group is null ? table.CellOf(span) : table.CellOf(span, at);
                    var size = group is null ? whole.SizeOf(whole.CellOf(span)) : SizeOf(whole, span, table.Groups[0][at]);
                    if (table.SizeOf(cell) is > 0 and var part && !SmallGroups.MayShow(part, size, Measure.AtLeast)) beyond[cell] = true;
                }
        }

        return beyond;
    }

    private FactTable Ask(IReadOnlyList<DaySpan> spans, FactAxis? group, bool compared, int without, CancellationToken cancel) => facts.Ask(
        ScoreAxes.Question(Measure, reader, spans) with
        {
            Groups = group is null ? [] : [group],
            Filters = [.. filters.Where((_, at) => at != without)],
            Compared = compared,
            CountsOnly = without >= 0,
        }, cancel);

    private static long SizeOf(FactTable table, int span, string group)
    {
        for (var at = 0; at < table.Groups[0].Count; at++)
            if (table.Groups[0][at] == group) return table.SizeOf(table.CellOf(span, at));
        return 0;
    }
}
