using System.Globalization;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>One wave: its probes, page by page.</summary>
/// <param name="Study">The study.</param>
/// <param name="Wave">The wave.</param>
/// <param name="Rows">Its probes.</param>
/// <param name="Names">What companies, scenarios and shoppers are called.</param>
public sealed record WaveSeen(StudyOf Study, StudyWave Wave, IReadOnlyList<Probe> Rows, IReadOnlyDictionary<Guid, string> Names)
{
    /// <summary>How many are shown on a page.</summary>
    public const int PageSize = 100;

    /// <summary>How many of its probes stand where.</summary>
    public IReadOnlyDictionary<ProbeState, int> Counts { get; init; } = new Dictionary<ProbeState, int>();

    /// <summary>Which state alone is shown; null for all.</summary>
    public ProbeState? Only { get; init; }

    /// <summary>How many stand before this page.</summary>
    public int Skipped { get; init; }

    /// <summary>Who may be handed probes, and who has some that wait.</summary>
    public IReadOnlyList<(StudyShopper Row, int Planned)> Shoppers { get; init; } = [];

    /// <summary>Whether nobody was approached yet, so that it can be taken back.</summary>
    public bool Untouched { get; init; }

    /// <summary>What was typed and not taken.</summary>
    public Attempt? Attempt { get; init; }

    /// <summary>What somebody or something is called.</summary>
    public string Name(Guid? id) => id is { } known ? Names.GetValueOrDefault(known, "") : "";
}

