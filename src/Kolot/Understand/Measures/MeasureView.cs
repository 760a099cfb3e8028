using Kolot.Core.Facts;
using Kolot.Core.Organisation;
using Kolot.Core.Statistics;
using Kolot.Core.Understand.Measures;
using Kolot.Listen.VoiceStream;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Kolot.Understand.Scores;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Understand.Measures;

/// <summary>Loads what the pages of measures show.</summary>
public sealed class MeasureView(Stores stores, ReadScores read, TimeProvider clock)
{
    /// <summary>How many days back a definition is tried.</summary>
    public const int Tried = 90;

    /// <summary>A measure as its page tells of it.</summary>
    /// <param name="Known">The measure.</param>
    /// <param name="Changes">Who decided each version, when and why.</param>
    /// <param name="By">The names of who did.</param>
    /// <param name="Names">The names of places.</param>
    /// <param name="Today">The organisation's day today.</param>
    public sealed record One(KnownMeasure Known, IReadOnlyList<MeasureRule> Changes, IReadOnlyDictionary<Guid, string> By, StreamNames Names, DateOnly Today);

    /// <summary>What a definition comes to on the last days.</summary>
    /// <param name="Loaded">Which share of the numbers is in memory.</param>
    /// <param name="N">How many answers; null where that is not told.</param>
    /// <param name="Figure">The number.</param>
    public sealed record Trial(double Loaded, long? N, Said<Figure> Figure);

    /// <summary>A form of a measure.</summary>
    /// <param name="Known">The measure that is changed; null for a new one.</param>
    /// <param name="Draft">What is typed.</param>
    /// <param name="Names">The names of places.</param>
    /// <param name="Asked">What was asked of customers lately.</param>
    /// <param name="Trial">What it comes to, where that was asked.</param>
    /// <param name="Rule">The rule that was tried.</param>
    public sealed record Form(KnownMeasure? Known, MeasureDraft Draft, StreamNames Names, IReadOnlyList<AskedQuestion> Asked, Trial? Trial, Measure? Rule);

    /// <summary>The organisation's day today.</summary>
    public DateOnly Today(TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), zone).DateTime);

    /// <summary>All measures, and the names of the places that they may be limited to.</summary>
    public async Task<(KnownMeasures Known, StreamNames Names)> All(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        return (await LoadMeasures.Of(store, cancel), await StreamNames.Load(store, cancel));
    }

    /// <summary>All measures, and why each version that the organisation decided was decided.</summary>
    public async Task<(KnownMeasures Known, IReadOnlyDictionary<(string Code, int Number), string> Reasons)> Reasons(Member member, CancellationToken cancel)
    {
        await using var store = await stores.Open(member.Organisation, cancel);
        var reasons = await store.MeasureRules.AsNoTracking().Select(rule => new { rule.Code, rule.Number, rule.Reason }).ToArrayAsync(cancel);
        return (await LoadMeasures.Of(store, cancel), reasons.ToDictionary(rule => (rule.Code, rule.Number), rule => rule.Reason));
    }

    /// <summary>One measure; null where there is none.</summary>
    public async Task<One?> Of(Visit visit, string code, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if ((await LoadMeasures.Of(store, cancel)).Find(code) is not { } known) return null;
        var changes = await store.MeasureRules.AsNoTracking().Where(rule => rule.Code == code).OrderBy(rule => rule.Number).ToArrayAsync(cancel);
        var who = changes.Select(rule => rule.By).Distinct().ToArray();
        var by = await store.Members.Where(member => who.Contains(member.Id)).ToDictionaryAsync(member => member.Id, member => member.Name, cancel);
        return new(known, changes, by, await StreamNames.Load(store, cancel), Today(visit.TimeZone));
    }

    /// <summary>What measures come to over the last days.</summary>
    public async Task<IReadOnlyList<Trial>> Try(Visit visit, IReadOnlyList<Measure> measures, CancellationToken cancel)
    {
        var today = Today(visit.TimeZone);
        return await read.Figures(visit.Here, measures, new DaySpan(today.AddDays(1 - Tried), today), cancel);
    }

    /// <summary>The form of a measure, as it stands, as it was typed and is to be tried, or as it was typed and refused.</summary>
    public async Task<IResult> Page(Visit visit, string? code, (MeasureDraft Draft, bool Try, Core.Refusal? Refusal) typed, CancellationToken cancel)
    {
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        var known = await LoadMeasures.Of(store, cancel);
        var was = code is null ? null : known.Find(code);
        if (typed.Refusal is Core.Refusal.NotFound || (code is not null && was is null)) return Results.NotFound();
        var refusal = typed.Refusal;
        var (trial, rule) = ((Trial?)null, (Measure?)null);
        if (typed.Try)
        {
            var decided = MeasureChange.Preview(typed.Draft, was);
            if (decided.Refusal is { } wrong) refusal = wrong;
            else (rule, trial) = (decided.Value, (await Try(visit, [decided.Value], cancel))[0]);
        }

        var draft = typed.Draft with { Version = was?.Changed };
        var form = new Form(was, draft, await StreamNames.Load(store, cancel), await AskedQuestion.Lately(store, cancel), trial, rule);
        return new RazorComponentResult<MeasureFormPage>(new { View = form, Stale = refusal is Core.Refusal.Conflict, Faults = Faults.Of(refusal, Words.ResourceManager) })
        {
            StatusCode = typed.Try ? null : Problems.StatusOf(refusal),
        };
    }
}
