using Kolot.Core.Organisation;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Store;
using Kolot.Store.Facts;

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

    /// <summary>Reads several views at once, as of one moment: the names are loaded once, and the facts are asked side by side.</summary>
    public async Task<IReadOnlyList<ScoreView>> Several(Member reader, IReadOnlyList<(ScoreQuery Query, ScoreParts Parts)> asked, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await StreamNames.Load(store, cancel);
        var views = asked.Select(one => ViewOf(one.Query, names, zone)).ToArray();
        if (views.Length == 0) return views;
        var now = await images.Of(reader.Organisation, Patience, cancel);
        if (now.View is not { } facts) return [.. views.Select(view => view with { Loaded = now.Loaded })];
        Parallel.For(0, views.Length, new() { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, at =>
        {
            if (!views[at].Query.Backwards) views[at] = new ScoreAnswers(reader, views[at], facts, cancel).Answer(asked[at].Parts);
        });
        return views;
    }

    private async Task<(ScoreView View, FactsNow Now)> Begin(Member reader, ScoreQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var view = ViewOf(query, await StreamNames.Load(store, cancel), zone);
        return (view, query.Backwards ? new(null, 1) : await images.Of(reader.Organisation, Patience, cancel));
    }

    private ScoreView ViewOf(ScoreQuery query, StreamNames names, TimeZoneInfo zone) => new()
    {
        Query = query,
        Measure = Measure.Ready.Single(one => one.Code == query.Measure),
        Names = names,
        Period = query.Period(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime)),
    };
}