/// <summary>The page of a wave and that of a probe in it, and what is posted from them.</summary>
public sealed class WavePages(Stores stores, KeepWave act, Visit visit, Notices notices)
{
    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/waves/{number:int}", (string code, int number, HttpContext context, WavePages pages) => pages.Page(context, (code, number), null, null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/waves/{number:int}/moves", (string code, int number, HttpContext context, WavePages pages) => pages.Move(context, (code, number))).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/waves/{number:int}/closing", (string code, int number, HttpContext context, WavePages pages) => pages.Close(context, (code, number))).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/waves/{number:int}/removal", (string code, int number, HttpContext context, WavePages pages) => pages.Remove(context, (code, number))).NeedsWholeReach(Right.RunStudies);
        organisation.MapGet("/studies/{code}/waves/{number:int}/probes/{id:guid}", (string code, int number, Guid id, HttpContext context, WavePages pages) => pages.Page(context, (code, number), id, null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/waves/{number:int}/probes/{id:guid}/drop", async (string code, int number, Guid id, HttpContext context, WavePages pages) => await pages.Drop(context, (code, number), id)).NeedsWholeReach(Right.RunStudies);
    }

    private async Task<IResult> Move(HttpContext context, (string Code, int Number) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        Guid? Id(string name) => Guid.TryParse(form[name], out var id) ? id : null;
        var done = await act.Move(visit.Here, which, (Id("probe"), Id("from"), Id("to")), context.RequestAborted);
        if (done.Refused) return await Page(context, which, Id("probe"), new("move", form, done.Refusal));
        notices.Leave(done.Value == 1 ? Words.MovedOne : StudyWords.Put(Words.MovedMany, done.Value));
        return Redirects.SeeOther(visit.Path($"studies/{which.Code}/waves/{which.Number}"));
    }

    private async Task<IResult> Drop(HttpContext context, (string Code, int Number) which, Guid id)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Drop(visit.Here, (which.Code, id), (form["why"], form.Version()), context.RequestAborted);
        if (done.Refused) return await Page(context, which, id, new("drop", form, done.Refusal));
        notices.Leave(Words.ProbeIsDropped);
        return Redirects.SeeOther(visit.Path($"studies/{which.Code}/waves/{which.Number}"));
    }

    private async Task<IResult> Close(HttpContext context, (string Code, int Number) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Close(visit.Here, which, int.TryParse(form["dropping"], NumberStyles.None, CultureInfo.InvariantCulture, out var dropping) ? dropping : 0, context.RequestAborted);
        if (done.Refused) return await Page(context, which, null, new("close", form, done.Refusal));
        notices.Leave(StudyWords.Put(Words.WaveClosed, which.Number));
        return Redirects.SeeOther(visit.Path($"studies/{which.Code}/waves"));
    }

    private async Task<IResult> Remove(HttpContext context, (string Code, int Number) which)
    {
        var done = await act.Remove(visit.Here, which, context.RequestAborted);
        if (done.Refused) return await Page(context, which, null, new("removal", FormCollection.Empty, done.Refusal));
        notices.Leave(StudyWords.Put(Words.WaveRemoved, which.Number));
        return Redirects.SeeOther(visit.Path($"studies/{which.Code}/waves"));
    }

    private async Task<IResult> Page(HttpContext context, (string Code, int Number) which, Guid? probe, Attempt? attempt)
    {
        var (query, cancel) = (context.Request.Query, context.RequestAborted);
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (attempt?.Refusal is Refusal.NotFound || await StudyOf.Seen(store, visit.Here, which.Code, cancel) is not { } study) return TypedResults.NotFound();
        var wave = await store.StudyWaves.AsNoTracking().SingleOrDefaultAsync(one => one.StudyId == study.Row.Id && one.Number == which.Number, cancel);
        if (wave is null) return TypedResults.NotFound();
        var all = store.Probes.AsNoTracking().Where(one => one.StudyId == study.Row.Id && one.Wave == wave.Number);
        ProbeState? only = Enum.TryParse<ProbeState>(query["state"], ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : null;
        var skipped = int.TryParse(query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0;
        var fitting = probe is { } id ? all.Where(one => one.Id == id) : only is null ? all : all.Where(one => one.State == only);
        var rows = await fitting.OrderBy(one => one.PlannedAt).ThenBy(one => one.Id).Skip(probe is null ? skipped : 0).Take(WaveSeen.PageSize).ToListAsync(cancel);
        if (probe is not null && rows.Count == 0) return TypedResults.NotFound();
        var shoppers = await store.StudyShoppers.AsNoTracking().Where(one => one.StudyId == study.Row.Id && !one.GradesAgain).OrderBy(one => one.Id).ToListAsync(cancel);
        var planned = await all.Where(one => one.State == ProbeState.Planned && one.ShopperId != null).GroupBy(one => one.ShopperId).Select(some => new { some.Key, Count = some.Count() }).ToListAsync(cancel);
        var view = new WaveSeen(study, wave, rows, await Names(store, study, rows, shoppers, cancel))
        {
            Counts = await all.GroupBy(one => one.State).Select(some => new { some.Key, Count = some.Count() }).ToDictionaryAsync(one => one.Key, one => one.Count, cancel), Only = only, Skipped = skipped, Attempt = attempt,
            Shoppers = [.. shoppers.Select(row => (row, planned.Find(one => one.Key == row.Id)?.Count ?? 0))], Untouched = wave.ClosedAt is null && await KeepWave.IsUntouched(store, wave, cancel),
        };
        var status = Problems.StatusOf(attempt?.Refusal);
        return probe is null ? new RazorComponentResult<WavePage>(new { View = view }) { StatusCode = status } : new RazorComponentResult<ProbePage>(new { View = view }) { StatusCode = status };
    }

    private static async Task<IReadOnlyDictionary<Guid, string>> Names(OrganisationStore store, StudyOf study, IReadOnlyList<Probe> rows, IReadOnlyList<StudyShopper> shoppers, CancellationToken cancel)
    {
        Guid[] ids = [.. rows.Select(row => row.CompanyId).Distinct()];
        var companies = await store.StudyCompanies.AsNoTracking().Where(one => one.StudyId == study.Row.Id && ids.Contains(one.Id)).ToListAsync(cancel);
        var scenarios = await store.StudyScenarios.AsNoTracking().Where(one => one.StudyId == study.Row.Id).ToListAsync(cancel);
        return companies.Select(one => (one.Id, (Language.Here == "he" ? one.Name : one.NameEn ?? one.Name) ?? StudyWords.Put(Words.CompanyNumbered, one.Number))).Concat(scenarios.Select(one => (one.Id, one.Name))).Concat(shoppers.Select(one => (one.Id, one.Name)))
            .ToDictionary(one => one.Item1, one => one.Item2);
    }
}
