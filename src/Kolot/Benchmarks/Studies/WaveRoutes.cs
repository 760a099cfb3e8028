using System.Globalization;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.Hours;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>The waves of a study, and what is tried for the next.</summary>
/// <param name="Study">The study.</param>
/// <param name="Waves">Its waves, the newest first, each with how many of its probes stand where.</param>
public sealed record Waving(StudyOf Study, IReadOnlyList<(StudyWave Wave, IReadOnlyDictionary<ProbeState, int> Counts)> Waves)
{
    /// <summary>The first and last day that stand in the form.</summary>
    public (string From, string Until) Typed { get; init; } = ("", "");

    /// <summary>Whether only the ways are used that all companies have.</summary>
    public bool Shared { get; init; }

    /// <summary>What the form comes to; null where it was not tried.</summary>
    public PlanWave.Trial? Trial { get; init; }

    /// <summary>Why it comes to nothing.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>Companies that nobody can approach.</summary>
    public IReadOnlyList<string> Unreached { get; init; } = [];

    /// <summary>Of how many companies at most that lack a way the names are told.</summary>
    public const int Named = 6;

    /// <summary>What companies, scenarios and shoppers are called.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; init; } = new Dictionary<Guid, string>();

    /// <summary>Whether anybody could grade again.</summary>
    public bool HasSecondRater { get; init; }
}

/// <summary>The page of waves, and what is posted from it.</summary>
public sealed class WaveRoutes(Stores stores, PlanWave act, KnownHours hours, Visit visit)
{
    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/waves", (string code, HttpContext context, WaveRoutes pages) => pages.Page(context, code, null, null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/waves", (string code, HttpContext context, WaveRoutes pages) => pages.Plan(context, code)).NeedsWholeReach(Right.RunStudies);
    }

    private async Task<IResult> Plan(HttpContext context, string code)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        DateOnly? Day(string name) => DateOnly.TryParseExact(form[name], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        var agreed = form["agreed"].ToString() is { Length: > 0 } mark ? mark : null;
        var seed = long.TryParse(form["seed"], NumberStyles.None, CultureInfo.InvariantCulture, out var drawn) ? drawn : (long?)null;
        var request = new PlanWave.Request(Day("from"), Day("until"), seed, agreed, form["shared"] == "true");
        var done = await act.Run(visit.Here, code, request, context.RequestAborted);
        if (done.Result is { Refused: false, Value.Wave: { } wave })
        {
            context.RequestServices.GetRequiredService<Notices>().Leave(StudyWords.Put(Words.WavePlanned, wave.Number));
            return Redirects.SeeOther(visit.Path($"studies/{code}/waves/{wave.Number}"));
        }

        // What changed since it was shown is shown as it would be now.
        if (done.Result.Refusal is Refusal.Conflict conflict && await act.Run(visit.Here, code, request with { Agreed = null }, context.RequestAborted) is { Result.Refused: false } again) return await Page(context, code, (form["from"].ToString(), form["until"].ToString(), request.Shared), (again, conflict));
        return await Page(context, code, (form["from"].ToString(), form["until"].ToString(), request.Shared), (done, done.Result.Refusal));
    }

    private async Task<IResult> Page(HttpContext context, string code, (string From, string Until, bool Shared)? typed, (PlanWave.Outcome Outcome, Refusal? Refusal)? tried)
    {
        var cancel = context.RequestAborted;
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (tried?.Refusal is Refusal.NotFound || await StudyOf.Seen(store, visit.Here, code, cancel) is not { Row.Kind: StudyKind.Shopped } study) return TypedResults.NotFound();
        var waves = await store.StudyWaves.AsNoTracking().Where(wave => wave.StudyId == study.Row.Id).OrderByDescending(wave => wave.Number).ToListAsync(cancel);
        var counts = (await store.Probes.Where(probe => probe.StudyId == study.Row.Id).GroupBy(probe => new { probe.Wave, probe.State }).Select(all => new { all.Key.Wave, all.Key.State, Count = all.Count() }).ToListAsync(cancel)).ToLookup(one => one.Wave);
        var tomorrow = DateOnly.FromDateTime(TimeZoneInfo.ConvertTimeFromUtc(hours.Now, visit.TimeZone)).AddDays(1);
        var trial = tried?.Outcome.Result is { Refused: false, Value: var shown } ? shown : null;
        return new RazorComponentResult<WavesPage>(new
        {
            View = new Waving(study, [.. waves.Select(wave => (wave, (IReadOnlyDictionary<ProbeState, int>)counts[wave.Number].ToDictionary(one => one.State, one => one.Count)))])
            {
                Typed = typed is { } said ? (said.From, said.Until) : (Iso(tomorrow), Iso(tomorrow.AddDays(study.Design.Days - 1))), Shared = typed?.Shared == true, Trial = trial, Refusal = tried?.Refusal, Unreached = tried?.Outcome.Unreached ?? [],
                Names = trial is null ? new Dictionary<Guid, string>() : await NamesOf(store, study, trial, cancel),
                HasSecondRater = await store.StudyShoppers.AnyAsync(one => one.StudyId == study.Row.Id && one.GradesAgain && one.SecretHash != null, cancel),
            },
        })
        { StatusCode = Problems.StatusOf(tried?.Refusal) };
    }

    private static async Task<IReadOnlyDictionary<Guid, string>> NamesOf(OrganisationStore store, StudyOf study, PlanWave.Trial trial, CancellationToken cancel)
    {
        Guid[] lacking = [.. trial.Asked.Lacking.Values.SelectMany(some => some.Take(Waving.Named)).Distinct()];
        var english = Language.Here != "he";
        return await store.StudyShoppers.Where(one => one.StudyId == study.Row.Id).Select(one => new { one.Id, one.Name })
            .Concat(store.StudyScenarios.Where(one => one.StudyId == study.Row.Id).Select(one => new { one.Id, one.Name }))
            .Concat(store.StudyCompanies.Where(one => lacking.Contains(one.Id)).Select(one => new { one.Id, Name = (english ? one.NameEn ?? one.Name : one.Name) ?? "" })).ToDictionaryAsync(one => one.Id, one => one.Name, cancel);
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
