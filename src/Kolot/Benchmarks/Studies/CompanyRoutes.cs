using System.Globalization;
using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Shell;
using Kolot.Shell.Parts;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>The companies of a study, page by page.</summary>
/// <param name="Study">The study.</param>
/// <param name="Rows">The companies of this page.</param>
/// <param name="Found">How many there are that fit.</param>
/// <param name="Count">How many there are at all.</param>
public sealed record Compared(StudyOf Study, IReadOnlyList<StudyCompany> Rows, int Found, int Count)
{
    /// <summary>How many are shown on a page.</summary>
    public const int PageSize = 100;

    /// <summary>What is looked for.</summary>
    public string? Words { get; init; }

    /// <summary>How many stand before this page.</summary>
    public int Skipped { get; init; }

    /// <summary>Whether the organisation itself is among them.</summary>
    public bool HasOurs { get; init; }

    /// <summary>Those among the shown that are not reached by any of the study's channels.</summary>
    public int Unreached { get; init; }

    /// <summary>One that was just taken out, as it is put back; null where none was.</summary>
    public CompanyDraft? Removed { get; init; }

    /// <summary>What was typed and not taken.</summary>
    public Attempt? Attempt { get; init; }
}

/// <summary>The pages of companies, and what is posted from them.</summary>
public sealed class CompanyRoutes(Stores stores, KeepCompany act, Visit visit, Notices notices)
{
    private const string Part = "company";

