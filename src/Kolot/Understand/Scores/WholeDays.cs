using Kolot.Core.Calendars;
using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;

namespace Kolot.Understand.Scores;

/// <summary>Narrows a view to whole pieces of time for whoever may not read the voices, so that periods cannot be taken off one another (docs/decisions/0021).</summary>
internal static class WholeDays
{
    /// <summary>The view as somebody may have it: whoever may read the voices learns nothing new from numbers of few.</summary>
    public static ScoreView For(Member reader, ScoreView view, FactView facts) => reader.May(Right.ReadVoices) || view.Query.Backwards ? view : Of(reader, view, facts);

    /// <summary>The view over whole pieces.</summary>
    public static ScoreView Of(Member reader, ScoreView view, FactView facts)
    {
        var (asked, measure) = view.Versions.Cut(view.Period) is [.., var last] ? last : (view.Period, view.Measure);
        var pieces = view.Versions.Versions.ToDictionary(version => version.Version, version => Pieces(reader, view, version, facts));
        var counted = WholePieces.Within(pieces[measure.Version], asked);
        return view with
        {
            Pieces = pieces,
            NothingWhole = counted is null,
            Counted = counted ?? asked,
            Earlier = view.Versions.Cut(view.Query.Against(asked)) is [.., var before] && WholePieces.Within(pieces[before.Measure.Version], before.Span) is { } span ? (span, before.Measure) : null,
        };
    }

    // Up to yesterday: a day that goes on is not whole.
    private static IReadOnlyList<DaySpan> Pieces(Member reader, ScoreView view, Measure measure, FactView facts)
    {
        var filters = new ScoreAxes(reader, view.Names).Filters(measure, view.Query);
        var question = ScoreAxes.Question(measure, reader, [new(LocalDays.DateOf(0), view.Today.AddDays(-1))]);
        if (filters.Count == 0) return WholePieces.Of([(FactRows.Of(facts, question), null)]);
        return WholePieces.Of([.. filters.Select((filter, at) =>
            (FactRows.Of(facts, question with { Filters = [.. filters.Where((_, other) => other != at)], Groups = [filter with { As = value => filter.As(value) is null ? "-" + value : "+" }] }), (string?)"+"))]);
    }
}
