using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Understand.Importance;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Store;
using Kolot.Store.Facts;
using Kolot.Understand.Measures;
using Kolot.Understand.Scores;

namespace Kolot.Understand.Drivers;

/// <summary>Reads what an outcome goes with, of the voices within a member's reach, from the facts in memory.</summary>
/// <remarks>Only for whoever may read the voices too: of two choices of questions that differ by one, the one could be taken off the other.</remarks>
public sealed class ReadDrivers(Stores stores, FactImages images, TimeProvider clock)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether somebody may.</summary>
    public static bool May(Member reader) => reader.May(Right.ReadScores) && reader.May(Right.ReadVoices);

    /// <summary>The measures that there are.</summary>
    public async Task<KnownMeasures> Known(Member reader, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        return await LoadMeasures.Of(store, cancel);
    }

    /// <summary>Reads it.</summary>
    public async Task<DriverView> Run(Member reader, DriverQuery query, TimeZoneInfo zone, CancellationToken cancel)
    {
        await using var store = await stores.Open(reader.Organisation, cancel);
        var known = await LoadMeasures.Of(store, cancel);
        var versions = known.Find(query.Slice.Measure) ?? known.Offered.FirstOrDefault() ?? known.All[0];
        var names = await StreamNames.Load(store, cancel);
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);
        var period = query.Slice.Period(today);
        var measure = versions.On(period.To) ?? versions.Versions[0];
        var slice = new ScoreView { Query = query.Slice, Known = known, Versions = versions, Measure = measure, Names = names, Period = period, Counted = period, Today = today, Beyond = ScoreAxes.IsBeyond(reader, query.Slice, [.. names.Units]) };
        var view = new DriverView(query, slice);
        if (query.Slice.Backwards) return view with { Nobody = true };
        var now = await images.Of(reader.Organisation, Patience, cancel);
        return now.View is { } facts ? Read(reader, view, facts, cancel) : view with { Slice = slice with { Loaded = now.Loaded } };
    }

    private static DriverView Read(Member reader, DriverView view, FactView facts, CancellationToken cancel)
    {
        var offered = new ScoreAnswers(reader, view.Slice, facts, cancel).Offered();
        view = view with { Slice = view.Slice with { Attributes = offered } };
        var rows = FactRows.Of(facts, Question(reader, view));
        if (rows.Count == 0) return view with { Nobody = true };
        if (rows.Customers.Distinct().Take(Measure.Fewest).Count() < Measure.Fewest) return view;
        var beside = DriverQuestion.Beside(rows, facts.Image.Names, view.Asked);
        cancel.ThrowIfCancellationRequested();
        string[] asked = [.. view.Query.Chosen.Where(name => name != view.Asked)];
        var (chosen, reading) = asked.Length == 0 ? ImportanceReading.Beginning(rows, beside, view.Measures) : (asked, ImportanceReading.Of(rows, asked, view.Measures));
        return view with { Beside = beside, Chosen = chosen, Reading = reading };
    }

    // The answer itself, not what the measure makes of it: a score of ten says more than a promoter.
    private static FactQuestion Question(Member reader, DriverView view)
    {
        var (measure, outcome) = (view.Slice.Measure, view.Query.Question);
        // Whose voices a measure is limited to is its own matter.
        var filters = new ScoreAxes(reader, view.Slice.Names).Filters(outcome is null ? measure : measure with { Voices = "" }, view.Query.Slice);
        var question = ScoreAxes.Question(measure, reader, [view.Slice.Period]) with { Filters = filters };
        return outcome is not null
            ? question with { Asked = outcome, Worth = DriverQuestion.WorthOf }
            : question with { Worth = answer => measure.WorthOf(answer) is null ? null : answer.Number };
    }
}
