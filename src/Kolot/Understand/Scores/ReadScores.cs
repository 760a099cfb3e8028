using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Store;
using Kolot.Store.Facts;
using Kolot.Understand.Alerts;

namespace Kolot.Understand.Scores;

/// <summary>Reads a measure of the voices within a member's reach, from the facts in memory.</summary>
public sealed class ReadScores(Stores stores, FactImages images, TimeProvider clock)
{
    // A page would rather say how far it is than wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Reads it.</summary>
    public async Task<ScoreView> Run(Member reader, ScoreQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        var (view, now) = await Begin(reader, query, zone, cancel);
        if (now.View is not { } facts) return view with { Loaded = now.Loaded };
        return new ScoreAnswers(reader, view, facts, cancel).Answer();
    }

    /// <summary>Reads it piece by piece for each group; nothing while the numbers are loaded.</summary>
    public async Task<(ScoreView View, ScoreTable? Table)> Table(Member reader, ScoreQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        var (view, now) = await Begin(reader, query, zone, cancel);
        return (view, now.View is { } facts ? ScoreTable.Of(reader, view, facts, cancel) : null);
    }

    private async Task<(ScoreView View, FactsNow Now)> Begin(Member reader, ScoreQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        var measure = Measure.Ready.Single(one => one.Code == query.Measure);
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await StreamNames.Load(store, cancel);
        var period = query.Period(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime));
        var view = new ScoreView { Query = query, Measure = measure, Names = names, Period = period };
        view = view with { Notes = await SignalNotes.Of(store, reader, query, period, cancel) };
        return (view, query.Backwards ? new(null, 1) : await images.Of(reader.Organisation, Patience, cancel));
    }
}
