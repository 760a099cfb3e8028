using Kolot.Core;
using Kolot.Core.Benchmarks;
using Kolot.Core.Organisation;
using Kolot.Organisation;
using Kolot.Organisation.People;
using Kolot.Shell;
using Kolot.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Kolot.Benchmarks.Studies;

/// <summary>Who approaches companies, and how much of it they have.</summary>
/// <param name="Study">The study.</param>
/// <param name="Rows">The shoppers, each with how many probes they have and how many of them wait to be made.</param>
public sealed record Shopping(StudyOf Study, IReadOnlyList<(StudyShopper Row, int Probes, int Planned)> Rows)
{
    /// <summary>The link that was just made, and for whom; null where none was.</summary>
    public (string Name, string Address)? Made { get; init; }

    /// <summary>The one that is changed here; null for a new one.</summary>
    public StudyShopper? Changed { get; init; }

    /// <summary>What was typed and not taken.</summary>
    public Attempt? Attempt { get; init; }

    /// <summary>Why no link can be mailed from here, as a code; null where one can.</summary>
    public string? NoMail { get; init; }

    /// <summary>The last mail with a link, by shopper.</summary>
    public IReadOnlyDictionary<Guid, ShopperMail> Mails { get; init; } = new Dictionary<Guid, ShopperMail>();
}

/// <summary>The page of shoppers, and what is posted from it.</summary>
public sealed class ShopperRoutes(Stores stores, KeepShopper act, MailShopper mail, Visit visit)
{
    /// <summary>Their routes.</summary>
    public static void Map(RouteGroupBuilder organisation)
    {
        organisation.MapGet("/studies/{code}/shoppers", (string code, HttpContext context, ShopperRoutes pages) => pages.Page(context, code, new(null, null, null))).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/shoppers", (string code, HttpContext context, ShopperRoutes pages) => pages.Keep(context, (code, null))).NeedsWholeReach(Right.RunStudies);
        organisation.MapGet("/studies/{code}/shoppers/{id:guid}", (string code, Guid id, HttpContext context, ShopperRoutes pages) => pages.Page(context, code, new(id, null, null))).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/shoppers/{id:guid}", (string code, Guid id, HttpContext context, ShopperRoutes pages) => pages.Keep(context, (code, id))).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/shoppers/{id:guid}/link", (string code, Guid id, HttpContext context, ShopperRoutes pages) => pages.Link(context, (code, id), true)).NeedsWholeReach(Right.RunStudies);
        organisation.MapPost("/studies/{code}/shoppers/{id:guid}/revocation", (string code, Guid id, HttpContext context, ShopperRoutes pages) => pages.Link(context, (code, id), false)).NeedsWholeReach(Right.RunStudies);
    }

    private sealed record Show(Guid? Changed, Attempt? Attempt, KeepShopper.Made? Made);

    private async Task<IResult> Keep(HttpContext context, (string Code, Guid? Id) which)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var request = new KeepShopper.Request(form["name"], form["mail"], form["language"], form["gradesAgain"] == "true", form["seen"].ToString() is { Length: > 0 } seen ? seen : null);
        var done = await act.Run(visit.Here, which, request, context.RequestAborted);
        if (done.Refused) return await Page(context, which.Code, new(which.Id, new("shopper", form, done.Refusal), null));
        // The secret is kept nowhere: this is the only page that tells it.
        if (done.Value.Secret is not null) return await Page(context, which.Code, new(null, null, done.Value));
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.ShopperKept);
        return Redirects.SeeOther(visit.Path($"studies/{which.Code}/shoppers"));
    }

    private async Task<IResult> Link(HttpContext context, (string Code, Guid Id) which, bool open)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var done = await act.Link(visit.Here, which, open, form["seen"].ToString() is { Length: > 0 } seen ? seen : null, context.RequestAborted);
        if (done.Refusal is Refusal.Conflict)
        {
            context.RequestServices.GetRequiredService<Notices>().Leave(Words.LinkMadeAlready);
            return Redirects.SeeOther(visit.Path($"studies/{which.Code}/shoppers"));
        }

        if (done.Refused) return TypedResults.NotFound();
        if (open) return await Page(context, which.Code, new(null, null, done.Value));
        context.RequestServices.GetRequiredService<Notices>().Leave(Words.LinkRevoked);
        return Redirects.SeeOther(visit.Path($"studies/{which.Code}/shoppers"));
    }

    private async Task<IResult> Page(HttpContext context, string code, Show show)
    {
        var cancel = context.RequestAborted;
        await using var store = await stores.Open(visit.Here.Organisation, cancel);
        if (show.Attempt?.Refusal is Refusal.NotFound || await StudyOf.Seen(store, visit.Here, code, cancel) is not { } study) return TypedResults.NotFound();
        var rows = await store.StudyShoppers.AsNoTracking().Where(one => one.StudyId == study.Row.Id).OrderBy(one => one.GradesAgain).ThenBy(one => one.Id).ToListAsync(cancel);
        var changed = show.Changed is { } id ? rows.Find(one => one.Id == id) : null;
        if (show.Changed is not null && changed is null) return TypedResults.NotFound();
        var probes = await store.Probes.Where(probe => probe.StudyId == study.Row.Id && probe.State != ProbeState.Dropped && probe.ShopperId != null).GroupBy(probe => probe.ShopperId)
            .Select(all => new { all.Key, Count = all.Count(), Planned = all.Count(probe => probe.State == ProbeState.Planned) }).ToListAsync(cancel);
        var mails = await store.ShopperMails.AsNoTracking().Where(one => store.StudyShoppers.Any(shopper => shopper.Id == one.Id && shopper.StudyId == study.Row.Id)).ToDictionaryAsync(one => one.Id, cancel);
        context.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<ShoppersPage>(new
        {
            View = new Shopping(study, [.. rows.Select(row => (row, probes.Find(one => one.Key == row.Id)?.Count ?? 0, probes.Find(one => one.Key == row.Id)?.Planned ?? 0))])
            {
                NoMail = await mail.WhyNot(visit.Here.Organisation, cancel), Mails = mails,
                Changed = changed, Attempt = show.Attempt, Made = show.Made is { Secret: { } secret } made ? (made.Shopper.Name, $"{PublicAddress.Of(context)}{visit.Path($"field/{secret}")}") : null,
            },
        })
        { StatusCode = Problems.StatusOf(show.Attempt?.Refusal) };
    }
}
