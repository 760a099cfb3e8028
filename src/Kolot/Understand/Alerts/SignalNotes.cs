using Kolot.Core.Organisation;
using Kolot.Store;
using Kolot.Understand.Scores;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Alerts;

/// <summary>The notes that somebody wrote to signals of a measure, to be marked where it is drawn. They are their own: a colleague's may tell of what lies beyond one's reach.</summary>
internal static class SignalNotes
{
    private const int Most = 50;

    /// <summary>Those of a measure of the same voices, within a period.</summary>
    public static async Task<IReadOnlyList<(DateOnly Day, string Note)>> Of(OrganisationStore store, Member reader, ScoreView view, CancellationToken cancel)
    {
        var (measure, whose, period) = (view.Versions.Code, AlertQuery.Of(view.Query), view.Period);
        var notes = await store.SignalsOf(reader).AsNoTracking()
            .Where(signal => signal.Note != null && store.Alerts.Any(alert => alert.Id == signal.AlertId && alert.Measure == measure && alert.Query == whose))
            .OrderByDescending(signal => signal.At).Take(Most).Select(signal => new { signal.NowFrom, signal.NowTo, signal.Note }).ToArrayAsync(cancel);
        return [.. notes.Where(note => note.NowTo >= period.From && note.NowFrom <= period.To).OrderBy(note => note.NowFrom).Select(note => (note.NowFrom < period.From ? period.From : note.NowFrom, note.Note ?? ""))];
    }
}
