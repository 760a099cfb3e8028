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

    /// <summary>A table of some spans of days, and of groups where they are asked for. Beside each cell stands how many there would be without each filter, from the same walk.</summary>
    public FactTable Ask(IReadOnlyList<DaySpan> spans, FactAxis? group, bool compared, CancellationToken cancel) => facts.Ask(
        ScoreAxes.Question(Measure, reader, spans) with { Groups = group is null ? [] : [group], Filters = filters, Compared = compared, Without = true }, cancel);

    /// <summary>Of which cells those whom one filter leaves out are so few that they could be had by taking it off again.</summary>
    public bool[] Beyond(FactTable table)
    {
        var beyond = new bool[table.Cells];
        // A whole piece of time was cut so that it may be told.
        for (var left = 0; left < filters.Count && view.Pieces is null; left++)
            for (var cell = 0; cell < table.Cells; cell++)
                beyond[cell] |= table.SizeOf(cell) > 0 && !SmallGroups.MayShow(table.SizeOf(cell), table.SizeWithout(left, cell), Measure.AtLeast);
        return beyond;
    }
}
