using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Alerts;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Store;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Alerts;

/// <summary>Reads the whole pieces of an alert's measure, within the reach of one who is told and without what would give small groups away.</summary>
/// <param name="reader">Who is told.</param>
/// <param name="names">The names of places.</param>
/// <param name="facts">What can be counted.</param>
internal sealed class AlertCourse(Member reader, StreamNames names, FactView facts)
{
    /// <summary>Looks at the newest whole piece.</summary>
    public Look Look(Alert alert, Measure measure, DaySpan newest, DateOnly? since)
    {
        var query = AlertQuery.Read(alert);
        // Of whoever may not read the voices other days are counted (docs/decisions/0021); what rests on attributes is for those who may read of customers.
        if (!reader.May(Right.ReadVoices) || (query.Attributes.Count > 0 && !reader.May(Right.ReadCustomers))) return new(AlertState.BeyondReach, 0);
        var spans = PastPieces.Until(alert.Grain, newest, Watch.Reads);
        query = query with { Per = alert.Grain, Days = null, From = spans[0].From, To = newest.To };
        // By one rule alone: where it began in between, what was before is not compared with.
        var only = new KnownMeasure(measure.Code, [measure]);
        var period = new DaySpan(spans[0].From, newest.To);
        var view = new ScoreView { Query = query, Known = new([only]), Versions = only, Measure = measure, Names = names, Period = period, Counted = period };
        var shown = ScoreTable.Of(reader, view, facts, CancellationToken.None);
        var figures = shown.Spans.Zip(shown.Figures is [var all] ? all : []).ToDictionary(piece => piece.First, piece => piece.Second);
        (int Index, Figure Figure)[] said = [.. spans.Index().Where(span => figures.TryGetValue(span.Item, out var figure) && figure.Why is null).Select(span => (span.Index, figures[span.Item].Value))];
        if (said.Length == 0 || said[^1].Index != spans.Count - 1) return new(AlertState.TooFewAnswers, Math.Max(0, said.Length - 1));
        Piece[] pieces = [.. said.Select(one => Piece.Of(spans[one.Index], one.Figure))];
        var common = new Lazy<FactTable>(() => facts.Ask(
            ScoreAxes.Question(measure, reader, spans) with { Filters = new ScoreAxes(reader, names).Filters(measure, query), Compared = true }, CancellationToken.None));
        return Watch.At(pieces, (one, other) => common.Value.Common(said[one].Index, said[other].Index) / pieces[one].N / pieces[other].N, since);
    }
}
