using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Store;
using Kolot.Store.Facts;
using Kolot.Understand.Alerts;
using Kolot.Understand.Measures;

namespace Kolot.Understand.Scores;

/// <summary>Reads a measure of the voices within a member's reach, from the facts in memory.</summary>
public sealed class ReadScores(Stores stores, FactImages images, TimeProvider clock)
{
    // A page would rather say how far it is than wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Reads it.</summary>
    public async Task<ScoreView> Run(Member reader, ScoreQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var (view, now) = await Begin(store, reader, query, zone, cancel);
        view = view with { Notes = await SignalNotes.Of(store, reader, view, cancel) };
        if (now.View is not { } facts) return view with { Loaded = now.Loaded };
        return new ScoreAnswers(reader, WholeDays.For(reader, view, facts), facts, cancel).Answer();
    }

    /// <summary>Reads it piece by piece for each group; nothing while the numbers are loaded.</summary>
    public async Task<(ScoreView View, ScoreTable? Table)> Table(Member reader, ScoreQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var (view, now) = await Begin(store, reader, query, zone, cancel);
        return (view, now.View is { } facts ? ScoreTable.Of(reader, WholeDays.For(reader, view, facts), facts, cancel) : null);
    }

    /// <summary>What measures come to over some days, each by the rule that is given, whatever held then; while the numbers are loaded, how far that is.</summary>
    public async Task<IReadOnlyList<MeasureView.Trial>> Figures(Member reader, IReadOnlyList<Measure> measures, DaySpan days, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var names = await StreamNames.OfPlaces(store, cancel);
        var now = await images.Of(reader.Organisation, Patience, cancel);
        return [.. measures.Select(measure => now.View is { } facts ? Figure(measure, facts) : new MeasureView.Trial(now.Loaded, null, CannotSay.NoAnswers))];

        MeasureView.Trial Figure(Measure measure, FactView facts)
        {
            var only = new KnownMeasure(measure.Code, [measure]);
            var asking = new ScoreAsking(reader, new() { Query = new(), Known = new([only]), Versions = only, Measure = measure, Names = names, Period = days, Counted = days }, facts).By(measure);
            var table = asking.Ask([days], null, compared: false, cancel);
            var figure = Core.Understand.Measures.Figure.Of(measure, table, 0);
            return new(1, figure.Why == CannotSay.TooFew ? null : table.SizeOf(0), figure);
        }
    }

    /// <summary>Reads several views at once, as of one moment: names and measures are loaded once, and the facts are asked side by side.</summary>
    public async Task<IReadOnlyList<ScoreView>> Several(Member reader, IReadOnlyList<(ScoreQuery Query, ScoreParts Parts)> asked, TimeZoneInfo zone, CancellationToken cancel)
    {
        if (asked.Count == 0) return [];
        await using var store = await stores.Open(reader.Organisation, cancel);
        await store.Stay(cancel);
        var (known, names) = (await LoadMeasures.Of(store, cancel), await StreamNames.OfPlaces(store, cancel));
        var views = asked.Select(one => ViewOf(one.Query, known, names, zone)).ToArray();
        var now = await images.Of(reader.Organisation, Patience, cancel);
        if (now.View is not { } facts) return [.. views.Select(view => view with { Loaded = now.Loaded })];
        Parallel.For(0, views.Length, new() { CancellationToken = cancel, MaxDegreeOfParallelism = Environment.ProcessorCount }, at =>
        {
            if (!views[at].Query.Backwards) views[at] = new ScoreAnswers(reader, WholeDays.For(reader, views[at], facts), facts, cancel).Answer(asked[at].Parts);
        });
        return views;
    }

    /// <summary>The measures that there are.</summary>
    public async Task<KnownMeasures> Known(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await LoadMeasures.Of(store, cancel);
    }

    private async Task<(ScoreView View, FactsNow Now)> Begin(OrganisationStore store, Member reader, ScoreQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        await store.Stay(cancel);
        var view = ViewOf(query, await LoadMeasures.Of(store, cancel), await StreamNames.OfPlaces(store, cancel), zone);
        view = view with { Beyond = ScoreAxes.IsBeyond(reader, query, [.. view.Names.Units]) };
        return (view, query.Backwards ? new(null, 1) : await images.Of(reader.Organisation, Patience, cancel));
    }

    private ScoreView ViewOf(ScoreQuery query, KnownMeasures known, StreamNames names, TimeZoneInfo zone)
    {
        var versions = known.Find(query.Measure) ?? known.Offered.FirstOrDefault() ?? known.All[0];
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        var period = query.Period(today);
        var (counted, measure) = versions.Cut(period) is [.., var last] ? last : (period, versions.Versions[0]);
        return new()
        {
            Query = query, Known = known, Versions = versions, Measure = measure, Names = names, Period = period, Counted = counted, Today = today,
            Earlier = versions.Cut(query.Against(counted)) is [.., var earlier] ? earlier : null,
        };
    }
}
