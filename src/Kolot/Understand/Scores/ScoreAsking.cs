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
    public FactTable Ask(IReadOnlyList<DaySpan> spans, FactAxis? group, bool compared, CancellationToken cancel) => facts.Ask(
        ScoreAxes.Question(Measure, reader, spans) with { Groups = group is null ? [] : [group], Filters = filters, Compared = compared }, cancel);
}