    // Longer addresses are cut off on the way by some proxies.
    private const int LongestInAddress = 5_000;

    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/companies", (string code, HttpContext context, CompanyRoutes pages) => pages.List(context, code, null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/companies", (string code, HttpContext context, CompanyRoutes pages) => pages.Add(context, code)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/companies/ours", (string code, HttpContext context, CompanyRoutes pages) => pages.AddOurs(context, code)).NeedsWholeReach(Right.RunStudies);
        organisation.MapGet("/studies/{code}/companies/{number:int}/edit", (string code, int number, HttpContext context, CompanyRoutes pages) => pages.One(context, (code, number), null)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/companies/{number:int}/edit", (string code, int number, HttpContext context, CompanyRoutes pages) => pages.Change(context, (code, number))).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/companies/{number:int}/removal", (string code, int number, HttpContext context, CompanyRoutes pages) => pages.Remove(context, code, number)).NeedsWholeReach(Right.RunStudies);
    }

    private async Task<IResult> Add(HttpContext context, string code)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Run(visit.Here, (code, null), new(DraftOf(form), null), context.RequestAborted);
        if (done.Refused) return await List(context, code, new(Part, form, done.Refusal));
        notices.Leave(Words.CompanyKept);
        return Redirects.SeeOther(visit.Path($"studies/{code}/companies#c-{done.Value.Number}"));
    }

    private async Task<IResult> AddOurs(HttpContext context, string code)
    {
        var done = await act.RunOurs(visit.Here, code, context.RequestAborted);
        if (done.Refusal is Refusal.NotFound) return TypedResults.NotFound();
        if (done.Refusal is { } refusal)
        {
            notices.Leave(new Faults([], Words.ResourceManager).Say(refusal is Refusal.Invalid { Faults: [var fault, ..] } ? fault : new("ours", "changed_meanwhile")));
            return Redirects.SeeOther(visit.Path($"studies/{code}/companies"));
        }

        notices.Leave(Words.OursKept);
        return Redirects.SeeOther(visit.Path($"studies/{code}/companies/{done.Value.Number}/edit"));
    }

    private async Task<IResult> Change(HttpContext context, (string Code, int Number) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Run(visit.Here, which, new(DraftOf(form), form["seen"].ToString() is { Length: > 0 } seen ? seen : null), context.RequestAborted);
        if (done.Refused) return await One(context, which, new(Part, form, done.Refusal));
        notices.Leave(Words.CompanyKept);
        return Redirects.SeeOther(visit.Path($"studies/{which.Code}/companies#c-{which.Number}"));
    }

    private async Task<IResult> Remove(HttpContext context, string code, int number)
    {
        var done = await act.Remove(visit.Here, code, number, context.RequestAborted);
        if (done.Refusal is Refusal.Conflict) return await One(context, (code, number), new(Part, FormCollection.Empty, done.Refusal));
        if (done.Refused) return TypedResults.NotFound();
        notices.Leave(Words.CompanyRemoved);
        // What was taken out goes along in the address, from which it can be put back.
        var row = done.Value;
        var back = new[] { ("name", row.Name), ("name_en", row.NameEn), ("industry", row.Industry), ("industry_en", row.IndustryEn), ("ours", row.Ours ? "true" : null) }.Concat(KeepCompany.AddressesOf(row).Select(one => (CompanyDraft.FieldOf(one.Key), (string?)one.Value)));
        var along = string.Concat(back.Where(one => one.Item2 is not null).Select(one => $"&{one.Item1}={Uri.EscapeDataString(one.Item2!)}"));
        return Redirects.SeeOther(visit.Path($"studies/{code}/companies{(along.Length > LongestInAddress ? "" : "?removed=1" + along)}"));
    }

    private async Task<IResult> List(HttpContext context, string code, Attempt? attempt)
    {
        var (query, cancel) = (context.Request.Query, context.RequestAborted);
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (attempt?.Refusal is Refusal.NotFound || await StudyOf.Seen(store, visit.Here, code, cancel) is not { } study) return TypedResults.NotFound();
        var all = store.StudyCompanies.AsNoTracking().Where(one => one.StudyId == study.Row.Id);
        var words = query["q"].ToString().Trim() is { Length: > 0 and <= 200 } typed && PlainText.IsSound(typed) ? typed : null;
        var fitting = words is null ? all : all.Where(one => one.Name!.Contains(words) || one.NameEn!.Contains(words) || one.Industry!.Contains(words));
        var skipped = int.TryParse(query["after"], NumberStyles.None, CultureInfo.InvariantCulture, out var after) ? after : 0;
        var rows = await fitting.OrderByDescending(one => one.Ours).ThenBy(one => one.Number).Skip(skipped).Take(Compared.PageSize).ToListAsync(cancel);
        return new RazorComponentResult<CompaniesPage>(new
        {
            View = new Compared(study, rows, await fitting.CountAsync(cancel), await all.CountAsync(cancel))
            {
                Words = words, Skipped = skipped, HasOurs = await all.AnyAsync(one => one.Ours, cancel), Attempt = attempt,
                Unreached = rows.Count(row => study.Row.Kind == StudyKind.Shopped && !study.Design.Channels.Any(KeepCompany.AddressesOf(row).ContainsKey)),
                Removed = query.ContainsKey("removed") ? DraftOf(new FormCollection(query.ToDictionary(pair => pair.Key, pair => pair.Value))) : null,
            },
        })
        { StatusCode = Problems.StatusOf(attempt?.Refusal) };
    }

    private async Task<IResult> One(HttpContext context, (string Code, int Number) which, Attempt? attempt)
    {
        await using var store = await stores.Open(visit.Here.Organisation, context.RequestAborted);
        if (await StudyOf.Seen(store, visit.Here, which.Code, context.RequestAborted) is not { } study) return TypedResults.NotFound();
        if (await store.StudyCompanies.AsNoTracking().SingleOrDefaultAsync(one => one.StudyId == study.Row.Id && one.Number == which.Number, context.RequestAborted) is not { } row) return TypedResults.NotFound();
        var probes = await store.Probes.CountAsync(probe => probe.StudyId == study.Row.Id && probe.CompanyId == row.Id, context.RequestAborted);
        return new RazorComponentResult<CompanyPage>(new { Study = study, Row = row, Probes = probes, Attempt = attempt }) { StatusCode = Problems.StatusOf(attempt?.Refusal) };
    }

    private static CompanyDraft DraftOf(IFormCollection form) => new(
        form["name"], form["name_en"], form["industry"], form["ours"] == "true",
        Enum.GetValues<ProbeChannel>().Where(channel => !string.IsNullOrWhiteSpace(form[CompanyDraft.FieldOf(channel)])).ToDictionary(channel => channel, channel => form[CompanyDraft.FieldOf(channel)].ToString()))
    { IndustryEn = form["industry_en"] };
}
